import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { tagList } from "../tags/tags.ts";
import { type Article, type Content, contentId } from "./article-model.ts";
import { collections } from "./collections.ts";
import { defaultHelpCenter, helpCenters, workspaceLocales } from "./help-center-model.ts";
import { slug, toMarkdown } from "./markdown.ts";

/** The contents of an article with its draft applied. */
export function stagedContents({ contents, staged }: Article): Article["contents"] {
  const entries = Object.entries(contents).map(([locale, content]) => [
    locale,
    { ...content, ...staged[locale] },
  ]);
  return Object.fromEntries(entries) as Article["contents"];
}

/** The response of an article: published, or with its draft. */
export function articleView(
  context: RequestContext,
  article: Article,
  contents: Article["contents"] = article.contents,
): JsonObject {
  const { default_locale: locale, parent_ids } = article;
  const content = contents[locale] as Content;
  const parent =
    parent_ids[0] === undefined
      ? undefined
      : context.collection(collections).get(`${parent_ids[0]}`);
  const has_unpublished_changes = Object.keys(article.staged).length > 0;
  return {
    ...article,
    ...contentView(context, article, locale, content),
    type: "article",
    workspace_id: context.workspace.id,
    parent_id: parent_ids[0] ?? null,
    parent_type: parent ? (parent.parent_id === null ? "collection" : "section") : null,
    has_unpublished_changes,
    draft_updated_at: has_unpublished_changes ? article.draft_updated_at : null,
    created_at: article.created_at,
    updated_at: article.updated_at,
    tags: tagList(context, article),
    exclude_from_article_suggestions: false,
    help_center_audience: "everyone",
    content_id: contentId(article, locale),
    statistics: {
      type: "article_statistics",
      views: 0,
      conversations: 0,
      reactions: 0,
      happy_reaction_percentage: 0,
      neutral_reaction_percentage: 0,
      sad_reaction_percentage: 0,
      fin_involvements: 0,
      fin_resolutions: 0,
      fin_resolution_rate: 0,
    },
    ...languages(context, article, contents),
  };
}

/** The contents by language, where the workspace has several languages. */
function languages(
  context: RequestContext,
  article: Article,
  contents: Article["contents"],
): JsonObject {
  if (workspaceLocales(context).length < 2) {
    return { default_locale: undefined, translated_content: undefined };
  }
  const views = Object.entries(contents).map(([locale, words]) => [
    locale,
    contentView(context, article, locale, words),
  ]);
  return {
    default_locale: article.default_locale,
    translated_content: { type: "article_translated_content", ...Object.fromEntries(views) },
  };
}

/** The response of one language of an article. */
function contentView(
  context: RequestContext,
  article: Article,
  locale: string,
  content: Content,
): JsonObject {
  const isPublic = content.state === "published";
  const has_unpublished_changes = locale in article.staged;
  return {
    ...content,
    type: "article_content",
    body_markdown: toMarkdown(content.body),
    url: isPublic
      ? `${address(context, article)}/${locale}/articles/${article.id}-${slug(content.title)}`
      : null,
    has_unpublished_changes,
    draft_updated_at: has_unpublished_changes ? article.draft_updated_at : null,
    audience_ids: article.audience_ids,
    ai_chatbot_availability: article.ai_chatbot_availability,
    ai_copilot_availability: article.ai_copilot_availability,
    ai_sales_agent_availability: article.ai_sales_agent_availability,
    created_by_id: article.created_by_id,
    updated_by_id: article.updated_by_id,
  };
}

/** The URL of an article's help center. */
function address(context: RequestContext, { parent_ids }: Article): string {
  const home = parent_ids
    .map((id) => context.collection(collections).get(String(id)))
    .find(Boolean);
  const center = home && context.collection(helpCenters).get(String(home.help_center_id));
  return (center ?? defaultHelpCenter(context)).url;
}
