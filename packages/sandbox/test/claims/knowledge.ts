import { expect } from "vitest";
import { type Claims, claim, type Space } from "../support/claims.ts";
import { type Json, start } from "../support/workspace.ts";

const input = { title: "Moving", author_id: 1, body: "<p>Slowly</p>" };
const titles = (list: Json): string[] => list.data.map(({ title }: Json) => title);
const names = (list: Json): string[] => list.data.map(({ name }: Json) => name);

const article = ({ ask }: Space, given: Json = {}): Promise<Json> =>
  ask("POST /articles", { ...input, ...given });

const snippet = ({ ask }: Space, given: Json = {}): Promise<Json> =>
  ask("POST /content_snippets", { title: "Hours", body_markdown: "Always", ...given });

/** A page of a source that is fed by the API. */
async function page({ ask }: Space, given: Json = {}) {
  const url = "https://www.example.com";
  const source = await ask("POST /ai/content_import_sources", { sync_behavior: "api", url });
  const body = { title: "One", html: "<p>One</p>", locale: "en", source_id: Number(source.id) };
  const made = await ask("POST /ai/external_pages", { ...body, external_id: "1", ...given });
  return { source, body, made };
}

export const knowledge: Claims = [
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
    space.pass(60);
    await article(space, { title: "Second" });
    expect(titles(await space.ask("GET /articles"))).toEqual(["Second", "First"]);
    space.pass(60);
    await space.ask(`PUT /articles/${first.id}`, { body: "New" });
    expect(titles(await space.ask("GET /articles"))).toEqual(["First", "Second"]);
  }),
  claim("UpdateArticleRequest", "what is left out stays as it is", async (space) => {
    const { id } = await article(space);
    const after = await space.ask(`PUT /articles/${id}`, { title: "Moving on" });
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
    await space.ask(`PUT /articles/${id}/draft`, { title: "Staged" });
    expect((await space.ask(`GET /articles/${id}`)).title).toBe("Moving");
    expect((await space.ask(`GET /articles/${id}/draft`)).title).toBe("Staged");
  }),
  claim(
    "articles.draft.update",
    "`state` and the AI switches among them, are ignored",
    async (s) => {
      const { id } = await article(s, { state: "published" });
      await s.ask(`PUT /articles/${id}/draft`, { title: "Staged", state: "draft" });
      expect((await s.ask(`GET /articles/${id}`)).state).toBe("published");
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
    space.pass(60);
    await space.ask(`PUT /articles/${id}`, { body: "<p>New</p>" });
    const { data } = await space.ask(`GET /articles/${id}/versions`);
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
    expect((await space.ask("GET /tags")).data).toEqual([]);
  }),
  claim(
    "articles.tags.detach",
    "returned with `applied_at` and `applied_by` null",
    async (space) => {
      const { id } = await article(space);
      const tag = space.seed.tag().id;
      await space.ask(`POST /articles/${id}/tags`, { id: tag, admin_id: "1" });
      const off = await space.ask(`DELETE /articles/${id}/tags/${tag}`);
      expect(off).toMatchObject({ id: tag, applied_at: null, applied_by: null });
      expect((await space.ask("GET /tags")).data).toHaveLength(1);
    },
  ),
  claim(
    "CreateArticleRequest.audience_ids",
    "gives 404 and nothing is saved",
    async ({ send, ask }) => {
      expect((await send("POST /articles", { ...input, audience_ids: [404] })).status).toBe(404);
      expect((await ask("GET /articles")).data).toEqual([]);
    },
  ),
  claim("articles.search?highlight", "With true, matching passages come back", async (space) => {
    await article(space, { state: "published" });
    const found = await space.ask("GET /articles/search?phrase=moving&highlight=true");
    expect(found.data.highlights).not.toEqual([]);
    const plain = await space.ask("GET /articles/search?phrase=moving");
    expect(plain.data.highlights ?? []).toEqual([]);
  }),
  claim("contentSnippets.create", "off for Fin, Copilot and the sales agent", async (space) => {
    expect(await snippet(space)).toMatchObject({
      ...{ ai_chatbot_availability: false, ai_copilot_availability: false },
      ai_sales_agent_availability: false,
    });
  }),
  claim("CreateContentSnippetRequest.locale", "`en` unless given", async (space) => {
    expect((await snippet(space)).locale).toBe("en");
  }),
  claim(
    "CreateContentSnippetRequest.audience_ids",
    "gives 404 and nothing is created",
    async (s) => {
      const body = { title: "Hours", body_markdown: "Always", audience_ids: [404] };
      expect((await s.send("POST /content_snippets", body)).status).toBe(404);
      expect((await s.ask("GET /content_snippets")).data).toEqual([]);
    },
  ),
  claim("contentSnippets.list?per_page", "at most 50", async ({ ask, send }) => {
    await ask("GET /content_snippets?per_page=50");
    const { status, body } = await send("GET /content_snippets?per_page=51");
    expect(status === 400 || body.per_page === 50).toBe(true);
  }),
  claim(
    "internalArticles.create",
    "off for Fin, Copilot and the sales agent",
    async ({ ask, version }) => {
      const made = await ask("POST /internal_articles", { title: "A", author_id: 1, owner_id: 1 });
      const read = await ask(`GET /internal_articles/${made.id}`);
      expect(
        Object.entries(read).filter(([key, on]) => /^ai_.*_av/.test(key) && on),
        version,
      ).toEqual([]);
    },
  ),
  claim("helpCenters.collections.list", "last updated first", async ({ ask, pass }) => {
    const first = await ask("POST /help_center/collections", { name: "First" });
    pass(60);
    await ask("POST /help_center/collections", { name: "Second" });
    expect(names(await ask("GET /help_center/collections"))).toEqual(["Second", "First"]);
    pass(60);
    await ask(`PUT /help_center/collections/${first.id}`, { name: "Third" });
    expect(names(await ask("GET /help_center/collections"))).toEqual(["Third", "Second"]);
  }),
  claim("helpCenters.collections.create", "It goes to the default help center", async ({ ask }) => {
    const made = await ask("POST /help_center/collections", { name: "First" });
    expect(String(made.help_center_id)).toBe("1");
  }),
  claim("helpCenters.redirects.delete", "Its target is not touched", async (space) => {
    const { id } = await article(space, { state: "published" });
    const center = (await space.ask("GET /help_center/help_centers/1")).url;
    const body = { from_url: `${center}/old`, locale: "en", target_type: "article", target_id: id };
    const at = "/help_center/help_centers/1/redirects";
    const redirect = await space.ask(`POST ${at}`, body);
    await space.ask(`DELETE ${at}/${redirect.id}`);
    expect((await space.ask(`GET /articles/${id}`)).id).toBe(id);
  }),
  claim(
    "CreateHelpCenterRedirectRequest.from_url",
    "must lie within the help center",
    async (space) => {
      const { id } = await article(space, { state: "published" });
      const target = { locale: "en", target_type: "article", target_id: id };
      const body = { from_url: "https://elsewhere.example.org/old", ...target };
      const got = await space.send("POST /help_center/help_centers/1/redirects", body);
      expect(got.status).toBeGreaterThanOrEqual(400);
    },
  ),
  claim("folders.delete", "refused with 422", async (space) => {
    const folder = await space.ask("POST /folders", { folder: { name: "Guides" } });
    await article(space, { folder_id: Number(folder.id) });
    expect((await space.send(`DELETE /folders/${folder.id}`)).status).toBe(422);
  }),
  claim(
    "folders.list?parent_folder_id",
    "Only folders directly inside this one",
    async ({ ask }) => {
      const make = (name: string, parent_folder_id?: string) =>
        ask("POST /folders", { folder: { name, parent_folder_id } });
      const top = await make("Top");
      const child = await make("Child", top.id);
      await make("Grandchild", child.id);
      expect(names(await ask(`GET /folders?parent_folder_id=${top.id}`))).toEqual(["Child"]);
    },
  ),
  claim("content.search?query", "without it, the newest content comes first", async (space) => {
    await snippet(space, { title: "Old" });
    space.pass(60);
    await snippet(space, { title: "New" });
    expect(titles(await space.ask("GET /content/search"))).toEqual(["New", "Old"]);
  }),
  claim("content.search?page", "anything lower counts as 1", async (space) => {
    await snippet(space);
    expect((await space.ask("GET /content/search?page=0")).data).toHaveLength(1);
  }),
  claim("content.search?per_page", "10 unless given, at most 50", async (space) => {
    for (let i = 0; i < 11; i++) await snippet(space, { title: `No. ${i}` });
    expect((await space.ask("GET /content/search")).data).toHaveLength(10);
    expect((await space.ask("GET /content/search?per_page=50")).data).toHaveLength(11);
  }),
  claim("aiContent.externalPages.create", "is changed where there is one", async (space) => {
    const { body, made } = await page(space);
    const again = { ...body, external_id: "1", title: "Uno", url: "https://www.example.com/1" };
    const after = await space.ask("POST /ai/external_pages", again);
    expect(after).toMatchObject({ id: made.id, title: "Uno" });
  }),
  claim("aiContent.contentImportSources.delete", "all pages that came from it", async (space) => {
    const { source } = await page(space);
    await space.ask(`DELETE /ai/content_import_sources/${source.id}`);
    expect((await space.ask("GET /ai/external_pages")).data).toEqual([]);
  }),
  claim("UpdateExternalPageRequest.url", "It has to be sent", async (space) => {
    const { made } = await page(space);
    const body = { title: "Uno", html: "<p>Uno</p>" };
    const got = await space.send(`PUT /ai/external_pages/${made.id}`, body);
    expect(got.status).toBeGreaterThanOrEqual(400);
  }),
  claim("news.newsfeeds.items.list", "that are live in a newsfeed", async ({ ask }) => {
    const newsfeed_assignments = [{ newsfeed_id: 1, published_at: start - 60 }];
    for (const state of ["live", "draft"]) {
      const item = { title: state, body: "New", sender_id: 1, state, newsfeed_assignments };
      await ask("POST /news/news_items", item);
    }
    expect(titles(await ask("GET /news/newsfeeds/1/items"))).toEqual(["live"]);
    expect((await ask("GET /news/news_items")).data).toHaveLength(2);
  }),
];
