import type { IntercomOptions } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";

export interface Article {
  /** The id in your own system. A second import of the same id updates the page. */
  readonly id: string;
  readonly title: string;
  readonly html: string;
}

/** Imports articles for Fin, all under one content import source. */
export async function importPages(
  options: IntercomOptions,
  site: string,
  articles: readonly Article[],
): Promise<string[]> {
  const { contentImportSources, externalPages } = createIntercom(options).aiContent;
  const source = await contentImportSources.create({ sync_behavior: "api", url: site });

  const ids: string[] = [];
  for (const { id, title, html } of articles) {
    const page = await externalPages.create({
      source_id: source.id,
      external_id: id,
      title,
      html,
      url: new URL(id, site).href,
      locale: "en",
    });
    ids.push(page.id);
  }
  return ids;
}
