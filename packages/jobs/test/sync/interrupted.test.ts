import type { Source } from "@interkit/jobs";
import type { ContentPage } from "@interkit/jobs/sync";
import { describe, expect, test } from "vitest";
import { page } from "../support/pages.ts";
import { pagesCalled, syncSetup, withPartialList } from "../support/sync.ts";
import { wrapStore } from "../support/wrap-store.ts";

describe("articles whose creates have no response", () => {
  /** Creates articles, of which the responses are lost. */
  function lost(...rows: ContentPage[]) {
    return lostWith(() => new Response("", { status: 502 }), rows);
  }

  /** The same, with other responses in their place. */
  async function lostWith(answer: () => Response, rows: ContentPage[]) {
    const setup = syncSetup({}, "articles");
    setup.world.rows = rows;
    setup.world.intercept = async (request, send) => {
      const response = await send();
      return request.method === "POST" ? answer() : response;
    };
    const docs = setup.create();
    const report = await docs.apply();
    expect(report).toMatchObject({ outcome: "failed", counts: { failed: rows.length } });
    expect(setup.writes()).toHaveLength(rows.length);
    setup.world.intercept = undefined;
    return { ...setup, docs };
  }

  test("are found by the next apply, and not created again", async () => {
    const { docs, writes, helpArticles } = await lost(...pagesCalled("a.md", "b.md"));
    expect((await docs.plan()).counts).toMatchObject({ create: 0, adopted: 2, unknown: 0 });
    expect((await docs.apply()).outcome).toBe("complete");
    expect(writes()).toEqual([]);
    expect(await helpArticles()).toHaveLength(2);
    expect((await docs.plan()).counts).toMatchObject({ adopted: 0, unchanged: 2 });
  });

  test.each([
    ["a page of a proxy that has 404", () => new Response("<html>", { status: 404 })],
    ["a text of a proxy that has 403", () => new Response("blocked", { status: 403 })],
    ["an object without an id", () => Response.json({})],
  ])("are found also after %s", async (_, answer) => {
    const { docs, writes, helpArticles } = await lostWith(answer, pagesCalled("a.md"));
    expect((await docs.apply()).outcome).toBe("complete");
    expect(writes()).toEqual([]);
    expect(await helpArticles()).toHaveLength(1);
  });

  test("are found also where Intercom has changed the spaces of their titles", async () => {
    const { docs, people, writes, helpArticles } = await lost(
      page("a.md", { title: " Cafe\u0301  a " }),
    );
    const [article] = await helpArticles();
    await people.articles.update(article?.id ?? "", { title: "Caf\u00e9 a" });
    writes();
    expect((await docs.plan()).counts).toMatchObject({ create: 0 });
  });

  test("are found also where several have the same title, and get their own texts", async () => {
    const rows = ["a.md", "b.md", "c.md"].map((name) => page(name, { title: "Same" }));
    const { docs, world, helpArticles } = await lost(...rows);
    await docs.apply();
    const bodies = async () => {
      const articles = await helpArticles();
      return articles.map(({ body }) => body?.replace(/<[^>]*>/g, "")).sort();
    };
    expect(await bodies()).toEqual(["a.md", "b.md", "c.md"]);
    expect((await docs.plan()).changes).toEqual([]);
    world.rows = rows.map((row) => (row === rows[0] ? { ...row, html: "<p>changed</p>" } : row));
    await docs.apply();
    expect(await bodies()).toEqual(["b.md", "c.md", "changed"]);
  });

  test("get their own texts also where only some of the same title were updated since", async () => {
    const rows = ["a.md", "b.md", "c.md"].map((name) => page(name, { title: "Same" }));
    const { docs, world, helpArticles } = await lost(...rows);
    let updates = 0;
    world.intercept = async ({ method }, send) => {
      if (method !== "PUT") return send();
      updates += 1;
      return updates === 1 ? send() : new Response("", { status: 502 });
    };
    expect((await docs.apply()).counts).toMatchObject({ updated: 1, failed: 1 });
    world.intercept = undefined;
    await docs.apply();
    const texts = (await helpArticles()).map(({ body }) => body?.replace(/<[^>]*>/g, ""));
    expect(texts.sort()).toEqual(["a.md", "b.md", "c.md"]);
  });

  test("are not mistaken for an article of that title that was there before", async () => {
    const setup = syncSetup({}, "articles");
    const { people, world, helpArticles } = setup;
    const { id } = await people.articles.create({ title: "Title of a.md", author_id: 1 });
    world.rows = pagesCalled("a.md");
    world.intercept = ({ method }, send) =>
      method === "POST" ? new Response("", { status: 502 }) : send();
    await setup.create({ allowSameTitles: true }).apply();
    world.intercept = undefined;
    expect((await setup.create().plan()).counts).toMatchObject({ create: 1, unknown: 1 });
    await setup.create().apply();
    const articles = await helpArticles();
    expect(articles).toHaveLength(2);
    expect(articles.find((one) => one.id === id)?.body ?? "").not.toContain("a.md");
  });

  test("are not looked for where Intercom refused them", async () => {
    const setup = syncSetup({}, "articles");
    const { world, people, helpArticles, state } = setup;
    world.rows = pagesCalled("a.md");
    world.intercept = ({ method }, send) =>
      method === "POST" ? Response.json({ errors: [] }, { status: 400 }) : send();
    await setup.create().apply();
    world.intercept = undefined;
    expect(await state.records("docs", { limit: 9 })).toEqual([]);
    await people.articles.create({ title: "Title of a.md", author_id: 1 });
    await setup.create().apply();
    expect(await helpArticles()).toHaveLength(2);
  });

  test("are removed where the source no longer has them", async () => {
    const { docs, world, helpArticles } = await lost(...pagesCalled("a.md", "b.md"));
    world.rows = pagesCalled("b.md");
    expect((await docs.apply()).counts).toMatchObject({ removed: 1, unchanged: 1 });
    expect((await helpArticles()).map(({ state }) => state).sort()).toEqual(["draft", "published"]);
  });

  test("are not created while a list that is not whole does not have them", async () => {
    const { create, to, writes } = await lost(...pagesCalled("a.md"));
    const partial = create({ to: withPartialList(to, () => false) });
    const plan = await partial.plan();
    expect(plan.changes).toEqual([]);
    expect(plan.notices).toEqual([expect.stringContaining("a.md is left out: an earlier create")]);
    expect(await partial.apply()).toMatchObject({
      outcome: "failed",
      failures: [{ key: "a.md", reason: expect.stringContaining("is not whole") }],
    });
    expect(writes()).toEqual([]);
  });
});

test("articles that a list lacks, which claims to be whole, are read before they are created again", async () => {
  const { world, create, writes, helpArticles } = syncSetup({}, "articles");
  world.rows = pagesCalled("a.md", "b.md");
  await create().apply();
  writes();
  world.intercept = async (request, send) => {
    const response = await send();
    if (!/\/articles\?/.test(request.url)) return response;
    const body = (await response.json()) as object;
    return Response.json({ ...body, data: [], total_count: 0 });
  };
  expect((await create().plan()).counts).toMatchObject({ create: 0, unchanged: 2 });
  await create().apply();
  world.intercept = undefined;
  expect(writes()).toEqual([]);
  expect(await helpArticles()).toHaveLength(2);
});

test("an update whose response was lost is found to be done", async () => {
  const { world, create, writes } = syncSetup();
  world.rows = pagesCalled("a.md");
  const docs = create();
  await docs.apply();
  world.rows = [page("a.md", { title: "New" })];
  const controller = new AbortController();
  world.intercept = async (request, send) => {
    const response = await send();
    if (request.method === "GET") return response;
    // The loss comes first.
    setTimeout(() => controller.abort(new Error("enough")));
    throw new TypeError("reset");
  };
  const applying = docs.apply({ signal: controller.signal });
  await expect(applying).rejects.toThrow("enough");
  world.intercept = undefined;
  writes();
  expect((await docs.plan()).counts).toMatchObject({ update: 0, adopted: 1 });
  await docs.apply();
  expect(writes()).toEqual([]);
});

test("a page that another program has created anew stays when it leaves the source", async () => {
  const { world, create, pages, people, sandbox } = syncSetup();
  world.rows = pagesCalled("a.md", "b.md");
  const docs = create();
  await docs.apply();
  const first = (await pages()).find(({ external_id }) => external_id === "a.md");
  await people.aiContent.externalPages.delete(first?.id ?? "");
  sandbox.seed.externalPage({ source_id: String(first?.source_id), external_id: "a.md" });
  expect((await docs.plan()).counts).toMatchObject({ create: 0, update: 1, drifted: 0 });
  world.rows = pagesCalled("b.md");
  expect((await docs.plan()).counts).toMatchObject({ remove: 0, unknown: 1 });
});

test("a source that ends when it is aborted is not taken for a whole one", async () => {
  const { world, create, writes } = syncSetup();
  world.rows = pagesCalled("a.md", "b.md");
  await create().apply();
  writes();
  const controller = new AbortController();
  const from: Source<ContentPage> = {
    name: "short",
    afterwards: "restart",
    async *read() {
      yield { items: pagesCalled("a.md"), mark: null };
      controller.abort(new Error("enough"));
    },
  };
  const applying = create({ from }).apply({ signal: controller.signal });
  await expect(applying).rejects.toThrow("enough");
  expect(writes()).toEqual([]);
});

test("a state that fails ends the apply, and the next one creates nothing twice", async () => {
  const { world, create, state, pages } = syncSetup({ concurrency: 2 });
  world.rows = pagesCalled("a.md", "b.md", "c.md", "d.md", "e.md", "f.md");
  let commits = 0;
  const failing = wrapStore(state, {
    commit: async (...args) => {
      commits += 1;
      if (commits > 3) throw new Error("disk full");
      return state.commit(...args);
    },
  });
  await expect(create({ state: failing }).apply()).rejects.toThrow("disk full");
  expect(await create().apply()).toMatchObject({ outcome: "complete" });
  expect(await pages()).toHaveLength(6);
});
