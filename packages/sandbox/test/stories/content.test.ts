import { expect, test } from "vitest";
import { firstError, type Json, workspace } from "../support/workspace.ts";

const article = { title: "Moving data", body: "Choose Import", author_id: 1 };
const source = { sync_behavior: "api", url: "https://www.example.com" };

/** An article in two languages, an internal article, a snippet and a page, with their search results. */
async function withContent() {
  const made = await workspace("Preview");
  const { send } = made;
  made.sandbox.seed.helpCenter({ default: true, locales: ["en", "fr"] });
  const translated_content = { fr: { title: "Importer", body: "Oui" } };
  const { body: one } = await send("POST", "/articles", { ...article, translated_content });
  await send("POST", "/internal_articles", { ...article, owner_id: 1 });
  await send("POST", "/content_snippets", { title: "Hours", body_markdown: "Nine to five" });
  const { body: from } = await send("POST", "/ai/content_import_sources", source);
  const page = { title: "Page", html: "<p>Page</p>", locale: "en", url: source.url };
  await send("POST", "/ai/external_pages", { ...page, source_id: from.id, external_id: "1" });
  const search = async (query = "") =>
    (await send("GET", `/content/search?per_page=50${query}`)).body.data as Json[];
  const found = await search();
  const ofType = (type: string) => found.find((piece) => piece.type === type);
  const inLocale = (wanted: string) =>
    ofType("article").contents.find(({ locale }: Json) => locale === wanted);
  const run = (action: string, content_ids: Json[], more = {}) =>
    send("POST", "/content/bulk_actions", {
      action,
      content_ids: content_ids.map(({ type, id }) => ({ type, id })),
      ...more,
    });
  const read = async () => (await send("GET", `/articles/${one.id}`)).body;
  const [english, french] = [inLocale("en"), inLocale("fr")];
  return { ...made, article: one, english, french, ofType, search, run, read };
}

test("content that a search finds can be published by language", async () => {
  const { run, read, english, french, ofType, search } = await withContent();
  expect((await run("publish", [french, ofType("article")])).status).toBe(202);
  const states = async () => {
    const { translated_content } = await read();
    return [translated_content.en.state, translated_content.fr.state];
  };
  expect(await states()).toEqual(["draft", "published"]);
  expect(await search("&states=published&content_types=article")).toHaveLength(1);
  await run("publish", [english]);
  await run("unpublish", [french]);
  expect(await states()).toEqual(["published", "draft"]);
});

test("a language can be deleted; the default language deletes the article", async () => {
  const { run, read, send, article, english, french, ofType, search } = await withContent();
  await run("delete", [ofType("article"), ofType("external_content")]);
  expect(await search()).toHaveLength(4);
  await run("delete", [french, ofType("content_snippet"), ofType("internal_article")]);
  expect(Object.keys((await read()).translated_content)).toEqual(["type", "en"]);
  expect((await search()).map(({ type }) => type).sort()).toEqual(["article", "external_content"]);
  await run("delete", [english]);
  expect((await send("GET", `/articles/${article.id}`)).status).toBe(404);
});

test("availability and audiences are set by language, and apply to the whole article", async () => {
  const { run, read, english, ofType, search } = await withContent();
  const all = [english, ofType("external_content"), ofType("content_snippet")];
  await run("set_availability", all, { availability: { ai_agent: true, copilot: false } });
  expect(await search("&fin_service_state=on")).toHaveLength(3);
  await run("set_availability", all, { availability: { ai_agent: false } });
  expect(await search("&fin_service_state=on")).toHaveLength(0);
  await run("set_audience", [english], { audience: { add_segment_ids: [7, 8] } });
  await run("set_audience", [english], { audience: { remove_segment_ids: [7] } });
  const audiences = async () => (await read()).translated_content.fr.audience_ids;
  expect(await audiences()).toEqual([8]);
  await run("set_audience", [english], { audience: { remove_all: true } });
  expect(await audiences()).toEqual([]);
});

test("existing tags are applied to articles and all other content", async () => {
  const { run, sandbox, english, ofType, search } = await withContent();
  const id = Number(sandbox.seed.tag().id);
  const all = ["article", "internal_article", "content_snippet", "external_content"].map(ofType);
  await run("update_tags", [...all, english], { tags: { add_tag_ids: [id] } });
  expect(await search(`&tag_ids=${id}&tag_operator=IN`)).toHaveLength(4);
  await run("update_tags", all.slice(1), { tags: { remove_tag_ids: [id] } });
  expect(await search(`&any_tag_ids=${id}`)).toMatchObject([{ type: "article" }]);
  expect(await search(`&tag_ids=${id}&tag_operator=NIN`)).toHaveLength(3);
  const refused = { status: 422, code: "parameter_invalid" };
  const unknown = { tags: { add_tag_ids: [404] } };
  expect(firstError(await run("update_tags", all, unknown))).toEqual(refused);
  expect(firstError(await run("update_tags", all, { tags: {} }))).toEqual(refused);
  const many = { tags: { add_tag_ids: Array.from({ length: 101 }, (_, i) => i + 1) } };
  expect(firstError(await run("update_tags", all, many))).toEqual(refused);
  const code = "parameter_not_found";
  expect(firstError(await run("update_tags", all))).toEqual({ status: 422, code });
});
