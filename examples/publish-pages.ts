import { isDeepStrictEqual } from "node:util";
import { ConfigError, type IntercomOptions } from "@interkit/client";
import { createIntercom, type ExternalPage } from "@interkit/client/2.16";
import { defineJob, fromRows, type JobSummary, memoryState, run } from "@interkit/jobs";

/** A page of your site. */
export interface Page {
  readonly external_id: string;
  readonly title: string;
  readonly html: string;
  readonly url: string;
}

/** Makes the pages of a content import source those of your site: only what differs is written or deleted. */
export async function publishPages(
  options: IntercomOptions,
  source_id: number,
  pages: readonly Page[],
): Promise<JobSummary> {
  if (pages.length === 0) throw new ConfigError("Without pages, the source would be emptied");
  const { externalPages } = createIntercom(options).aiContent;
  const published = new Map<string, ExternalPage>();
  for await (const page of externalPages.list({ per_page: 100 })) {
    if (page.source_id === source_id) published.set(page.external_id, page);
  }
  const differs = (page: Page) => {
    const old = published.get(page.external_id);
    return !isDeepStrictEqual(old, { ...old, ...page });
  };
  const wanted = new Set(pages.map(({ external_id }) => external_id));
  const left = [...published.values()].filter(({ external_id }) => !wanted.has(external_id));
  const settings = { source_id, locale: "en", ai_agent_availability: true } as const;
  const job = defineJob({
    name: "publish-pages",
    source: fromRows<Page | ExternalPage>([...pages.filter(differs), ...left]),
    step: async (page, { call }) => {
      if ("id" in page) await externalPages.delete(page.id, call);
      else await externalPages.create({ ...settings, ...page }, call);
    },
  });
  return run(job, { state: memoryState() });
}
