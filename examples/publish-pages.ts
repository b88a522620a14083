import type { IntercomOptions } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import { contentPages, createSync, pagesIn, type SyncReport } from "@interkit/jobs/sync";

/** What is published. */
export interface Publication {
  /** A folder of Markdown and HTML. */
  readonly folder: string;
  /** The address of the site that is made of it. */
  readonly site: string;
  /** The file of what was published before. */
  readonly state: string;
  /** The `approval` of a plan; without it, an apply that would remove many pages removes none. */
  readonly approve?: string | undefined;
}

/** Makes the pages that Fin answers from those of a folder: only what differs is written or deleted. */
export async function publishPages(
  options: IntercomOptions,
  { folder, site, state, approve }: Publication,
): Promise<SyncReport> {
  const docs = createSync({
    name: "publish-pages",
    from: pagesIn(folder, { url: site, exclude: ["internal/**"] }),
    to: contentPages(createIntercom(options), { source: site }),
    state,
  });
  return docs.apply({ approve });
}
