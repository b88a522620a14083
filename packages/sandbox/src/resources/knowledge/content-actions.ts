import { apiError } from "../../engine/errors.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { type Tag, tags } from "../../records/tags.ts";
import type { CollectionKey } from "../../store/collection.ts";
import { applyTag, withoutTag, withTag } from "../tags/tags.ts";
import { externalPages } from "./ai-content.ts";
import { type Article, articles, type Content, contentId, type State } from "./article-model.ts";
import { deleteArticle, recordVersion } from "./article-versions.ts";
import { snippets } from "./content-snippets.ts";
import { internalArticles } from "./internal-articles.ts";
import type { Knowledge } from "./knowledge.ts";

interface Action {
  readonly action: string;
  readonly content_ids: readonly { readonly type: string; readonly id: string }[];
  readonly availability?: {
    readonly ai_agent?: boolean;
    readonly copilot?: boolean;
    readonly sales_agent?: boolean;
  };
  readonly audience?: {
    readonly add_segment_ids?: readonly number[];
    readonly remove_segment_ids?: readonly number[];
    readonly remove_all?: boolean;
  };
  readonly tags?: {
    readonly add_tag_ids?: readonly number[];
    readonly remove_tag_ids?: readonly number[];
  };
}

/** The property that an action requires. */
const requiredPart: Readonly<Record<string, string>> = {
  set_availability: "availability",
  set_audience: "audience",
  update_tags: "tags",
};

const keyOf = (key: unknown) => key as CollectionKey<Knowledge>;

const keys: Readonly<Record<string, CollectionKey<Knowledge>>> = {
  article: keyOf(articles),
  internal_article: keyOf(internalArticles),
  content_snippet: keyOf(snippets),
  external_content: keyOf(externalPages),
};

const own = ["internal_article", "content_snippet"];
const inOneLanguage = ["article_content", ...own, "external_content"];

/** The types of content that support an action. */
const suitedTypes: Readonly<Record<string, readonly string[]>> = {
  publish: ["article_content"],
  unpublish: ["article_content"],
  delete: ["article_content", ...own],
  set_availability: inOneLanguage,
  set_audience: inOneLanguage,
  update_tags: ["article", ...own, "external_content"],
};

const refused = (message: string, code = "parameter_invalid", field?: string) =>
  apiError(422, code, message, field);

/**
 * Runs the action on each item of content. Unknown items, and items that do not support the action,
 * are ignored.
 */
export function runAction(context: RequestContext): void {
  const body = context.body<Action>();
  const needed = requiredPart[body.action];
  if (needed && !(needed in body)) {
    const message = `${needed} is required for ${body.action}`;
    throw refused(message, "parameter_not_found", needed);
  }
  const change = readTags(context, body);
  for (const { type, id } of body.content_ids) {
    if (!suitedTypes[body.action]?.includes(type)) continue;
    if (type === "article_content") runOnLanguage(context, body, id);
    else runOn(context, body, type, id, change);
  }
}

interface TagChange {
  readonly added: readonly Tag[];
  readonly removed: readonly string[];
}

const mostTags = 100;

function readTags(context: RequestContext, { action, tags: given = {} }: Action): TagChange {
  const { add_tag_ids = [], remove_tag_ids = [] } = given;
  const ids = [...new Set([...add_tag_ids, ...remove_tag_ids].map(String))];
  if (action === "update_tags" && ids.length === 0)
    throw refused("No tags were given", undefined, "tags");
  if (ids.length > mostTags)
    throw refused(`At most ${mostTags} tags can be given`, undefined, "tags");
  const unknown = ids.filter((id) => !context.collection(tags).get(id));
  if (unknown.length > 0) throw refused(`Unknown tags: ${unknown.join(", ")}`, undefined, "tags");
  return {
    added: add_tag_ids.map((id) => context.find(tags, String(id))),
    removed: remove_tag_ids.map(String),
  };
}

/** Runs an action on one language of an article. Audiences and availability are those of the article. */
function runOnLanguage(context: RequestContext, body: Action, id: string): void {
  for (const article of context.collection(articles).all()) {
    const locale = Object.keys(article.contents).find((one) => contentId(article, one) === id);
    if (locale === undefined) continue;
    if (body.action === "publish") setState(context, article, locale, "published");
    else if (body.action === "unpublish") setState(context, article, locale, "draft");
    else if (body.action === "delete") deleteLanguage(context, article, locale);
    else runOn(context, body, "article", article.id, { added: [], removed: [] });
  }
}

function setState(context: RequestContext, article: Article, locale: string, state: State): void {
  const words = article.contents[locale] as Content;
  const contents = { ...article.contents, [locale]: { ...words, state } };
  const was_published = article.was_published || state === "published";
  const change = { contents, was_published, updated_at: context.now };
  recordVersion(context, context.collection(articles).update(article.id, change));
}

/** Deletes a language of an article. Deleting the default language deletes the article. */
function deleteLanguage(context: RequestContext, article: Article, locale: string): void {
  if (locale === article.default_locale) {
    deleteArticle(context, article);
    return;
  }
  const others = <T>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(all).filter(([one]) => one !== locale));
  context.collection(articles).update(article.id, {
    contents: others(article.contents),
    staged: others(article.staged),
    updated_at: context.now,
  });
}

function runOn(
  context: RequestContext,
  body: Action,
  type: string,
  id: string,
  change: TagChange,
): void {
  const key = keys[type];
  const thing = key && context.collection(key).get(id);
  if (!thing) return;
  if (body.action === "delete") context.collection(key).delete(id);
  else context.collection(key).update(id, changed(context, body, thing, change));
}

function changed(
  context: RequestContext,
  body: Action,
  thing: Knowledge,
  change: TagChange,
): Partial<Knowledge> {
  switch (body.action) {
    case "set_availability":
      return availabilityChange(body.availability ?? {});
    case "set_audience":
      return { audience_ids: audienceAfter(body.audience ?? {}, thing) };
    default: {
      const all = change.added.reduce(
        (now, tag) => withTag(now, applyTag(context, tag)),
        thing.tags ?? [],
      );
      return { tags: change.removed.reduce(withoutTag, all) };
    }
  }
}

function availabilityChange(availability: NonNullable<Action["availability"]>): Partial<Knowledge> {
  const { ai_agent, copilot, sales_agent } = availability;
  return {
    ...(ai_agent === undefined ? {} : { ai_chatbot_availability: ai_agent }),
    // The name of the same property in external pages.
    ...(ai_agent === undefined ? {} : { ai_agent_availability: ai_agent }),
    ...(copilot === undefined ? {} : { ai_copilot_availability: copilot }),
    ...(sales_agent === undefined ? {} : { ai_sales_agent_availability: sales_agent }),
  };
}

function audienceAfter(
  audience: NonNullable<Action["audience"]>,
  { audience_ids = [] }: Knowledge,
): readonly number[] {
  const { add_segment_ids = [], remove_segment_ids = [], remove_all } = audience;
  const kept = remove_all ? [] : audience_ids.filter((id) => !remove_segment_ids.includes(id));
  return [...new Set([...kept, ...add_segment_ids])];
}
