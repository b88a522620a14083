import { expect } from "vitest";
import { type ClaimContext, type Claims, claim } from "../support/claims.ts";
import { type Json, start } from "../support/workspace.ts";

const input = { title: "Moving", author_id: 1, body: "<p>Slowly</p>" };
const titles = (list: Json): string[] => list.data.map(({ title }: Json) => title);
const names = (list: Json): string[] => list.data.map(({ name }: Json) => name);

const article = ({ request }: ClaimContext, given: Json = {}): Promise<Json> =>
  request("POST /articles", { ...input, ...given });

const snippet = ({ request }: ClaimContext, given: Json = {}): Promise<Json> =>
  request("POST /content_snippets", { title: "Hours", body_markdown: "Always", ...given });

/** A page of a source with the sync behaviour `api`. */
async function page({ request }: ClaimContext, given: Json = {}) {
  const url = "https://www.example.com";
  const source = await request("POST /ai/content_import_sources", { sync_behavior: "api", url });
  const body = { title: "One", html: "<p>One</p>", locale: "en", source_id: Number(source.id) };
  const made = await request("POST /ai/external_pages", { ...body, external_id: "1", ...given });
  return { source, body, made };
}

export const knowledge: Claims = [
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
      expect((await s.request("GET /content_snippets")).data).toEqual([]);
    },
  ),
  claim("contentSnippets.list?per_page", "at most 50", async ({ request, send }) => {
    await request("GET /content_snippets?per_page=50");
    const { status, body } = await send("GET /content_snippets?per_page=51");
    expect(status === 400 || body.per_page === 50).toBe(true);
  }),
  claim(
    "internalArticles.create",
    "off for Fin, Copilot and the sales agent",
    async ({ request, version }) => {
      const made = await request("POST /internal_articles", {
        title: "A",
        author_id: 1,
        owner_id: 1,
      });
      const read = await request(`GET /internal_articles/${made.id}`);
      expect(
        Object.entries(read).filter(([key, on]) => /^ai_.*_av/.test(key) && on),
        version,
      ).toEqual([]);
    },
  ),
  claim("helpCenters.collections.list", "last updated first", async ({ request, advance }) => {
    const first = await request("POST /help_center/collections", { name: "First" });
    advance(60);
    await request("POST /help_center/collections", { name: "Second" });
    expect(names(await request("GET /help_center/collections"))).toEqual(["Second", "First"]);
    advance(60);
    await request(`PUT /help_center/collections/${first.id}`, { name: "Third" });
    expect(names(await request("GET /help_center/collections"))).toEqual(["Third", "Second"]);
  }),
  claim(
    "helpCenters.collections.create",
    "It goes to the default help center",
    async ({ request }) => {
      const made = await request("POST /help_center/collections", { name: "First" });
      expect(String(made.help_center_id)).toBe("1");
    },
  ),
  claim("helpCenters.redirects.delete", "Its target is not touched", async (space) => {
    const { id } = await article(space, { state: "published" });
    const center = (await space.request("GET /help_center/help_centers/1")).url;
    const body = { from_url: `${center}/old`, locale: "en", target_type: "article", target_id: id };
    const at = "/help_center/help_centers/1/redirects";
    const redirect = await space.request(`POST ${at}`, body);
    await space.request(`DELETE ${at}/${redirect.id}`);
    expect((await space.request(`GET /articles/${id}`)).id).toBe(id);
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
    const folder = await space.request("POST /folders", { folder: { name: "Guides" } });
    const inside = { name: "Moving", parent_folder_id: folder.id };
    await space.request("POST /folders", { folder: inside });
    expect((await space.send(`DELETE /folders/${folder.id}`)).status).toBe(422);
  }),
  claim(
    "folders.list?parent_folder_id",
    "Only folders directly inside this one",
    async ({ request }) => {
      const make = (name: string, parent_folder_id?: string) =>
        request("POST /folders", { folder: { name, parent_folder_id } });
      const top = await make("Top");
      const child = await make("Child", top.id);
      await make("Grandchild", child.id);
      expect(names(await request(`GET /folders?parent_folder_id=${top.id}`))).toEqual(["Child"]);
    },
  ),
  claim("content.search?query", "without it, the newest content comes first", async (space) => {
    await snippet(space, { title: "Old" });
    space.advance(60);
    await snippet(space, { title: "New" });
    expect(titles(await space.request("GET /content/search"))).toEqual(["New", "Old"]);
  }),
  claim("content.search?page", "anything lower counts as 1", async (space) => {
    await snippet(space);
    expect((await space.request("GET /content/search?page=0")).data).toHaveLength(1);
  }),
  claim("content.search?per_page", "10 unless given, at most 50", async (space) => {
    for (let i = 0; i < 11; i++) await snippet(space, { title: `No. ${i}` });
    expect((await space.request("GET /content/search")).data).toHaveLength(10);
    expect((await space.request("GET /content/search?per_page=50")).data).toHaveLength(11);
  }),
  claim("aiContent.externalPages.create", "is changed where there is one", async (space) => {
    const { body, made } = await page(space);
    const again = { ...body, external_id: "1", title: "Uno", url: "https://www.example.com/1" };
    const after = await space.request("POST /ai/external_pages", again);
    expect(after).toMatchObject({ id: made.id, title: "Uno" });
  }),
  claim("aiContent.contentImportSources.delete", "all pages that came from it", async (space) => {
    const { source } = await page(space);
    await space.request(`DELETE /ai/content_import_sources/${source.id}`);
    expect((await space.request("GET /ai/external_pages")).data).toEqual([]);
  }),
  claim("UpdateExternalPageRequest.url", "It has to be sent", async (space) => {
    const { made } = await page(space);
    const body = { title: "Uno", html: "<p>Uno</p>" };
    const got = await space.send(`PUT /ai/external_pages/${made.id}`, body);
    expect(got.status).toBeGreaterThanOrEqual(400);
  }),
  claim("news.newsfeeds.items.list", "that are live in a newsfeed", async ({ request }) => {
    const newsfeed_assignments = [{ newsfeed_id: 1, published_at: start - 60 }];
    for (const state of ["live", "draft"]) {
      const item = { title: state, body: "New", sender_id: 1, state, newsfeed_assignments };
      await request("POST /news/news_items", item);
    }
    expect(titles(await request("GET /news/newsfeeds/1/items"))).toEqual(["live"]);
    expect((await request("GET /news/news_items")).data).toHaveLength(2);
  }),
  ...(["Collection", "Section"] as const).map((kind) =>
    claim(`Update${kind}Request`, "what is left out stays as it is", async ({ request }) => {
      const collection = await request("POST /help_center/collections", { name: "First" });
      const at = kind === "Section" ? "/help_center/sections" : "/help_center/collections";
      const parent = kind === "Section" ? { parent_id: Number(collection.id) } : {};
      const made = await request(`POST ${at}`, { name: "Second", ...parent });
      const after = await request(`PUT ${at}/${made.id}`, {});
      expect([after.name, after.parent_id ?? null]).toEqual(["Second", made.parent_id ?? null]);
    }),
  ),
  claim("UpdateFolderRequest", "what is left out stays as it is", async ({ request }) => {
    const made = await request("POST /folders", { folder: { name: "Guides", description: "All" } });
    const after = await request(`PUT /folders/${made.id}`, { folder: { name: "Other" } });
    expect(after).toMatchObject({ name: "Other", description: "All" });
  }),
  claim("NewsItemRequest.sender_id", "must be a teammate", async ({ send }) => {
    const item = { title: "A", body: "New", sender_id: 404, newsfeed_assignments: [] };
    expect((await send("POST /news/news_items", item)).status).toBe(400);
  }),
  claim("NewsfeedAssignment.published_at", "in the past only, and ignored", async (space) => {
    const make = (state: string, published_at: number) =>
      space.send("POST /news/news_items", {
        ...{ title: state, body: "New", sender_id: 1, state },
        newsfeed_assignments: [{ newsfeed_id: 1, published_at }],
      });
    expect((await make("live", start + 60)).status).toBe(400);
    const live = (await make("live", start - 60)).body.newsfeed_assignments[0];
    expect(live.published_at).toBe(start - 60);
    const draft = (await make("draft", start - 60)).body.newsfeed_assignments[0];
    expect(draft.published_at ?? null).not.toBe(start - 60);
  }),
  claim("aiContent.externalPages.list", "can be 10,000 at most", async ({ send }) => {
    expect((await send("GET /ai/external_pages?page=100&per_page=100")).status).toBe(200);
    expect((await send("GET /ai/external_pages?page=101&per_page=100")).status).toBe(400);
  }),
  claim("aiContent.externalPages.update", "that came by the API can be changed", async (space) => {
    const { made, body } = await page(space);
    const change = { ...body, title: "Uno", url: "https://www.example.com/1" };
    await space.request(`PUT /ai/external_pages/${made.id}`, change);
    const source_id = Number(
      space.seed.contentImportSource({ sync_behavior: "automatic" } as Json).id,
    );
    const synced = space.seed.externalPage({ source_id } as Json);
    const got = await space.send(`PUT /ai/external_pages/${synced.id}`, { ...change, source_id });
    expect(got.status).toBeGreaterThanOrEqual(400);
  }),
  claim("UpdateContentImportSourceRequest.url", "for `api` sources only", async (space) => {
    const { source } = await page(space);
    const change = { sync_behavior: "api", url: "https://www.example.org" };
    const at = "/ai/content_import_sources";
    expect((await space.request(`PUT ${at}/${source.id}`, change)).url).toBe(change.url);
    const synced = space.seed.contentImportSource({ sync_behavior: "automatic" } as Json).id;
    const other = { sync_behavior: "automated", url: "https://www.example.org" };
    expect((await space.send(`PUT ${at}/${synced}`, other)).status).toBeGreaterThanOrEqual(400);
  }),
];
