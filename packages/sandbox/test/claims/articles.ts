import { expect } from "vitest";
import { type ClaimContext, type Claims, claim } from "../support/claims.ts";
import { type Json, start } from "../support/workspace.ts";

const input = { title: "Moving", author_id: 1, body: "<p>Slowly</p>" };
const titles = (list: Json): string[] => list.data.map(({ title }: Json) => title);

const article = ({ request }: ClaimContext, given: Json = {}): Promise<Json> =>
  request("POST /articles", { ...input, ...given });

export const articles: Claims = [
  claim("articles.create", "becomes a draft unless `state` says `published`", async (space) => {
    expect((await article(space)).state).toBe("draft");
    expect((await article(space, { state: "published" })).state).toBe("published");
  }),
  claim(
    "CreateArticleRequest.author_id",
    "must be a teammate of the workspace",
    async ({ send }) => {
      expect((await send("POST /articles", { ...input, author_id: 404 })).status).toBe(400);
    },
  ),
  claim("articles.list", "most recently updated first", async (space) => {
    const first = await article(space, { title: "First" });
    space.advance(60);
    await article(space, { title: "Second" });
    expect(titles(await space.request("GET /articles"))).toEqual(["Second", "First"]);
    space.advance(60);
    await space.request(`PUT /articles/${first.id}`, { body: "New" });
    expect(titles(await space.request("GET /articles"))).toEqual(["First", "Second"]);
  }),
  claim("UpdateArticleRequest", "what is left out stays as it is", async (space) => {
    const { id } = await article(space);
    const after = await space.request(`PUT /articles/${id}`, { title: "Moving on" });
    expect(after).toMatchObject({ title: "Moving on", state: "draft", author_id: 1 });
    expect(after.body).toContain("Slowly");
  }),
  claim("ArticleListItem.url", "null while it has none, as for a draft", async (space) => {
    expect((await article(space)).url).toBeNull();
    expect((await article(space, { state: "published" })).url).toMatch(/^https:/);
  }),
  claim("articles.draft.get", "for any other article the answer is 404", async (space) => {
    const { id } = await article(space, { state: "published" });
    expect((await space.send(`GET /articles/${id}/draft`)).status).toBe(404);
  }),
  claim("articles.draft.update", "Readers keep seeing the old content", async (space) => {
    const { id } = await article(space, { state: "published" });
    await space.request(`PUT /articles/${id}/draft`, { title: "Staged" });
    expect((await space.request(`GET /articles/${id}`)).title).toBe("Moving");
    expect((await space.request(`GET /articles/${id}/draft`)).title).toBe("Staged");
  }),
  claim(
    "articles.draft.update",
    "`state` and the AI switches among them, are ignored",
    async (s) => {
      const { id } = await article(s, { state: "published" });
      await s.request(`PUT /articles/${id}/draft`, { title: "Staged", state: "draft" });
      expect((await s.request(`GET /articles/${id}`)).state).toBe("published");
    },
  ),
  claim(
    "ArticleListItem.has_unpublished_changes",
    "False for an article that was never",
    async (s) => {
      expect((await article(s)).has_unpublished_changes).toBe(false);
    },
  ),
  claim("articles.versions.list", "newest first", async (space) => {
    const { id } = await article(space);
    space.advance(60);
    await space.request(`PUT /articles/${id}`, { body: "<p>New</p>" });
    const { data } = await space.request(`GET /articles/${id}/versions`);
    const times = data.map((one: Json) => one.created_at);
    expect(times).toEqual([start + 60, start]);
    expect(data[0]).not.toHaveProperty("body");
  }),
  claim("articles.versions.list?locale", "has not set up gives 400", async (space) => {
    const { id } = await article(space);
    expect((await space.send(`GET /articles/${id}/versions?locale=xx`)).status).toBe(400);
  }),
  claim("articles.tags.attach", "Unknown tags are not created on the way", async (space) => {
    const { id } = await article(space);
    const got = await space.send(`POST /articles/${id}/tags`, { id: "404", admin_id: "1" });
    expect(got.status).toBeGreaterThanOrEqual(400);
    expect((await space.request("GET /tags")).data).toEqual([]);
  }),
  claim(
    "articles.tags.detach",
    "returned with `applied_at` and `applied_by` null",
    async (space) => {
      const { id } = await article(space);
      const tag = space.seed.tag().id;
      await space.request(`POST /articles/${id}/tags`, { id: tag, admin_id: "1" });
      const off = await space.request(`DELETE /articles/${id}/tags/${tag}`);
      expect(off).toMatchObject({ id: tag, applied_at: null, applied_by: null });
      expect((await space.request("GET /tags")).data).toHaveLength(1);
    },
  ),
  claim(
    "CreateArticleRequest.audience_ids",
    "gives 404 and nothing is saved",
    async ({ send, request }) => {
      expect((await send("POST /articles", { ...input, audience_ids: [404] })).status).toBe(404);
      expect((await request("GET /articles")).data).toEqual([]);
    },
  ),
  claim("articles.search?highlight", "With true, matching passages come back", async (space) => {
    await article(space, { state: "published" });
    const found = await space.request("GET /articles/search?phrase=moving&highlight=true");
    expect(found.data.highlights).not.toEqual([]);
    const plain = await space.request("GET /articles/search?phrase=moving");
    expect(plain.data.highlights ?? []).toEqual([]);
  }),
  claim("articles.update", "changes what readers see at once", async (space) => {
    const { id } = await article(space, { state: "published" });
    await space.request(`PUT /articles/${id}`, { title: "Moved" });
    expect((await space.request(`GET /articles/${id}`)).title).toBe("Moved");
    const found = await space.send("GET /articles/search?phrase=moved");
    if (found.status === 200) expect(found.body.data.articles).toMatchObject([{ id }]);
  }),
  claim("articles.update", "Tags cannot be set here", async (space) => {
    const { id } = await article(space);
    const tag = space.seed.tag();
    await space.send(`PUT /articles/${id}`, { tags: { type: "tag.list", tags: [{ id: tag.id }] } });
    expect((await space.request(`GET /articles/${id}`)).tags?.tags ?? []).toEqual([]);
  }),
  claim("CreateArticleRequest.parent_id", "stays outside any when left out", async (space) => {
    const made = await article(space);
    expect([made.parent_id ?? null, made.parent_ids ?? []]).toEqual([null, []]);
  }),
  claim("UpdateArticleRequest.state", "unchanged when left out", async (space) => {
    for (const state of ["draft", "published"]) {
      const { id } = await article(space, { state });
      expect((await space.request(`PUT /articles/${id}`, { title: "Moved" })).state).toBe(state);
    }
  }),
  claim("UpdateArticleRequest.author_id", "must be a teammate", async (space) => {
    const { id } = await article(space);
    expect((await space.send(`PUT /articles/${id}`, { author_id: 404 })).status).toBe(400);
  }),
  claim("UpdateArticleRequest.audience_ids", "gives 404 and nothing is saved", async (space) => {
    const { id } = await article(space);
    const change = { title: "Moved", audience_ids: [404] };
    expect((await space.send(`PUT /articles/${id}`, change)).status).toBe(404);
    expect((await space.request(`GET /articles/${id}`)).title).toBe("Moving");
  }),
  claim("articles.draft.get", "Only a published article with staged changes", async (space) => {
    const { id } = await article(space);
    expect((await space.send(`GET /articles/${id}/draft`)).status).toBe(404);
    await space.request(`PUT /articles/${id}`, { state: "published" });
    expect((await space.send(`GET /articles/${id}/draft`)).status).toBe(404);
    await space.request(`PUT /articles/${id}/draft`, { title: "Staged" });
    expect((await space.request(`GET /articles/${id}/draft`)).title).toBe("Staged");
  }),
  claim(
    "articles.draft.update",
    "Only text such as `title` and `body` is staged",
    async (space) => {
      const { id } = await article(space, { state: "published" });
      const collection = await space.request("POST /help_center/collections", { name: "Moving" });
      const change = { title: "Staged", parent_id: Number(collection.id) };
      await space.request(`PUT /articles/${id}/draft`, change);
      await space.request(`POST /articles/${id}/draft/publish`, { locales: ["en"] });
      const after = await space.request(`GET /articles/${id}`);
      expect([after.title, after.parent_id ?? null]).toEqual(["Staged", null]);
    },
  ),
  claim("articles.search?help_center_id", "Only articles of this help center", async (space) => {
    const collection = await space.request("POST /help_center/collections", { name: "Moving" });
    await article(space, { state: "published", parent_id: Number(collection.id) });
    const count = async (id: string) =>
      (await space.request(`GET /articles/search?phrase=moving&help_center_id=${id}`)).total_count;
    const other = space.seed.helpCenter().id;
    expect([await count("1"), await count(other)]).toEqual([1, 0]);
  }),
  claim("ArticleSearchResponse.data.highlights", "empty unless", async (space) => {
    await article(space, { state: "published" });
    const found = await space.request("GET /articles/search?phrase=moving");
    expect([found.total_count, found.data.highlights ?? []]).toEqual([1, []]);
  }),
  claim("articles.versions.list?locale", "Only versions in this language", async (space) => {
    space.seed.helpCenter({ default: true, locales: ["en", "fr"] });
    const translated_content = { fr: { title: "Importer", body: "Oui", author_id: 1 } };
    const { id } = await article(space, { translated_content });
    const { data } = await space.request(`GET /articles/${id}/versions?locale=fr`);
    expect(titles({ data })).toEqual(["Importer"]);
  }),
  claim("articles.versions.get?locale", "has not set up gives 400", async (space) => {
    const { id } = await article(space);
    const [version] = (await space.request(`GET /articles/${id}/versions`)).data;
    const got = await space.send(`GET /articles/${id}/versions/${version.id}?locale=xx`);
    expect(got.status).toBe(400);
  }),
  claim("ArticleVersionList", "newest first", async (space) => {
    const { id } = await article(space);
    space.advance(60);
    await space.request(`PUT /articles/${id}`, { body: "<p>New</p>" });
    const { data } = await space.request(`GET /articles/${id}/versions`);
    expect(data.map((one: Json) => one.created_at)).toEqual([start + 60, start]);
  }),
];
