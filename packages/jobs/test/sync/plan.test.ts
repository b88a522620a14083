import { ConfigError } from "@interkit/client";
import { fromRows, memoryState, type Source } from "@interkit/jobs";
import { describe, expect, test } from "vitest";
import { page } from "../support/pages.ts";
import { manyPages, pagesCalled, syncSetup, withPartialList } from "../support/sync.ts";

test("a plan writes nothing, neither at Intercom nor in the state", async () => {
  const { world, create, state, writes } = syncSetup();
  world.rows = pagesCalled("a.md", "b.md");
  const plan = await create().plan();
  expect(plan.counts).toMatchObject({ create: 2, update: 0, remove: 0, unchanged: 0 });
  expect(plan.changes.map(({ reason, key }) => [reason, key])).toEqual([
    ["new", "a.md"],
    ["new", "b.md"],
  ]);
  expect(writes()).toEqual([]);
  expect(await state.progress("docs")).toBeUndefined();
});

describe.each(["pages", "articles"] as const)("%s", (kind) => {
  async function applied() {
    const setup = syncSetup({}, kind);
    setup.world.rows = pagesCalled("a.md", "b.md", "c.md");
    const docs = setup.create();
    const report = await docs.apply();
    expect(report).toMatchObject({ outcome: "complete", counts: { created: 3 } });
    setup.writes();
    return { ...setup, docs };
  }

  test("a second apply writes nothing", async () => {
    const { docs, writes, state } = await applied();
    const before = await state.progress("docs");
    const report = await docs.apply();
    expect(report.counts).toEqual({ created: 0, updated: 0, removed: 0, unchanged: 3, failed: 0 });
    expect(writes()).toEqual([]);
    expect(await state.progress("docs")).toEqual(before);
  });

  test("a change of the source is one update, which names what differs", async () => {
    const { docs, world, writes } = await applied();
    world.rows = world.rows.map((row) =>
      row.external_id === "b.md" ? { ...row, title: "New" } : row,
    );
    const plan = await docs.plan();
    expect(plan.changes).toEqual([
      {
        ...{ action: "update", reason: "changed", key: "b.md", title: "New" },
        id: expect.any(String),
        fields: [{ name: "title", before: "Title of b.md", after: "New" }],
      },
    ]);
    expect((await docs.apply()).counts).toMatchObject({ updated: 1, unchanged: 2 });
    expect(writes()).toHaveLength(1);
    await docs.apply();
    expect(writes()).toEqual([]);
  });

  test("a change at Intercom is found, and is undone", async () => {
    const { docs, people, pages, helpArticles, writes } = await applied();
    if (kind === "pages") {
      const [first] = await pages();
      const { id = "", url, external_id } = first ?? {};
      const text = { title: "By hand", html: "<p>other</p>", url: url ?? "" };
      const body = { ...text, locale: "en", source_id: first?.source_id ?? 0, external_id };
      await people.aiContent.externalPages.update(id, body as never);
    } else {
      const [first] = await helpArticles();
      await people.articles.update(first?.id ?? "", {
        title: "By hand",
        body: "<p>other</p>",
      });
    }
    writes();
    const plan = await docs.plan();
    expect(plan.counts).toMatchObject({ update: 1, drifted: 1, unchanged: 2 });
    expect(plan.changes[0]).toMatchObject({ reason: "drift" });
    const names = plan.changes[0]?.fields.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["title"]));
    await docs.apply();
    expect(writes()).toHaveLength(1);
    const titles = kind === "pages" ? await pages() : await helpArticles();
    expect(titles.map(({ title }) => title)).not.toContain("By hand");
    expect((await docs.plan()).counts).toMatchObject({ update: 0, unchanged: 3 });
  });

  test("what is gone at Intercom is created again", async () => {
    const { docs, people, pages, helpArticles } = await applied();
    const [first] = kind === "pages" ? await pages() : await helpArticles();
    const { id = "" } = first ?? {};
    if (kind === "pages") await people.aiContent.externalPages.delete(id);
    else await people.articles.delete(id);
    const plan = await docs.plan();
    expect(plan.changes).toMatchObject([{ action: "create", reason: "missing", id: undefined }]);
    await docs.apply();
    expect(kind === "pages" ? await pages() : await helpArticles()).toHaveLength(3);
    expect((await docs.plan()).changes).toEqual([]);
  });

  test("what left the source is removed, and comes back with it", async () => {
    const { docs, world, writes, pages, helpArticles } = await applied();
    const all = world.rows;
    world.rows = all.slice(1);
    expect((await docs.plan()).changes).toMatchObject([{ action: "remove", reason: "left" }]);
    expect((await docs.apply()).counts).toMatchObject({ removed: 1, unchanged: 2 });
    expect((await docs.plan()).changes).toEqual([]);
    if (kind === "articles") {
      const states = (await helpArticles()).map(({ state }) => state);
      expect(states.sort()).toEqual(["draft", "published", "published"]);
    }
    writes();
    world.rows = all;
    await docs.apply();
    expect(writes()).toHaveLength(1);
    // An article that was unpublished keeps its address.
    const there = kind === "pages" ? await pages() : await helpArticles();
    expect(there.map(({ title }) => title).sort()).toEqual(all.map(({ title }) => title).sort());
    expect((await docs.plan()).changes).toEqual([]);
  });
});

test("with a lost state, what is as declared is recorded without a write, and the rest is updated", async () => {
  const { world, create, writes, people, sandbox } = syncSetup();
  world.rows = pagesCalled("a.md", "b.md", "c.md");
  await create().apply();
  const [source] = await people.aiContent.contentImportSources.list().collect({ limit: 1 });
  sandbox.seed.externalPage({ source_id: String(source?.id), external_id: "other.md" });
  writes();
  world.rows = [page("a.md"), page("b.md", { title: "New" })];
  const docs = create({ state: memoryState() });
  const { counts } = await docs.plan();
  // Without a state, "c.md" is an object of others.
  expect(counts).toMatchObject({ create: 0, update: 1, remove: 0, adopted: 1, unknown: 2 });
  await docs.apply();
  expect(writes()).toHaveLength(1);
  await docs.apply();
  expect(writes()).toEqual([]);
});

test("objects that the sync does not know stay, unless they are to be removed", async () => {
  const { world, create, pages, people, sandbox } = syncSetup();
  world.rows = pagesCalled("a.md");
  await create().apply();
  const [source] = await people.aiContent.contentImportSources.list().collect({ limit: 1 });
  sandbox.seed.externalPage({ source_id: String(source?.id), external_id: "other.md" });
  expect((await create().plan()).counts).toMatchObject({ remove: 0, unknown: 1 });
  const removing = create({ unknown: "remove" });
  expect((await removing.plan()).changes).toMatchObject([{ action: "remove", reason: "unknown" }]);
  expect((await removing.apply()).counts.removed).toBe(1);
  expect((await pages()).map(({ external_id }) => external_id)).toEqual(["a.md"]);
});

describe("a source", () => {
  test.each([
    ["throws midway", new Error("disk failed")],
    ["has a wrong item", undefined],
  ])("that %s ends the plan and the apply, and nothing is written", async (_, error) => {
    const { create, writes, state } = syncSetup();
    const from = fromRows(function* () {
      yield* manyPages(150);
      if (error) throw error;
      yield { ...page("x.md"), title: "" };
    });
    const message = error ? "disk failed" : 'the page "x.md" has no "title"';
    await expect(create({ from }).plan()).rejects.toThrow(message);
    await expect(create({ from }).apply()).rejects.toThrow(message);
    expect(writes()).toEqual([]);
    expect(await state.records("docs", { limit: 10 })).toEqual([]);
  });

  test("with two items of one key is refused with both", async () => {
    const { world, create, writes } = syncSetup();
    world.rows = [page("a.md"), page("b.md"), page("a.md", { title: "Other\u001b[31m" })];
    const refused = expect(create().plan()).rejects;
    await refused.toThrow(ConfigError);
    await expect(create().apply()).rejects.toThrow(
      'Two pages of the source have the key "a.md": "Title of a.md" (item 1) and "Other\\u001b[31m" (item 3). Give each a key of its own, or leave one out',
    );
    expect(writes()).toEqual([]);
  });

  test("that returns something else when it is read again is refused", async () => {
    const { world, create, people, pages } = syncSetup();
    world.rows = pagesCalled("a.md");
    await create().apply();
    const [first] = await pages();
    await people.aiContent.externalPages.delete(first?.id ?? "");
    for (const other of [page("b.md"), page("a.md", { title: "New" })]) {
      let reads = 0;
      const from = fromRows(() => (reads++ % 2 === 0 ? pagesCalled("a.md") : [other]));
      await expect(create({ from }).plan()).rejects.toThrow("returned other items");
    }
  });

  test("of changes alone is refused", () => {
    const { create } = syncSetup();
    const from: Source<never> = { ...fromRows<never>([]), afterwards: "continue" };
    expect(() => create({ from })).toThrow("returns only what changed");
  });
});

test("an object that a list left out is read by its id before it is created again", async () => {
  const setup = syncSetup();
  const { world, create, writes, pages, people } = setup;
  world.rows = pagesCalled("a.md", "b.md", "c.md");
  await create().apply();
  writes();
  const to = withPartialList(setup.to, () => false);
  expect((await create({ to }).plan()).counts).toMatchObject({ create: 0, unchanged: 3 });
  const [first] = await pages();
  await people.aiContent.externalPages.delete(first?.id ?? "");
  const { changes } = await create({ to }).plan();
  expect(changes).toMatchObject([{ reason: "missing", key: first?.external_id }]);
});

test("objects that Intercom would refuse are named before anything is written", async () => {
  const { world, create, to, writes } = syncSetup();
  world.rows = manyPages(12);
  const checking: typeof to = {
    ...to,
    open: async (context) => {
      const opened = await to.open(context);
      opened.check = async (objects) => [...objects].map(({ key }) => `${key}\u001b is wrong`);
      return opened;
    },
  };
  for (const attempt of [create({ to: checking }).plan(), create({ to: checking }).apply()]) {
    await expect(attempt).rejects.toThrow(ConfigError);
    await expect(attempt).rejects.toThrow(
      "pages of https://docs.example.com: 12 problems, and nothing was written\n- page-0.md\\u001b is wrong\n- page-1.md",
    );
    await expect(attempt).rejects.toThrow(/page-9\.md[^\n]*\n- and 2 more$/);
  }
  expect(writes()).toEqual([]);
});

test("a state of another workspace is refused", async () => {
  const { world, create, state } = syncSetup();
  world.rows = pagesCalled("a.md");
  await create().apply();
  const other = syncSetup();
  other.world.rows = world.rows;
  const to = {
    ...other.to,
    open: async (context: never) => ({ ...(await other.to.open(context)), id: "other" }),
  };
  await expect(other.create({ to, state }).plan()).rejects.toThrow(
    /The state of the sync "docs" is that of another workspace or collection/,
  );
});
