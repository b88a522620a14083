import { expect } from "vitest";
import { type ClaimContext, type Claims, claim } from "../support/claims.ts";
import { type Json, start } from "../support/workspace.ts";

const titles = (list: Json): string[] => list.data.map(({ title }: Json) => title);

type Seed = ClaimContext["seed"];

/** A filter of the search, which finds one of two snippets. */
interface Filter {
  readonly says: string;
  readonly one: Json | ((seed: Seed) => Json);
  readonly other: Json;
  readonly query: string;
}

const filters: Readonly<Record<string, Filter>> = {
  locales: {
    ...{ says: "Only content in these languages", query: "locales=fr" },
    ...{ one: { locale: "fr" }, other: { locale: "en" } },
  },
  folder_ids: {
    says: "Only content in these folders",
    one: (seed: Seed) => ({ folder_id: Number(seed.folder().id) }),
    ...{ other: {}, query: "folder_ids=1&folder_entity_type=folder" },
  },
  copilot_state: {
    ...{ says: "Only content that is `on` or `off` for Copilot", query: "copilot_state=on" },
    ...{ one: { ai_copilot_availability: true }, other: { ai_copilot_availability: false } },
  },
  fin_service_state: {
    ...{ says: "`off` for Fin towards customers", query: "fin_service_state=on" },
    ...{ one: { ai_chatbot_availability: true }, other: { ai_chatbot_availability: false } },
  },
  fin_sales_state: {
    ...{ says: "`off` for Fin's sales agent", query: "fin_sales_state=on" },
    one: { ai_sales_agent_availability: true },
    other: { ai_sales_agent_availability: false },
  },
  created_by_ids: {
    ...{ says: "Only content these admins created", query: "created_by_ids=7" },
    ...{ one: { created_by_id: 7 }, other: { created_by_id: 1 } },
  },
  last_updated_by_ids: {
    ...{ says: "Only content these admins changed last", query: "last_updated_by_ids=7" },
    ...{ one: { updated_by_id: 7 }, other: { updated_by_id: 1 } },
  },
  any_tag_ids: {
    says: "Only content with at least one of these tags",
    one: (seed: Seed) => ({ tags: [{ id: seed.tag().id, applied_at: start, admin_id: "1" }] }),
    ...{ other: {}, query: "any_tag_ids=1" },
  },
};

/** A snippet that is created by the API. */
const snippet = ({ request }: ClaimContext, given: Json = {}): Promise<Json> =>
  request("POST /content_snippets", { title: "Hours", body_markdown: "Always", ...given });

export const content: Claims = [
  ...Object.entries(filters).map(([name, { says, one, other, query }]) =>
    claim(`content.search?${name}`, says, async ({ seed, request }) => {
      const own = typeof one === "function" ? one(seed) : one;
      seed.contentSnippet({ title: "One", ...own });
      seed.contentSnippet({ title: "Other", ...other });
      expect((await request("GET /content/search")).data).toHaveLength(2);
      expect(titles(await request(`GET /content/search?${query}`))).toEqual(["One"]);
    }),
  ),
  claim("content.search?states", "Only content in these states", async ({ request }) => {
    for (const state of ["draft", "published"]) {
      await request("POST /articles", { title: state, author_id: 1, body: "New", state });
    }
    expect(titles(await request("GET /content/search?states=published"))).toEqual(["published"]);
  }),
  claim("content.search", "Results carry type, id and title only", async (space) => {
    await snippet(space);
    const { data } = await space.request("GET /content/search");
    expect(data.map((one: Json) => Object.keys(one).sort())).toEqual([["id", "title", "type"]]);
  }),
  claim("ContentBulkActionRequest.availability", "that is left out stays", async (space) => {
    const made = await snippet(space, { ai_copilot_availability: true });
    await space.request("POST /content/bulk_actions", {
      action: "set_availability",
      content_ids: [{ type: "content_snippet", id: String(made.id) }],
      availability: { ai_agent: true },
    });
    expect(await space.request(`GET /content_snippets/${made.id}`)).toMatchObject({
      ...{ ai_chatbot_availability: true, ai_copilot_availability: true },
      ai_sales_agent_availability: false,
    });
  }),
  claim("ContentBulkActionRequest.tags", "Unknown or archived tags give 422", async (space) => {
    const made = await snippet(space);
    const { status } = await space.send("POST /content/bulk_actions", {
      action: "update_tags",
      content_ids: [{ type: "content_snippet", id: String(made.id) }],
      tags: { add_tag_ids: [404] },
    });
    expect(status).toBe(422);
  }),
  ...(["CreateContentSnippetRequest", "CreateInternalArticleRequest"] as const).map((name) =>
    claim(`${name}.audience_ids`, "no targeting when empty or left out", async (space) => {
      const path =
        name === "CreateContentSnippetRequest" ? "content_snippets" : "internal_articles";
      const body = { title: "A", body_markdown: "A", author_id: 1, owner_id: 1 };
      const { body_markdown: _, ...article } = body;
      for (const more of [{}, { audience_ids: [] }]) {
        const given = path === "content_snippets" ? body : article;
        const made = await space.request(`POST /${path}`, { ...given, ...more });
        expect(made.audience_ids).toEqual([]);
      }
    }),
  ),
  ...["contentSnippets", "internalArticles"].map((kind) =>
    claim(
      `${kind}.tags.detach`,
      "returned with `applied_at` and `applied_by` null",
      async (space) => {
        const isSnippet = kind === "contentSnippets";
        const at = isSnippet ? "/content_snippets" : "/internal_articles";
        const id = isSnippet ? (await snippet(space)).id : space.seed.internalArticle().id;
        const tag = space.seed.tag().id;
        await space.request(`POST ${at}/${id}/tags`, { id: tag, admin_id: "1" });
        const off = await space.request(`DELETE ${at}/${id}/tags/${tag}`);
        expect(off).toMatchObject({ id: tag, applied_at: null, applied_by: null });
      },
    ),
  ),
  ...["UpdateContentSnippetRequest", "UpdateInternalArticleRequest"].flatMap((name) => {
    const make = (space: ClaimContext): string =>
      name === "UpdateContentSnippetRequest"
        ? `/content_snippets/${space.seed.contentSnippet({ title: "Hours" }).id}`
        : `/internal_articles/${space.seed.internalArticle({ title: "Hours" }).id}`;
    return [
      claim(name, "what is left out stays as it is", async (space) => {
        const at = make(space);
        await space.request(`PUT ${at}`, { ai_copilot_availability: true });
        const after = await space.request(`PUT ${at}`, { ai_chatbot_availability: true });
        expect(after.title).toBe("Hours");
        expect((await space.request(`GET ${at}`)).ai_copilot_availability ?? true).toBe(true);
      }),
      claim(`${name}.audience_ids`, "gives 404 and nothing is saved", async (space) => {
        const at = make(space);
        const change = { title: "Other", audience_ids: [404] };
        expect((await space.send(`PUT ${at}`, change)).status).toBe(404);
        expect((await space.request(`GET ${at}`)).title).toBe("Hours");
      }),
    ];
  }),
  claim("CreateInternalArticleRequest.audience_ids", "404 and nothing is created", async (s) => {
    const body = { title: "A", author_id: 1, owner_id: 1, audience_ids: [404] };
    expect((await s.send("POST /internal_articles", body)).status).toBe(404);
    expect((await s.request("GET /internal_articles")).data).toEqual([]);
  }),
];
