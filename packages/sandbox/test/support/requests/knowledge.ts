import type { Group } from "./group.ts";

const article = { title: "Engines", body: "<p>They <b>run</b>.</p>", author_id: 1 };
const tag = (cast: { readonly [name: string]: string }) => ({ id: cast["tag_id"] });

/** Help center content, calls, Fin, connectors and exports. */
export const knowledge: Group = {
  bodies: {
    "articles.create": () => ({ ...article, state: "published", parent_id: 1 }),
    "articles.update": () => ({ title: "Machines", parent_id: "1" }),
    "articles.draft.update": () => ({ title: "Staged" }),
    "articles.draft.publish": () => ({ locales: ["en"] }),
    "articles.tags.attach": tag,
    "internalArticles.create": () => ({ ...article, owner_id: 1 }),
    "internalArticles.update": () => ({ title: "Machines" }),
    "internalArticles.tags.attach": tag,
    "contentSnippets.create": () => ({ title: "Hours", body_markdown: "Nine to five" }),
    "contentSnippets.update": () => ({ title: "Opening hours" }),
    "contentSnippets.tags.attach": tag,
    "folders.create": () => ({ folder: { name: "Guides" } }),
    "folders.update": () => ({ folder: { name: "Handbook" } }),
    "helpCenters.collections.create": () => ({ name: "Start", description: "First steps" }),
    "helpCenters.collections.update": () => ({ name: "Begin" }),
    "helpCenters.sections.create": () => ({ name: "Setup", parent_id: 1 }),
    "helpCenters.sections.update": () => ({ name: "Settings" }),
    "helpCenters.redirects.create": () => ({
      from_url: "https://help.example.com/old",
      locale: "en",
      target_type: "article",
      target_id: "1",
    }),
    "news.items.create": () => ({
      title: "News",
      body: "New",
      sender_id: 1,
      state: "live",
      newsfeed_assignments: [{ newsfeed_id: 1, published_at: 1_717_401_600 }],
    }),
    "news.items.update": () => ({ title: "Old", sender_id: 1 }),
  },
  ranks: {
    "helpCenters.collections.create": -1,
    "articles.draft.update": 0.5,
    "articles.draft.publish": 2,
    // The one that is deleted is not the one that others need.
    "helpCenters.sections.delete": 3.5,
  },
  prepare: () => ({
    article_id: "1",
    version_id: "1",
    internal_article_id: "1",
    content_snippet_id: "1",
    folder_id: "1",
    help_center_id: "1",
    collection_id: "1",
    section_id: "2",
    redirect_id: "1",
    news_item_id: "1",
    newsfeed_id: "1",
  }),
};
