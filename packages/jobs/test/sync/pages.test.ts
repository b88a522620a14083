import { ConfigError } from "@interkit/client";
import { createIntercom as createOld } from "@interkit/client/2.12";
import { createIntercom, type Intercom } from "@interkit/client/2.16";
import { createIntercom as createNewer } from "@interkit/client/2.17";
import { createIntercom as createWithout } from "@interkit/client/2.11";
import {
  type ContentPage,
  type ContentPagesOptions,
  contentPages,
  type ExistingObject,
  type OpenCollection,
} from "@interkit/jobs/sync";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";

const site = "https://docs.example.com";

function page(external_id: string, more: Partial<ContentPage> = {}): ContentPage {
  return {
    external_id,
    title: `Title of ${external_id}`,
    html: `<p>${external_id}</p>`,
    url: `${site}/${external_id}`,
    ...more,
  };
}

/** A sandbox, a client of it, and the collection as a plan opens it. */
function setup(options: Partial<ContentPagesOptions> = {}) {
  const sandbox = createSandbox();
  const intercom = createIntercom({ token: "test", fetch: sandbox.fetch, retry: false });
  const notices: string[] = [];
  const pages = contentPages(intercom, { source: site, ...options });
  const open = () => pages.open({ call: {}, notice: (message) => notices.push(message) });
  const requests = () =>
    sandbox.requests.list().map(({ method, url }) => `${method} ${new URL(url).pathname}`);
  return { sandbox, intercom, notices, pages, open, requests };
}

/** What a collection lists, and whether it is all. */
async function listed(opened: OpenCollection) {
  const listing = opened.list(new Set());
  const objects: ExistingObject[] = [];
  for await (const batch of listing.pages()) objects.push(...batch);
  return { objects, isWhole: listing.isWhole() };
}

const sourcesOf = ({ aiContent }: Intercom) =>
  aiContent.contentImportSources.list().collect({ limit: 10 });

const pagesOf = ({ aiContent }: Intercom) => aiContent.externalPages.list().collect({ limit: 100 });

test("a page is sent with its availability, and Intercom returns what was sent", async () => {
  const { intercom, pages, open } = setup();
  const opened = await open();
  await opened.prepare?.();
  const desired = pages.toObject(page("start.md"));
  const created = await opened.create(desired);
  expect(created).toMatchObject({ key: "start.md", title: "Title of start.md" });
  expect(created.fields).toEqual(desired.fields);
  expect(await pagesOf(intercom)).toMatchObject([
    {
      external_id: "start.md",
      url: `${site}/start.md`,
      locale: "en",
      ai_agent_availability: true,
      ai_copilot_availability: true,
    },
  ]);
});
