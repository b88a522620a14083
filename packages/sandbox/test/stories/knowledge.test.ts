import { describe, expect, test } from "vitest";
import { firstError, type Json, workspace } from "../support/workspace.ts";

const article = { title: "Moving data", body: "Choose Import", author_id: 1 };

describe("articles", () => {
  test("a draft is staged, read separately and published, and versions are kept", async () => {
    const { send, advance } = await workspace();
    const made = (await send("POST", "/articles", { ...article, state: "published" })).body;
    expect(made).toMatchObject({
      body: '<p class="no-margin">Choose Import</p>',
      body_markdown: "Choose Import\n",
      url: "https://help.example.com/en/articles/1-moving-data",
    });
    const path = `/articles/${made.id}`;
    expect((await send("GET", `${path}/draft`)).status).toBe(404);
    advance(5);
    const staged = await send("PUT", `${path}/draft`, { title: "Importing", state: "draft" });
    expect(staged.body).toMatchObject({ title: "Importing", has_unpublished_changes: true });
    expect((await send("GET", path)).body).toMatchObject({
      title: "Moving data",
      state: "published",
    });
    // Searches use the published text.
    const found = async (phrase: string) =>
      (await send("GET", `/articles/search?phrase=${phrase}`)).body.total_count;
    expect([await found("moving"), await found("importing")]).toEqual([1, 0]);
    expect((await send("GET", "/articles")).body.data).toMatchObject([{ title: "Moving data" }]);
    expect((await send("GET", "/content/search?query=importing")).body.data).toEqual([]);
    advance(5);
    const published = await send("POST", `${path}/draft/publish`, {});
    expect(published.body).toMatchObject({ title: "Importing", has_unpublished_changes: false });
    expect((await send("POST", `${path}/draft/publish`, {})).status).toBe(422);
    const { data } = (await send("GET", `${path}/versions`)).body;
    const seen = data.map(({ title, state }: Json) => [title, state]);
    expect(seen).toEqual([
      ["Importing", "published"],
      ["Importing", "draft"],
      ["Moving data", "draft"],
    ]);
    const first = await send("GET", `${path}/versions/${data[2].id}`);
    expect(first.body.body_markdown).toBe("Choose Import\n");
  });

  test("with several languages, a draft is published language by language", async () => {
    const { send, sandbox } = await workspace();
    sandbox.seed.helpCenter({ default: true, locales: ["en", "fr"] });
    const translated_content = { fr: { title: "Importer", body: "Oui" } };
    const input = { ...article, state: "published", translated_content };
    const { id } = (await send("POST", "/articles", input)).body;
    await send("PUT", `/articles/${id}/draft`, { title: "Importing" });
    const publish = (body: object) => send("POST", `/articles/${id}/draft/publish`, body);
    const code = "parameter_not_found";
    expect(firstError(await publish({}))).toEqual({ status: 422, code });
    expect((await publish({ locales: ["fr"] })).status).toBe(422);
    expect((await publish({ locales: ["en"] })).body.translated_content).toMatchObject({
      en: { title: "Importing" },
      fr: { title: "Importer" },
    });
    const french = await send("GET", `/articles/${id}/versions?locale=fr`);
    expect(french.body.data[0].title).toBe("Importer");
    expect((await send("GET", `/articles/${id}/versions?locale=xx`)).status).toBe(400);
  });

  test("the parent collection is given as a number or as text", async () => {
    const { send } = await workspace("2.15");
    const { id } = (await send("POST", "/help_center/collections", { name: "Basics" })).body;
    for (const parent_id of [id, Number(id)]) {
      const made = await send("POST", "/articles", { ...article, parent_id });
      expect(made.body).toMatchObject({ parent_id: Number(id), parent_type: "collection" });
      const moved = await send("PUT", `/articles/${made.body.id}`, { parent_id });
      expect(moved.body.parent_id).toBe(Number(id));
      const inside = { name: "More", parent_id };
      const collection = await send("POST", "/help_center/collections", inside);
      expect(collection.body).toMatchObject({ parent_id: id });
    }
  });

  test("scheduled changes happen at their time", async () => {
    const { send, advance } = await workspace();
    const scheduled_publish_at = new Date(1_717_401_600_000 + 60_000).toISOString();
    const input = { ...article, state: "published", scheduled_publish_at };
    const { id, state } = (await send("POST", "/articles", input)).body;
    expect(state).toBe("draft");
    advance(60);
    expect((await send("GET", `/articles/${id}`)).body).toMatchObject({
      state: "published",
      scheduled_publish_at: null,
    });
  });

  test("a search finds words, and highlights them", async () => {
    const { send } = await workspace();
    await send("POST", "/articles", article);
    await send("POST", "/articles", { ...article, title: "Billing", body: "Invoices" });
    const { body } = await send("GET", "/articles/search?phrase=import&highlight=true");
    expect(body).toMatchObject({ total_count: 1, data: { articles: [{ title: "Moving data" }] } });
    expect(body.data.highlights[0].highlighted_summary[0]).toEqual([
      { type: "plain", text: "Choose " },
      { type: "highlight", text: "Import" },
    ]);
  });
});

test("deleting a collection deletes the collections in it, and keeps its articles", async () => {
  const { send } = await workspace();
  const outer = (await send("POST", "/help_center/collections", { name: "Outer" })).body;
  const input = { name: "Inner", parent_id: outer.id };
  const inner = (await send("POST", "/help_center/collections", input)).body;
  const one = await send("POST", "/articles", { ...article, parent_id: Number(inner.id) });
  expect(one.body.parent_ids).toEqual([Number(inner.id)]);
  const old = { "Intercom-Version": "2.9" };
  const sections = await send("GET", "/help_center/sections", undefined, old);
  expect(sections.body.data.map(({ name }: Json) => name)).toEqual(["Inner"]);
  await send("DELETE", `/help_center/collections/${outer.id}`);
  expect((await send("GET", `/help_center/collections/${inner.id}`)).status).toBe(404);
  expect((await send("GET", `/articles/${one.body.id}`)).body.parent_ids).toEqual([]);
});

test("a redirect is unique in its help center", async () => {
  const { send } = await workspace();
  const { id } = (await send("POST", "/articles", article)).body;
  const path = "/help_center/help_centers/1/redirects";
  const input = { locale: "en", target_type: "article", target_id: id };
  const from_url = "https://help.example.com/old";
  expect((await send("POST", path, { ...input, from_url })).status).toBe(200);
  expect((await send("POST", path, { ...input, from_url })).status).toBe(409);
  const elsewhere = { ...input, from_url: "https://other.example.com/old" };
  expect(firstError(await send("POST", path, elsewhere))).toEqual({
    status: 422,
    code: "data_invalid",
  });
});

test("content of all kinds is tagged, moved to folders, found and changed in bulk", async () => {
  const { send, sandbox } = await workspace("Preview");
  const { id } = sandbox.seed.tag({ name: "Draft" });
  const folder = (await send("POST", "/folders", { folder: { name: "Guides" } })).body;
  const internal = { ...article, owner_id: 1, folder_id: folder.id };
  const one = (await send("POST", "/internal_articles", internal)).body;
  const snippet = { title: "Import", body_markdown: "By CSV" };
  const two = (await send("POST", "/content_snippets", snippet)).body;
  expect((await send("DELETE", `/folders/${folder.id}`)).status).toBe(422);
  await send("POST", `/internal_articles/${one.id}/tags`, { id });
  const tagged = await send("GET", `/content/search?tag_ids=${id}`);
  expect(tagged.body.data).toEqual([
    { type: "internal_article", id: one.id, title: "Moving data" },
  ]);
  expect((await send("GET", "/content/search?query=import")).body.total_count).toBe(2);
  await send("POST", "/content/bulk_actions", {
    action: "delete",
    content_ids: [{ type: "content_snippet", id: two.id }],
  });
  expect((await send("GET", `/content_snippets/${two.id}`)).status).toBe(404);
});

test("a live news item is listed in its newsfeeds", async () => {
  const { send } = await workspace();
  const item = { title: "New", sender_id: 1, newsfeed_assignments: [{ newsfeed_id: 1 }] };
  const { id } = (await send("POST", "/news/news_items", item)).body;
  expect((await send("GET", "/news/newsfeeds/1/items")).body.data).toEqual([]);
  await send("PUT", `/news/news_items/${id}`, { ...item, state: "live" });
  const { body } = await send("GET", "/news/newsfeeds/1/items");
  expect(body.data).toMatchObject([{ id, state: "live" }]);
});
