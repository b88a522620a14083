import { ConfigError } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import { contentPages } from "@interkit/jobs/sync";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { listed, page, pagesOf, pagesSetup, site, sourcesOf } from "../support/pages.ts";

test("a plan creates no source; the first apply creates one, which the next one finds", async () => {
  const { intercom, open, write, writes } = pagesSetup();
  expect(await listed(await open())).toEqual({ objects: [], keys: [], isWhole: true });
  expect(writes()).toEqual([]);
  await write([page("start.md")]);
  expect(await sourcesOf(intercom)).toMatchObject([{ sync_behavior: "api", url: site }]);
  await write([page("start.md")]);
  expect(await sourcesOf(intercom)).toHaveLength(1);
});

test("a page is not sent to a source that is not there yet", async () => {
  const { collection, open, writes } = pagesSetup();
  const opened = await open();
  await expect(opened.create(collection().toObject(page("start.md")))).rejects.toThrow(ConfigError);
  expect(writes()).toEqual([]);
});

test("a source is not created twice when the response to its creation was lost", async () => {
  const { sandbox, intercom, open } = pagesSetup();
  const opened = await open();
  const operation = "aiContent.contentImportSources.create";
  sandbox.faults.add({ operation, times: 1, fault: { kind: "reset", applied: true } });
  await expect(opened.prepare?.()).rejects.toThrow();
  await opened.prepare?.();
  expect(await sourcesOf(intercom)).toHaveLength(1);
});

test("a source is found by its address with or without a slash, and by its id", async () => {
  const { sandbox, intercom, collection, write } = pagesSetup();
  const { id } = sandbox.seed.contentImportSource({ url: `${site}/` });
  for (const source of [site, `${site}/`, id, Number(id)]) {
    await write([page("start.md")], collection({ source }));
  }
  expect(await sourcesOf(intercom)).toHaveLength(1);
  expect(await pagesOf(intercom)).toMatchObject([{ source_id: Number(id) }]);
});

test("two sources with one address are refused by their ids", async () => {
  const { sandbox, open } = pagesSetup();
  const ids = [1, 2].map(() => sandbox.seed.contentImportSource({ url: site }).id);
  await expect(open()).rejects.toThrow(ConfigError);
  await expect(open()).rejects.toThrow(
    `the sources ${ids.join(" and ")} have the address ${site}; give "source" the id of one`,
  );
});

test("an unknown id is refused with the sources that there are", async () => {
  const { sandbox, collection, open } = pagesSetup({ source: 99 });
  await expect(open()).rejects.toThrow("no content import source 99; there is none");
  const { id } = sandbox.seed.contentImportSource({ url: site });
  await expect(open(collection({ source: "99" }))).rejects.toThrow(`there are ${id} (${site})`);
});

test("a source that Intercom fills itself is refused", async () => {
  const { sandbox, open } = pagesSetup();
  sandbox.seed.contentImportSource({ url: site, sync_behavior: "automatic" });
  await expect(open()).rejects.toThrow('since its sync_behavior is "automatic"');
});

test("a source that is deactivated is a notice", async () => {
  const { sandbox, notices, open } = pagesSetup();
  sandbox.seed.contentImportSource({ url: site, status: "deactivated" });
  await open();
  expect(notices).toEqual([expect.stringContaining("so that Fin uses none of its pages")]);
});

test("two sources with pages of the same names do not touch each other", async () => {
  const { intercom, collection, open, write } = pagesSetup();
  const other = collection({ source: "https://other.example.com" });
  await write([page("start.md")]);
  await write([page("start.md", { title: "Other" }), page("more.md")], other);
  const [own, others] = [await open(), await open(other)];
  expect(await listed(own)).toMatchObject({ keys: ["start.md"], isWhole: true });
  expect(await listed(others)).toMatchObject({ keys: ["more.md", "start.md"], isWhole: true });
  expect(own.id).not.toBe(others.id);
  const [id = ""] = (await listed(others)).objects.map((object) => object.id);
  expect(await others.read(id)).toMatchObject({ id });
  expect(await own.read(id)).toBeUndefined();
  for (const object of (await listed(own)).objects) await own.remove(object.id);
  expect((await pagesOf(intercom)).map(({ title }) => title).sort()).toEqual([
    "Other",
    "Title of more.md",
  ]);
});

test("the pages of the same source in another workspace are another collection", async () => {
  const sandbox = createSandbox({ workspaces: [{ id: "acme" }, { id: "globex" }] });
  const opened = ["acme", "globex"].map((workspace) => {
    const intercom = createIntercom({ token: `${workspace}-token`, fetch: sandbox.fetch });
    const pages = contentPages(intercom, { source: `${site}/` });
    return pages.open({ call: {}, notice: () => undefined });
  });
  const ids = (await Promise.all(opened)).map(({ id }) => id);
  expect(ids).toEqual([`acme ${site}`, `globex ${site}`]);
});

test("a page that is deleted already is no error, and no page to read", async () => {
  const { intercom, open, write } = pagesSetup();
  const [created] = await write([page("start.md")]);
  const id = created?.id ?? "";
  const opened = await open();
  await opened.remove(id);
  await opened.remove(id);
  expect(await opened.read(id)).toBeUndefined();
  expect(await pagesOf(intercom)).toEqual([]);
});

test("the source stays when its last page is removed", async () => {
  const { intercom, open, write, writes } = pagesSetup();
  const [created] = await write([page("start.md")]);
  await (await open()).remove(created?.id ?? "");
  expect(await sourcesOf(intercom)).toHaveLength(1);
  expect(writes().filter(({ path }) => path.includes("content_import_sources"))).toHaveLength(1);
});

test("a list ends at 10,000 pages, without a request that is refused, and is not whole then", async () => {
  const { sandbox, open } = pagesSetup();
  const { id: source_id } = sandbox.seed.contentImportSource({ url: site });
  const other = sandbox.seed.contentImportSource({ url: "https://other.example.com" }).id;
  for (let n = 0; n < 9_999; n++) sandbox.seed.externalPage({ source_id, external_id: `${n}` });
  const { id } = sandbox.seed.externalPage({ source_id: other, external_id: "0" });
  const whole = await listed(await open());
  expect([whole.objects.length, whole.isWhole]).toEqual([9_999, true]);
  expect(whole.objects.some((object) => object.id === id)).toBe(false);
  sandbox.seed.externalPage({ source_id: other, external_id: "1" });
  const cut = await listed(await open());
  expect(cut.isWhole).toBe(false);
  expect(cut.objects.length).toBeLessThan(9_999);
  expect(sandbox.requests.list().filter(({ status }) => status >= 400)).toEqual([]);
});

test("a list is not whole when a page was deleted during it", async () => {
  const { sandbox, intercom, open } = pagesSetup();
  const { id: source_id } = sandbox.seed.contentImportSource({ url: site });
  const ids = Array.from({ length: 1_000 }, (_, n) => {
    sandbox.clock.advance(1_000);
    return sandbox.seed.externalPage({ source_id, external_id: `${n}` }).id;
  });
  const listing = (await open()).list(new Set());
  let count = 0;
  for await (const objects of listing.pages()) {
    if (count === 0) await intercom.aiContent.externalPages.delete(ids.at(-1) ?? "");
    count += objects.length;
  }
  expect(listing.isWhole()).toBe(false);
});
