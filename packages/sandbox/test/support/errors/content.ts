import type { Row, Table } from "./table.ts";

const article = { title: "Moving data", body: "Choose Import", author_id: 1 };
const soon = { scheduled_publish_at: "2030-01-01T00:00:00Z" };
const later = { scheduled_unpublish_at: "2030-02-01T00:00:00Z" };
const redirect = { from_url: "https://help.example.com/old", locale: "en" };
const target = { target_type: "article", target_id: "{live}" };

/** Requests for unknown records. */
const missing = (path: string, change?: object): Row[] => [
  [`GET ${path}/404`, "404 not_found"],
  ...(change ? [[`PUT ${path}/404`, "404 not_found", change] as Row] : []),
  [`DELETE ${path}/404`, "404 not_found"],
];

/** Tags of a kind of content. */
const tags = (path: string, id: string, kind: string): Row[] => [
  [`POST ${path}/404/tags`, `404 ${kind}_not_found`, { id: "{tag}" }],
  [`POST ${path}/${id}/tags`, "404 tag_not_found", { id: "404" }],
  [`DELETE ${path}/404/tags/{tag}`, `404 ${kind}_not_found`],
  [`DELETE ${path}/${id}/tags/{tag}`, "404 tag_not_found"],
];

/** Errors of articles, help centers and other content. */
export const contentErrors: Table = {
  prepare: async ({ send, sandbox: { seed } }) => {
    const make = async (path: string, body: object): Promise<string> =>
      String((await send("POST", path, body)).body.id);
    const live = await make("/articles", { ...article, state: "published" });
    const internal = await make("/internal_articles", { ...article, owner_id: 1 });
    const snippet = await make("/content_snippets", { title: "Hours", body_markdown: "Nine" });
    const folder = await make("/folders", { folder: { name: "Guides" } });
    await make("/articles", { ...article, folder_id: Number(folder) });
    const center = (await send("GET", "/help_center/help_centers")).body.data[0].id;
    const own = { ...redirect, target_type: "article", target_id: live };
    await send("POST", `/help_center/help_centers/${center}/redirects`, own);
    const draft = await make("/articles", article);
    return { live, draft, internal, snippet, folder, center, tag: seed.tag().id };
  },
  rows: [
    ["POST /articles", "400 parameter_not_found", { title: "Nobody's" }],
    ["POST /articles", "400 parameter_invalid", { ...article, ...soon, state: "draft" }],
    ["POST /articles", "400 parameter_invalid", { ...article, ...soon, ...later }],
    ["PUT /articles/{live}", "400 parameter_invalid", { ...soon, ...later }],
    ["PUT /articles/{draft}", "400 parameter_invalid", later],
    ...missing("/articles", { title: "A" }),
    ["GET /articles/404/draft", "404 not_found"],
    ["GET /articles/{live}/draft", "404 not_found"],
    ["PUT /articles/404/draft", "404 not_found", { title: "A" }],
    ["PUT /articles/{draft}/draft", "422 parameter_invalid", { title: "A" }],
    ["POST /articles/404/draft/publish", "404 not_found", {}],
    ["POST /articles/{live}/draft/publish", "422 parameter_invalid", {}],
    ["GET /articles/404/versions", "404 not_found"],
    ["GET /articles/{live}/versions?locale=xx", "400 parameter_invalid"],
    ["GET /articles/{live}/versions/404", "404 not_found"],
    ["GET /articles/{live}/versions/1?locale=xx", "400 parameter_invalid"],
    ...tags("/articles", "{live}", "article"),
    ["POST /internal_articles", "400 parameter_not_found", { title: "Nobody's" }],
    [
      "POST /internal_articles",
      "404 parameter_invalid",
      { ...article, owner_id: 1, audience_ids: [999] },
    ],
    ["PUT /internal_articles/{internal}", "404 parameter_invalid", { audience_ids: [999] }],
    ...missing("/internal_articles", { title: "A" }),
    ...tags("/internal_articles", "{internal}", "internal_article"),
    ["POST /content_snippets", "422 validation_error", { title: "A", locale: "klingon" }],
    ["POST /content_snippets", "404 parameter_invalid", { title: "A", audience_ids: [999] }],
    ["PUT /content_snippets/{snippet}", "404 parameter_invalid", { audience_ids: [999] }],
    ...missing("/content_snippets", { title: "A" }),
    ...tags("/content_snippets", "{snippet}", "content_snippet"),
    ...missing("/folders", { folder: { name: "A" } }),
    ["DELETE /folders/{folder}", "422 unprocessable_entity"],
    ["PUT /folders/{folder}", "404 not_found", { folder: { parent_folder_id: 404 } }],
    ["POST /help_center/collections", "400 parameter_not_found", {}],
    ...missing("/help_center/collections", { name: "A" }),
    ["GET /help_center/help_centers/404", "404 not_found"],
    ["GET /help_center/help_centers/404/redirects", "404 not_found"],
    [
      "POST /help_center/help_centers/404/redirects",
      "404 not_found",
      { ...redirect, ...target, from_url: "https://help.example.com/new" },
    ],
    [
      "POST /help_center/help_centers/{center}/redirects",
      "404 not_found",
      { ...redirect, from_url: "https://help.example.com/new", ...target, target_id: "404" },
    ],
    [
      "POST /help_center/help_centers/{center}/redirects",
      "400 parameter_not_found",
      { locale: "en", ...target },
    ],
    [
      "POST /help_center/help_centers/{center}/redirects",
      "400 parameter_invalid",
      { ...redirect, ...target, target_type: "section" },
    ],
    [
      "POST /help_center/help_centers/{center}/redirects",
      "409 resource_conflict",
      { ...redirect, ...target },
    ],
    [
      "POST /help_center/help_centers/{center}/redirects",
      "422 data_invalid",
      { ...redirect, ...target, from_url: "https://elsewhere.example.com/old" },
    ],
    ["GET /help_center/help_centers/{center}/redirects/404", "404 not_found"],
    ["DELETE /help_center/help_centers/{center}/redirects/404", "404 not_found"],
    ...missing("/news/news_items", { title: "A", sender_id: 1 }),
    ["GET /news/newsfeeds/404", "404 not_found"],
    ["GET /ai/content_import_sources/404", "404 not_found"],
    ["GET /ai/external_pages/404", "404 not_found"],
    [
      "POST /content/bulk_actions",
      "422 parameter_not_found",
      { action: "update_tags", content_ids: [] },
    ],
  ],
};
