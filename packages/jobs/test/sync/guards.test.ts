import { ConfigError } from "@interkit/client";
import { describe, expect, test } from "vitest";
import { page } from "../support/pages.ts";
import { manyPages, pagesCalled, syncSetup, withPartialList } from "../support/sync.ts";

/** A sync that has applied so many pages. */
async function applied(count: number, options: Parameters<typeof syncSetup>[0] = {}) {
  const setup = syncSetup(options);
  setup.world.rows = manyPages(count);
  const docs = setup.create();
  await docs.apply();
  setup.writes();
  return { ...setup, docs, all: setup.world.rows };
}

test("an emptied source is refused, and with allowEmpty its removals need an approval", async () => {
  const { world, docs, create, writes, pages } = await applied(3);
  world.rows = [];
  for (const attempt of [docs.plan(), docs.apply()]) {
    await expect(attempt).rejects.toThrow(ConfigError);
    await expect(attempt).rejects.toThrow(
      'The source rows has no items, and pages of https://docs.example.com would be emptied: check where it reads from. If that is meant, give createSync "allowEmpty: true"',
    );
  }
  const allowed = create({ allowEmpty: true });
  expect(await allowed.apply()).toMatchObject({ outcome: "held", counts: { removed: 0 } });
  expect(writes()).toEqual([]);
  const { approval } = await allowed.plan();
  expect(await allowed.apply({ approve: approval })).toMatchObject({ counts: { removed: 3 } });
  expect(await pages()).toEqual([]);
});

test("more removals than maxRemovals are held, and the rest is applied", async () => {
  const { world, create, all, pages } = await applied(30);
  const docs = create({ maxRemovals: 4, maxRemovalShare: 1 });
  world.rows = [...all.slice(5), page("new.md")];
  const plan = await docs.plan();
  expect(plan.counts).toMatchObject({ create: 1, remove: 0, held: 5 });
  expect(plan.held).toMatchObject([{ guard: "number", count: 5 }]);
  expect(plan.held[0]?.message).toBe(
    '5 removals of pages are held: more than 4 (maxRemovals) need an approval; see whether they are meant, and apply with the approval "5@1"',
  );
  expect(plan.held[0]?.changes.map(({ key }) => key)).toEqual(
    expect.arrayContaining(all.slice(0, 5).map(({ external_id }) => external_id)),
  );
  const report = await docs.apply();
  expect(report).toMatchObject({ outcome: "held", counts: { created: 1, removed: 0 } });
  expect(report.held).toEqual(report.plan.held);
  expect(await pages()).toHaveLength(31);
  world.rows = all.slice(4);
  expect((await docs.plan()).counts).toMatchObject({ remove: 0, held: 5 });
  world.rows = [...all.slice(4), page("new.md")];
  expect((await docs.plan()).counts).toMatchObject({ remove: 4, held: 0 });
});

test("a larger share of removals than maxRemovalShare is held", async () => {
  const { world, docs, create, all } = await applied(30);
  world.rows = all.slice(4);
  expect((await docs.plan()).held).toMatchObject([
    { guard: "share", count: 4, message: expect.stringContaining("more than 10% of 30 (maxRem") },
  ]);
  world.rows = all.slice(3);
  expect((await docs.plan()).counts).toMatchObject({ remove: 3, held: 0 });
  expect((await create({ maxRemovalShare: 0 }).plan()).counts).toMatchObject({ held: 3 });
  expect((await create({ maxRemovals: 0 }).plan()).held).toMatchObject([{ guard: "number" }]);
});

test("one removal of a few objects is not held", async () => {
  const { world, docs, all } = await applied(3);
  world.rows = all.slice(1);
  expect(await docs.apply()).toMatchObject({ outcome: "complete", counts: { removed: 1 } });
});

test("removals after a folder was moved are held, and the message has the reason", async () => {
  const { world, create, pages } = syncSetup();
  const titled = manyPages(30).map((row, at) => ({ ...row, title: `Chapter number ${at}` }));
  world.rows = titled;
  const docs = create();
  await docs.apply();
  world.rows = titled.map((row) => ({
    ...row,
    external_id: `moved/${row.external_id}`,
    url: `https://docs.example.com/moved/${row.external_id}`,
  }));
  const plan = await docs.plan();
  expect(plan.counts).toMatchObject({ create: 30, remove: 0, held: 30 });
  expect(plan.moved).toHaveLength(30);
  expect(plan.moved).toContainEqual({ from: "page-7.md", to: "moved/page-7.md" });
  expect(plan.held[0]?.message).toContain(
    "30 of them came back with another key and the same values: a folder was probably moved or renamed",
  );
  expect(String(plan)).toContain("moved  page-0.md → moved/page-0.md");
  await docs.apply();
  expect(await pages()).toHaveLength(60);
});

describe("an approval", () => {
  test("lets so many removals pass, and no more", async () => {
    const { world, docs, all, pages } = await applied(30);
    world.rows = all.slice(10);
    const { approval } = await docs.plan();
    expect(approval).toBe("10@1");
    world.rows = all.slice(11);
    const report = await docs.apply({ approve: approval });
    expect(report.held).toMatchObject([{ guard: "approval", count: 11 }]);
    expect(report.held[0]?.message).toContain("11 removals of pages are held: 10 were approved");
    world.rows = all.slice(9);
    expect((await docs.apply({ approve: approval })).counts.removed).toBe(9);
    expect(await pages()).toHaveLength(21);
  });

  test("is refused when an apply has written something since", async () => {
    const { world, docs, all, writes } = await applied(30);
    world.rows = all.slice(10);
    const { approval } = await docs.plan();
    world.rows = [...all.slice(10), page("new.md")];
    await docs.apply();
    writes();
    await expect(docs.apply({ approve: approval })).rejects.toThrow(
      "apply: the state has changed since the plan that was approved (its revision is 2, and was 1); plan again, and approve that plan",
    );
    expect(writes()).toEqual([]);
  });

  test.each(["all", "", "10", "10@", "-1@1", "1e3@1", 10])(
    "of the form %j is refused",
    async (approve) => {
      const { docs } = await applied(1);
      const refused = expect(docs.apply({ approve: approve as string })).rejects;
      await refused.toThrow('"approve" must be the approval of a plan');
    },
  );
});

describe("a list that is not whole", () => {
  test("removes only what is read by its id and still has its key", async () => {
    const setup = await applied(8, { maxRemovals: 100, maxRemovalShare: 1 });
    const { world, create, all, pages, people } = setup;
    const ids = new Map((await pages()).map(({ id, external_id }) => [external_id, id]));
    await people.aiContent.externalPages.delete(ids.get("page-1.md") ?? "");
    world.rows = all.slice(4);
    const isOf = ({ url }: Request, ...keys: string[]) =>
      keys.some((key) => url.endsWith(`/${ids.get(key)}`));
    world.intercept = async (request, send) => {
      if (isOf(request, "page-2.md", "page-7.md")) return new Response("{}", { status: 400 });
      const response = await send();
      if (!isOf(request, "page-3.md")) return response;
      return Response.json({ ...(await response.json()), external_id: "other.md" });
    };
    const to = withPartialList(setup.to, () => false);
    const plan = await create({ to }).plan();
    // What cannot be read is not created again, either.
    expect(plan.changes).toMatchObject([{ action: "remove", key: "page-0.md" }]);
    expect(plan.held).toMatchObject([
      { guard: "incomplete-listing", count: 1, changes: [{ key: "page-2.md" }] },
    ]);
    expect(plan.notices.toSorted()).toEqual([
      expect.stringContaining("page-2.md is left out, since it could not be read: "),
      expect.stringContaining("page-7.md is left out, since it could not be read: "),
    ]);
    const { outcome, failures } = await create({ to }).apply();
    expect(outcome).toBe("failed");
    expect(failures).toMatchObject([{ key: "page-7.md", reason: /It is left out: it could not/ }]);
    world.intercept = undefined;
    const removed = { action: "remove", key: "page-2.md" };
    expect((await create().plan()).changes).toMatchObject([removed]);
  });

  test("lacks an unpublished article, which is published again when it comes back", async () => {
    const { world, create, to, helpArticles } = syncSetup({}, "articles");
    world.rows = pagesCalled("a.md", "b.md");
    await create().apply();
    world.rows = pagesCalled("b.md");
    await create().apply();
    world.rows = pagesCalled("b.md", "c.md");
    await create({ to: withPartialList(to, () => false) }).apply();
    world.rows = pagesCalled("a.md", "b.md", "c.md");
    expect((await create().apply()).counts).toMatchObject({ created: 0, updated: 1 });
    expect(await helpArticles()).toHaveLength(3);
  });

  test("removes no object that the sync does not know", async () => {
    const setup = await applied(3, { unknown: "remove" });
    const { create, people, sandbox } = setup;
    const [source] = await people.aiContent.contentImportSources.list().collect({ limit: 1 });
    sandbox.seed.externalPage({ source_id: String(source?.id), external_id: "other.md" });
    const to = withPartialList(setup.to, () => true);
    const plan = await create({ to }).plan();
    expect(plan.counts).toMatchObject({ remove: 0, held: 1 });
    expect(plan.held).toMatchObject([{ guard: "incomplete-listing" }]);
    expect((await create().plan()).counts).toMatchObject({ remove: 1, held: 0 });
  });
});

test("an object that a list returns twice is one object, and no unknown one", async () => {
  const { world, create, pages } = await applied(3);
  world.intercept = async (request, send) => {
    const response = await send();
    if (!/external_pages\?/.test(request.url)) return response;
    const body = (await response.json()) as { data: object[] };
    return Response.json({ ...body, data: body.data.concat(body.data) });
  };
  const plan = await create({ unknown: "remove", maxRemovalShare: 1 }).plan();
  expect(plan.counts).toMatchObject({ unchanged: 3, unknown: 0, remove: 0, held: 0 });
  expect(plan.notices).toEqual([]);
  expect(await pages()).toHaveLength(3);
});

test("a list that fails in the middle ends the plan", async () => {
  const { world, docs, all, writes } = await applied(300);
  world.rows = all.slice(1);
  world.intercept = (request, send) =>
    request.url.includes("page=2") ? new Response("", { status: 500 }) : send();
  await expect(docs.apply()).rejects.toThrow("500");
  expect(writes()).toEqual([]);
});

test("a source that may lack items removes nothing", async () => {
  const { docs, create, world, all } = await applied(3);
  world.rows = all.slice(1);
  const from = {
    name: "list",
    afterwards: "restart",
    async *read({ notice }: { notice(message: string, effect?: "incomplete"): void }) {
      notice("A record could not be read", "incomplete");
      yield { items: pagesCalled("page-1.md", "page-2.md"), mark: null };
    },
  } as const;
  const report = await create({ from }).apply();
  expect(report.held).toMatchObject([{ guard: "incomplete-source", count: 1 }]);
  expect(report.notices).toContain("A record could not be read");
  expect((await docs.apply()).counts.removed).toBe(1);
});
