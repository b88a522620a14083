import type { Names } from "./example.ts";
import type { WorkspaceBuilder } from "./example-workspace.ts";

/** Adds articles and other content. */
export async function addContent({ send, make }: WorkspaceBuilder, names: Names): Promise<Names> {
  const tag = { id: names["7522907"], admin_id: "1" };
  const url = "https://www.example.com";
  const source = await make("/ai/content_import_sources", { sync_behavior: "api", url });
  const page = { title: "Start", html: "<p>Start</p>", locale: "en", url, external_id: "1" };
  const collection = await make("/help_center/collections", { name: "Start" });
  const section = { name: "Moving", parent_id: collection };
  const inCollection = { author_id: 1, state: "published", parent_id: Number(collection) };
  const article = await make("/articles", { title: "Moving", ...inCollection });
  await send("POST", `/articles/${article}/tags`, tag);
  await send("PUT", `/articles/${article}/draft`, { title: "Moving house" });
  const versions = await send("GET", `/articles/${article}/versions`);
  const internal = await make("/internal_articles", {
    title: "Refunds",
    author_id: 1,
    owner_id: 1,
  });
  await send("POST", `/internal_articles/${internal}/tags`, tag);
  const snippet = await make("/content_snippets", { title: "Hours", body_markdown: "Always" });
  await send("POST", `/content_snippets/${snippet}/tags`, tag);
  const redirect = {
    from_url: "https://help.example.com/older",
    locale: "en",
    target_type: "article",
    target_id: article,
  };
  const newsfeed_assignments = [{ newsfeed_id: 1, published_at: 1_768_000_000 }];
  const news = { title: "News", body: "New", sender_id: 1, state: "live", newsfeed_assignments };
  return {
    "33": source,
    "21": await make("/ai/external_pages", { ...page, source_id: Number(source) }),
    "2201": collection,
    "2190": await make("/help_center/collections", { name: "Parent" }),
    "2230": await make("/help_center/collections", section),
    "36": await make("/folders", { folder: { name: "Guides" } }),
    "30": await make("/folders", { folder: { name: "All" } }),
    "5520817": article,
    "55120": String(versions.data[0].id),
    "30417": internal,
    "7702": snippet,
    "2041": await make("/news/news_items", news),
    "611": "1",
    "64": "1",
    "314": await make("/help_center/help_centers/1/redirects", redirect),
  };
}
