import { ConfigError } from "@interkit/client";
import { createIntercom as createOld } from "@interkit/client/2.11";
import { createIntercom as createNewer } from "@interkit/client/2.17";
import { createIntercom as createPreview } from "@interkit/client/preview";
import { type ContentPage, contentPages } from "@interkit/jobs/sync";
import { expect, test } from "vitest";
import { listed, page, pagesOf, pagesSetup, site } from "../support/pages.ts";

test("a page is sent with its availability, and Intercom returns what was sent", async () => {
  const { intercom, collection, write } = pagesSetup();
  const [created] = await write([page("start.md")]);
  expect(created).toMatchObject({ key: "start.md", title: "Title of start.md" });
  expect(created?.fields).toEqual(collection().toObject(page("start.md")).fields);
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

test("a page can be kept from Fin or from Copilot", async () => {
  const { intercom, write } = pagesSetup({ agent: false, copilot: false });
  await write([page("start.md")]);
  expect(await pagesOf(intercom)).toMatchObject([
    { ai_agent_availability: false, ai_copilot_availability: false },
  ]);
});

test("a page that was switched off at Intercom is switched on again by an update", async () => {
  const { sandbox, intercom, collection, open } = pagesSetup();
  const { id: source_id } = sandbox.seed.contentImportSource({ url: site });
  const seeded = { source_id, external_id: "start.md", ai_agent_availability: false };
  const { id } = sandbox.seed.externalPage(seeded);
  const opened = await open();
  const before = (await listed(opened)).objects[0];
  expect(before).toMatchObject({ id, fields: { ai_agent_availability: false } });
  const after = await opened.update(id, collection().toObject(page("start.md")));
  expect(after).toMatchObject({ id, fields: { ai_agent_availability: true } });
  expect(await pagesOf(intercom)).toHaveLength(1);
});

test.each<[string, Partial<Record<keyof ContentPage, unknown>>, string]>([
  ["a url", { url: undefined }, 'the page "start.md" has no "url", and Fin never cites'],
  ["an empty url", { url: "" }, 'the page "start.md" has no "url"'],
  [
    "a relative url",
    { url: "/start" },
    'must be an address with https:// or http://, not "/start"',
  ],
  ["a url of the web", { url: "javascript:alert(1)" }, "must be an address with https://"],
  ["a title", { title: " " }, 'the page "start.md" has no "title"'],
  ["content", { html: "\n" }, 'the page "start.md" has no "html"'],
  [
    "an external_id",
    { external_id: "" },
    'with the title "Title of start.md" has no "external_id"',
  ],
])("a page without %s is refused by its name", (_, wrong, message) => {
  const { collection } = pagesSetup();
  const refused = () => collection().toObject({ ...page("start.md"), ...wrong } as ContentPage);
  expect(refused).toThrow(ConfigError);
  expect(refused).toThrow(message);
});

test.each([
  ["an option that does not exist", { source: site, audience: 1 }, 'has no "audience"'],
  ["no source", {}, '"source" must be the address of a content import source'],
  ["a source that is no address", { source: "docs" }, '"source" must be the address'],
  ["an empty locale", { source: site, locale: "" }, '"locale" must be a text'],
  ["an availability that is no boolean", { source: site, agent: "yes" }, '"agent" must be true'],
])("%s is refused before anything is sent", (_, options, message) => {
  const { intercom, sandbox } = pagesSetup();
  const refused = () => contentPages(intercom, options as never);
  expect(refused).toThrow(ConfigError);
  expect(refused).toThrow(message);
  expect(sandbox.requests.list()).toEqual([]);
});

test("a client of a version without pages is refused, and so is one without the language", () => {
  const old = createOld({ token: "test" });
  expect(() => contentPages(old as never, { source: site })).toThrow(
    "create it from @interkit/client/2.12",
  );
  const { intercom } = pagesSetup();
  expect(() => contentPages(intercom, { source: site, locale: "fr" })).toThrow(
    'version 2.16 has pages in "en" alone, not in "fr"; create the client from @interkit/client/2.17',
  );
  const preview = createPreview({ token: "test" });
  expect(() => contentPages(preview, { source: site, locale: "fr" })).toThrow("version Preview");
});

test("version 2.17 has pages in other languages", async () => {
  const { sandbox, intercom } = pagesSetup();
  const newer = createNewer({ token: "test", fetch: sandbox.fetch, retry: false });
  const french = contentPages(newer, { source: site, locale: "fr" });
  const opened = await french.open({ call: {}, notice: () => undefined });
  await opened.prepare?.();
  await opened.create(french.toObject(page("start.md")));
  expect((await pagesOf(intercom)).map(({ locale }) => locale)).toEqual(["fr"]);
});
