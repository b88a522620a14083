import type { JsonObject } from "../../description/openapi.ts";
import { missingParameter } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { deletedView } from "../../handlers/response-values.ts";
import { list } from "../../paging/list.ts";
import type { Order } from "../../paging/page-slice.ts";
import { findAuthor } from "../workspace/admins.ts";
import {
  type Article,
  type ArticleInput,
  applySchedule,
  articles,
  type Content,
  type ContentInput,
  checkTeammate,
  findArticle,
  inputsByLocale,
  readSchedule,
  readTexts,
} from "./article-model.ts";
import { deleteArticle, recordVersion } from "./article-versions.ts";
import { articleView } from "./article-view.ts";
import { collections } from "./collections.ts";
import { contentTagHandlers } from "./content-tags.ts";
import { defaultLocale } from "./help-center-model.ts";
import { blankKnowledge, readCommonFields } from "./knowledge.ts";

export const recentlyUpdated: Order<Article> = {
  by: ({ updated_at }) => updated_at,
  descending: true,
};

/** Reads the collections of a request. */
function readParents(context: RequestContext, input: ArticleInput): Partial<Article> {
  const { parent_id, parent_ids } = input;
  const given = parent_ids ?? (parent_id === undefined ? undefined : [parent_id].flat());
  if (given === undefined) return {};
  const ids = given.filter((id) => id !== null && id !== "");
  return { parent_ids: ids.map((id) => Number(context.find(collections, String(id)).id)) };
}

/** Applies a request to the content of one language. */
function contentAfter(context: RequestContext, input: ContentInput, before: Content): Content {
  checkTeammate(context, input.author_id, "author_id");
  return {
    ...before,
    ...readTexts(input),
    ...(input.author_id === undefined ? {} : { author_id: input.author_id }),
    ...(input.state === undefined ? {} : { state: input.state }),
    updated_at: context.now,
  };
}

function contentsAfter(
  context: RequestContext,
  input: ArticleInput,
  locale: string,
  before: Article["contents"],
): Article["contents"] {
  const inputs = inputsByLocale(input, locale);
  const author = inputs[locale]?.author_id ?? before[locale]?.author_id;
  if (author === undefined) {
    const message =
      "author_id must be in the main body or default locale translated_content object";
    throw missingParameter(message);
  }
  const blank: Content = {
    title: inputs[locale]?.title ?? before[locale]?.title ?? "",
    description: "",
    body: "",
    author_id: author,
    state: "draft",
    created_at: context.now,
    updated_at: context.now,
  };
  const after = Object.entries(inputs).map(([one, words]) => [
    one,
    contentAfter(context, words, before[one] ?? blank),
  ]);
  return { ...before, ...(Object.fromEntries(after) as Article["contents"]) };
}

function create(context: RequestContext): JsonObject {
  const input = context.body<ArticleInput>();
  const locale = defaultLocale(context);
  const plan = readSchedule(context, input, false);
  let contents = contentsAfter(context, input, locale, {});
  // An article that is scheduled for publication is a draft until then.
  if (plan.scheduled_publish_at) contents = withState(contents, locale, "draft");
  const article = context.collection(articles).insert({
    ...blankKnowledge(context.now, true, Number(findAuthor(context, undefined).id)),
    parent_ids: [],
    scheduled_publish_at: null,
    scheduled_unpublish_at: null,
    ...readCommonFields(context),
    ...readParents(context, input),
    ...plan,
    id: context.store.nextId(articles),
    default_locale: locale,
    contents,
    staged: {},
    draft_updated_at: null,
    was_published: contents[locale]?.state === "published",
  });
  recordVersion(context, article);
  return articleView(context, article);
}

function update(context: RequestContext): JsonObject {
  const before = findArticle(context);
  const input = context.body<ArticleInput>();
  const { default_locale: locale } = before;
  const plan = readSchedule(context, input, before.was_published);
  let contents = contentsAfter(context, input, locale, before.contents);
  if (plan.scheduled_publish_at) {
    contents = withState(contents, locale, before.contents[locale]?.state ?? "draft");
  }
  const article = context.collection(articles).update(before.id, {
    ...readCommonFields(context),
    ...readParents(context, input),
    ...plan,
    contents,
    was_published: before.was_published || contents[locale]?.state === "published",
    updated_by_id: Number(findAuthor(context, undefined).id),
    updated_at: context.now,
  });
  recordVersion(context, article);
  return articleView(context, article);
}

function withState(
  contents: Article["contents"],
  locale: string,
  state: Content["state"],
): Article["contents"] {
  return { ...contents, [locale]: { ...(contents[locale] as Content), state } };
}

export const articleHandlers: Handlers = {
  ...contentTagHandlers("articles", "article", articles),
  "articles.list": (context) => {
    const all = context
      .collection(articles)
      .all()
      .map((article) => applySchedule(context, article));
    const view = (article: Article) => articleView(context, article);
    return list(context, all, { order: recentlyUpdated, view, perPage: 25 });
  },
  "articles.get": (context) => articleView(context, findArticle(context)),
  "articles.create": create,
  "articles.update": update,
  "articles.delete": (context) => {
    const article = findArticle(context);
    deleteArticle(context, article);
    return deletedView("article", article.id);
  },
};
