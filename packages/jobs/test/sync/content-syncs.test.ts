import { rmSync } from "node:fs";
import path from "node:path";
import { ConfigError } from "@interkit/client";
import { memoryState, type StateStore } from "@interkit/jobs";
import { createSync, pagesIn } from "@interkit/jobs/sync";
import { expect, test } from "vitest";
import { folderWith, writeFiles } from "../support/folder.ts";
import { pagesOf, pagesSetup, site, sourcesOf } from "../support/pages.ts";

/** A folder of pages, and a sync of it to a sandbox. */
function setup(files: Readonly<Record<string, string>>) {
  const world = pagesSetup();
  const folder = folderWith(files);
  const sync = (state: StateStore, source = site) =>
    createSync({
      name: "docs",
      from: pagesIn(folder, { url: site }),
      to: world.collection({ source }),
      state,
      maxRemovals: 1,
    });
  const names = async () =>
    (await pagesOf(world.intercom)).map(({ external_id }) => external_id).sort();
  return { ...world, folder, sync, names };
}

const three = { "index.md": "# Home\n\nText", "a.md": "# A\n\nText", "b.html": "<h1>B</h1>Text" };

test("a folder becomes the pages of a source; a second apply writes nothing", async () => {
  const { sync, names, writes } = setup(three);
  const docs = sync(memoryState());
  expect(String(await docs.plan())).toContain("a.md");
  expect(writes()).toEqual([]);
  expect(await docs.apply()).toMatchObject({ outcome: "complete", counts: { created: 3 } });
  expect(await names()).toEqual(["a.md", "b.html", "index.md"]);
  const before = writes().length;
  expect((await docs.apply()).counts).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
  expect(writes()).toHaveLength(before);
});

test("a file that changes is one write, and one that is deleted is removed without its source", async () => {
  const { intercom, folder, sync, names, writes } = setup(three);
  const docs = sync(memoryState());
  await docs.apply();
  const before = writes().length;
  writeFiles(folder, { "a.md": "# A\n\nChanged" });
  rmSync(path.join(folder, "b.html"));
  expect((await docs.apply()).counts).toMatchObject({ updated: 1, removed: 1, unchanged: 1 });
  expect(writes()).toHaveLength(before + 2);
  expect(await names()).toEqual(["a.md", "index.md"]);
  expect(await sourcesOf(intercom)).toHaveLength(1);
});

test("a file that cannot be read removes nothing", async () => {
  const { folder, sync, names, writes } = setup(three);
  const docs = sync(memoryState());
  await docs.apply();
  const before = writes().length;
  rmSync(path.join(folder, "a.md"));
  writeFiles(folder, { "b.html": "---\ntitle: [\n---\n" });
  await expect(docs.plan()).rejects.toThrow("b.html");
  await expect(docs.apply()).rejects.toThrow("b.html");
  expect(writes()).toHaveLength(before);
  expect(await names()).toHaveLength(3);
});

test("a page that became a draft is removed", async () => {
  const { folder, sync, names } = setup(three);
  const docs = sync(memoryState());
  await docs.apply();
  writeFiles(folder, { "a.md": "---\ndraft: true\n---\n# A\n\nText" });
  const report = await docs.apply();
  expect(report.notices).toContain("Drafts, which are left out: a.md");
  expect(await names()).toEqual(["b.html", "index.md"]);
});

test("with a lost state, pages that are as they should be are not written again", async () => {
  const { sync, writes } = setup(three);
  await sync(memoryState()).apply();
  const before = writes().length;
  expect((await sync(memoryState()).apply()).counts).toMatchObject({ created: 0, updated: 0 });
  expect(writes()).toHaveLength(before);
});

test("a page that a teammate kept from Fin is drift, and is available again after an apply", async () => {
  const { sandbox, intercom, sync, writes } = setup(three);
  const state = memoryState();
  const docs = sync(state);
  await docs.apply();
  const [page] = await pagesOf(intercom);
  const { id = "", source_id = 0, external_id = "", title = "", html = "" } = page ?? {};
  await intercom.aiContent.externalPages.create({
    ...{ title, html, source_id, external_id, locale: "en" },
    ai_agent_availability: false,
  });
  expect((await docs.plan()).changes).toMatchObject([
    {
      reason: "drift",
      id,
      fields: [{ name: "ai_agent_availability", before: false, after: true }],
    },
  ]);
  sandbox.requests.clear();
  await docs.apply();
  expect(writes()).toHaveLength(1);
  expect((await pagesOf(intercom)).every((one) => one.ai_agent_availability)).toBe(true);
});

test("a page that was deleted at Intercom is created again", async () => {
  const { intercom, sync, names } = setup(three);
  const docs = sync(memoryState());
  await docs.apply();
  const [page] = await pagesOf(intercom);
  await intercom.aiContent.externalPages.delete(page?.id ?? "");
  expect((await docs.apply()).counts).toMatchObject({ created: 1, unchanged: 2 });
  expect(await names()).toEqual(["a.md", "b.html", "index.md"]);
});

test("the state of one source is refused for another one", async () => {
  const { sync, writes } = setup(three);
  const state = memoryState();
  await sync(state).apply();
  const before = writes().length;
  const other = sync(state, "https://other.example.com");
  await expect(other.plan()).rejects.toThrow(ConfigError);
  await expect(other.apply()).rejects.toThrow(ConfigError);
  expect(writes()).toHaveLength(before);
});
