import { ConfigError } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import { fromRows, memoryState } from "@interkit/jobs";
import { type ArticlesOptions, articles, type ContentPage, createSync } from "@interkit/jobs/sync";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";

function guide(external_id: string, more: Partial<ContentPage> = {}): ContentPage {
  return { external_id, title: `About ${external_id}`, html: `<p>${external_id}</p>`, ...more };
}

/** A sandbox with a help center, and syncs of articles with one state. */
function setup() {
  const sandbox = createSandbox();
  sandbox.seed.helpCenter();
  const intercom = createIntercom({ token: "test", fetch: sandbox.fetch, retry: false });
  const state = memoryState();
  const sync = (guides: readonly ContentPage[], options: ArticlesOptions = {}) =>
    createSync({ from: fromRows(guides), to: articles(intercom, options), state, maxRemovals: 1 });
  const all = () => intercom.articles.list().collect({ limit: 100 });
  const writes = () => sandbox.requests.list().filter(({ method }) => method !== "GET");
  return { sandbox, intercom, state, sync, all, writes };
}

test("articles are published with the teammate of the token as their author", async () => {
  const { intercom, sync, all, writes } = setup();
  const { id } = await intercom.admins.identify();
  await sync([guide("a", { description: "Short" }), guide("b")]).apply();
  expect((await all()).sort((one, other) => one.title.localeCompare(other.title))).toMatchObject([
    { title: "About a", body: "<p>a</p>", description: "Short", state: "published" },
    { title: "About b", body: "<p>b</p>", author_id: Number(id) },
  ]);
  expect(writes().map(({ body }) => body)).toMatchObject([
    { state: "published" },
    { state: "published" },
  ]);
});

test("a second apply writes nothing, though Intercom has rewritten the bodies", async () => {
  const { sync, all, writes } = setup();
  const guides = [guide("a", { html: "plain text" })];
  await sync(guides).apply();
  expect((await all())[0]?.body).not.toBe("plain text");
  const before = writes().length;
  expect((await sync(guides).apply()).counts).toMatchObject({ created: 0, updated: 0 });
  expect(writes()).toHaveLength(before);
});

test("an update sends the state, so that a draft of the source stays one", async () => {
  const { sync, all, writes } = setup();
  await sync([guide("a")], { state: "draft" }).apply();
  await sync([guide("a", { title: "New" })], { state: "draft" }).apply();
  expect(writes().at(-1)).toMatchObject({ method: "PUT", body: { state: "draft", title: "New" } });
  expect(await all()).toMatchObject([{ title: "New", state: "draft" }]);
  await sync([guide("a", { title: "New" })]).apply();
  expect(await all()).toMatchObject([{ state: "published" }]);
});

test("an article that a teammate unpublished is drift", async () => {
  const { intercom, sync, all } = setup();
  await sync([guide("a")]).apply();
  const [article] = await all();
  await intercom.articles.update(article?.id ?? "", { state: "draft" });
  const plan = await sync([guide("a")]).plan();
  expect(plan.changes).toMatchObject([
    { reason: "drift", fields: [{ name: "state", before: "draft", after: "published" }] },
  ]);
});

test("an author and a description that teammates set stay unless the source has them", async () => {
  const { sandbox, intercom, sync, all, writes } = setup();
  await sync([guide("a")]).apply();
  const [article] = await all();
  const author_id = Number(sandbox.seed.admin({ name: "Grace", email: "g@example.com" }).id);
  await intercom.articles.update(article?.id ?? "", { author_id, description: "Theirs" });
  const before = writes().length;
  await sync([guide("a")]).apply();
  expect(writes()).toHaveLength(before);
  await sync([guide("a", { title: "New" })]).apply();
  expect(await all()).toMatchObject([{ title: "New", author_id, description: "Theirs" }]);
  await sync([guide("a", { title: "New" })], { author_id: article?.author_id }).apply();
  expect(await all()).toMatchObject([{ author_id: article?.author_id }]);
});

test.each([
  ["unpublished", undefined, [{ title: "About a", state: "draft" }, { title: "About b" }]],
  ["unpublished", "unpublish", [{ title: "About a", state: "draft" }, { title: "About b" }]],
  ["deleted", "delete", [{ title: "About b", state: "published" }]],
] as const)("an article that left is %s with the removal %s", async (_, removal, expected) => {
  const { sync, all } = setup();
  await sync([guide("a"), guide("b")], { removal }).apply();
  await sync([guide("b")], { removal }).apply();
  const rest = (await all()).sort((one, other) => one.title.localeCompare(other.title));
  expect(rest).toMatchObject(expected);
});

test("an article that is deleted already is no error when it left", async () => {
  const { intercom, sync, all } = setup();
  for (const removal of ["unpublish", "delete"] as const) {
    await sync([guide("a"), guide("b")], { removal }).apply();
    const collection = articles(intercom, { removal });
    const opened = await collection.open({ call: {}, notice: () => undefined });
    const id = (await all()).find(({ title }) => title === "About a")?.id ?? "";
    await intercom.articles.delete(id);
    await opened.remove(id);
    expect(await opened.read(id)).toBeUndefined();
  }
});

test("with a lost state, articles are not created a second time", async () => {
  const { intercom, sync, writes } = setup();
  await sync([guide("a"), guide("b")]).apply();
  const before = writes().length;
  const anew = { from: fromRows([guide("a"), guide("c")]), to: articles(intercom) };
  await expect(createSync({ ...anew, state: memoryState() }).apply()).rejects.toThrow(
    /^The state has nothing of the sync "articles", and Intercom has articles with the titles of 1 that would be created, such as "About a" \(\d+\)\. If the state was lost, restore it/,
  );
  expect(writes()).toHaveLength(before);
  const allowed = createSync({ ...anew, state: memoryState(), allowSameTitles: true });
  expect((await allowed.apply()).counts).toMatchObject({ created: 2 });
});

test("with an older state, articles that would be created a second time are a notice", async () => {
  const { intercom, sync } = setup();
  await sync([guide("a")]).apply();
  await intercom.articles.create({ title: "About b", author_id: 1 });
  expect((await sync([guide("a"), guide("b")]).plan()).notices).toEqual([
    expect.stringMatching(/has articles .*titles of 1 that .* "About b" \(\d+\)\. If the state is/),
  ]);
});

test("unknown articles are unpublished once", async () => {
  const { intercom, state, writes, all } = setup();
  await intercom.articles.create({ title: "Theirs", author_id: 1, state: "published" });
  const from = fromRows([guide("a"), guide("b")]);
  const to = articles(intercom);
  const guides = createSync({ from, to, state, unknown: "remove", maxRemovalShare: 1 });
  await guides.apply();
  expect((await all()).find(({ title }) => title === "Theirs")?.state).toBe("draft");
  const before = writes().length;
  expect((await guides.apply()).counts).toMatchObject({ removed: 0 });
  expect(writes()).toHaveLength(before);
});

test("articles that teammates wrote are counted, and stay", async () => {
  const { sandbox, sync, all } = setup();
  sandbox.seed.article({ title: "Theirs" });
  await sync([guide("a")]).apply();
  expect((await sync([guide("a")]).plan()).counts).toMatchObject({ unchanged: 1, unknown: 1 });
  expect(await all()).toHaveLength(2);
});

test("a collection is found by its name or its id, or by a function", async () => {
  const { sandbox, sync, all } = setup();
  const start = sandbox.seed.collection({ name: "Start" }).id;
  const api = sandbox.seed.collection({ name: "API" }).id;
  const parentOf = async (title: string) =>
    (await all()).find((one) => one.title === title)?.parent_ids;
  await sync([guide("a")], { parent: "Start" }).apply();
  expect(await parentOf("About a")).toEqual([Number(start)]);
  const plan = await sync([guide("a")], { parent: "API" }).plan();
  expect(plan.changes[0]?.fields).toEqual([{ name: "parent", before: start, after: api }]);
  await sync([guide("a")], { parent: Number(api) }).apply();
  expect(await parentOf("About a")).toEqual([Number(api)]);
  const parent = ({ external_id }: ContentPage) => (external_id === "b" ? "Start" : undefined);
  await sync([guide("a"), guide("b")], { parent }).apply();
  expect(await parentOf("About a")).toEqual([Number(api)]);
  expect(await parentOf("About b")).toEqual([Number(start)]);
});

test("a second apply with the name of a collection writes nothing, and a move at Intercom is drift", async () => {
  const { sandbox, intercom, sync, all, writes } = setup();
  const [start, api] = ["Start", "API"].map((name) => sandbox.seed.collection({ name }).id);
  const guides = sync([guide("a")], { parent: "Start" });
  await guides.apply();
  const before = writes().length;
  expect((await guides.apply()).counts).toMatchObject({ updated: 0, unchanged: 1 });
  expect(writes()).toHaveLength(before);
  const byId = sync([guide("a")], { parent: Number(start) });
  expect((await byId.plan()).counts).toMatchObject({ update: 0, unchanged: 1 });
  const [article] = await all();
  const place = { parent_id: Number(api), parent_type: "collection" } as const;
  await intercom.articles.update(article?.id ?? "", place);
  expect((await guides.plan()).changes).toMatchObject([
    { reason: "drift", fields: [{ name: "parent", before: api, after: start }] },
  ]);
});

test("an unknown collection, or one of two with its name, ends the plan before any write", async () => {
  const { sandbox, sync, writes } = setup();
  const none = sync([guide("a")], { parent: "Start" }).apply();
  await expect(none).rejects.toThrow('There is no collection "Start"; there is none');
  for (const name of ["API", "API"]) sandbox.seed.collection({ name });
  const unknown = sync([guide("a")], { parent: "Start" }).apply();
  await expect(unknown).rejects.toThrow(/there are "API" \(\d+\), "API" \(\d+\)\./);
  const two = sync([guide("a")], { parent: "API" }).apply();
  await expect(two).rejects.toThrow(ConfigError);
  await expect(sync([guide("a")], { parent: "API" }).plan()).rejects.toThrow(
    /The collections \d+ and \d+ have the name "API"; give "parent" the id/,
  );
  expect(writes()).toEqual([]);
});

test("an update of an article with a draft of a teammate is a notice", async () => {
  const { intercom, all } = setup();
  const notices: string[] = [];
  const collection = articles(intercom);
  const opened = await collection.open({ call: {}, notice: (text) => notices.push(text) });
  const { id } = await opened.create(collection.toObject(guide("a")));
  await intercom.articles.draft.update(id, { title: "Prepared" });
  await opened.update(id, collection.toObject(guide("a", { title: "New" })));
  expect(notices).toEqual([expect.stringContaining("unpublished changes of a teammate")]);
  expect(await all()).toHaveLength(1);
});

test.each([
  ["an option that does not exist", { authorId: 1 }, 'has no "authorId"'],
  ["a state that does not exist", { state: "live" }, '"state" must be "published" or "draft"'],
  ["a removal that does not exist", { removal: "archive" }, '"removal" must be "unpublish" or'],
  ["an author that is no id", { author_id: "me" }, '"author_id" must be the id of a teammate'],
  ["an empty collection", { parent: "" }, '"parent" must be the id or the name'],
])("%s is refused before anything is sent", (_, options, message) => {
  const { sandbox, intercom } = setup();
  const refused = () => articles(intercom, options as never);
  expect(refused).toThrow(ConfigError);
  expect(refused).toThrow(message);
  expect(sandbox.requests.list()).toEqual([]);
});

test("an article without a title or content is refused by its name", () => {
  const { intercom } = setup();
  const collection = articles(intercom);
  expect(() => collection.toObject(guide("a", { title: "" }))).toThrow(
    'articles: the page "a" has no "title"',
  );
  expect(() => collection.toObject(guide("a", { html: " " }))).toThrow('"a" has no "html"');
});
