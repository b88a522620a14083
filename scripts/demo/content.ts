import type { ContentImportSource, Intercom } from "@interkit/client/2.16";
import pMap from "p-map";
import { type ContentPage, SITE } from "./pages.ts";

/** Finds the source that an earlier run has made, or makes it. */
export async function findOrCreateSource(intercom: Intercom): Promise<ContentImportSource> {
  for await (const source of intercom.aiContent.contentImportSources.list()) {
    if (source.url === SITE) return source;
  }
  return intercom.aiContent.contentImportSources.create({ sync_behavior: "api", url: SITE });
}

/** The ids of the pages that a source has. */
export async function pagesOf(
  intercom: Intercom,
  source: ContentImportSource,
): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const page of intercom.aiContent.externalPages.list()) {
    if (page.source_id === source.id) ids.add(page.id);
  }
  return ids;
}

/**
 * Posts every page. Intercom identifies a page by its source and external id, so that a page that it
 * already has is updated; the page's id shows which of the two happened.
 */
export async function importPages(
  intercom: Intercom,
  source: ContentImportSource,
  pages: readonly ContentPage[],
  done: () => void,
): Promise<{ created: number; updated: number }> {
  const before = await pagesOf(intercom, source);
  const ids = await pMap(
    pages,
    async (page) => {
      const { id } = await intercom.aiContent.externalPages.create({
        ...page,
        source_id: source.id,
        locale: "en",
      });
      done();
      return id;
    },
    { concurrency: 4 },
  );
  const updated = ids.filter((id) => before.has(id)).length;
  return { created: ids.length - updated, updated };
}
