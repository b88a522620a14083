import { createIntercom, type Intercom } from "@interkit/client/2.16";
import {
  type ContentPage,
  type ContentPagesOptions,
  contentPages,
  type ExistingObject,
  type OpenCollection,
} from "@interkit/jobs/sync";
import { createSandbox } from "@interkit/sandbox";

/** The address of the source of pages. */
export const site = "https://docs.example.com";

type SitePage = ContentPage & { readonly url: string };

/** A page whose texts follow from its name. */
export function page(external_id: string, more: Partial<SitePage> = {}): SitePage {
  return {
    external_id,
    title: `Title of ${external_id}`,
    html: `<p>${external_id}</p>`,
    url: `${site}/${external_id}`,
    ...more,
  };
}

/** A sandbox, a client of it, and the collection of pages as a plan opens it. */
export function pagesSetup(options: Partial<ContentPagesOptions> = {}) {
  const sandbox = createSandbox();
  const intercom = createIntercom({ token: "test", fetch: sandbox.fetch, retry: false });
  const notices: string[] = [];
  const collection = (more: Partial<ContentPagesOptions> = {}) =>
    contentPages(intercom, { source: site, ...options, ...more });
  const open = (pages = collection()) =>
    pages.open({ call: {}, notice: (message) => notices.push(message) });
  /** Writes pages, as an apply does. */
  const write = async (pages: readonly ContentPage[], to = collection()) => {
    const opened = await open(to);
    await opened.prepare?.();
    return Promise.all(pages.map((one) => opened.create(to.toObject(one))));
  };
  const writes = () => sandbox.requests.list().filter(({ method }) => method !== "GET");
  return { sandbox, intercom, notices, collection, open, write, writes };
}

/** What a collection lists, and whether it is all. */
export async function listed(opened: OpenCollection) {
  const listing = opened.list(new Set());
  const objects: ExistingObject[] = [];
  for await (const batch of listing.pages()) objects.push(...batch);
  return { objects, keys: objects.map(({ key }) => key).sort(), isWhole: listing.isWhole() };
}

/** The sources of pages in a workspace. */
export function sourcesOf({ aiContent }: Intercom) {
  return aiContent.contentImportSources.list().collect({ limit: 10 });
}

/** The pages in a workspace. */
export function pagesOf({ aiContent }: Intercom) {
  return aiContent.externalPages.list().collect({ limit: 100 });
}
