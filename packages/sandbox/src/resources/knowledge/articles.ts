import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { missingParameter } from "../../engine/errors.ts";
import { deletedView } from "../../handlers/answer-values.ts";
import { list } from "../../paging/list.ts";
import type { Order } from "../../paging/page.ts";
import { findAuthor } from "../workspace/admins.ts";
import {
  type Article,
  type ArticleInput,
  articles,
  type Content,
  type ContentInput,
  checkTeammate,
  findArticle,
  inputsByLocale,
  planned,
  settled,
  wordsOf,
} from "./article-model.ts";
import { deleteArticle, recordVersion } from "./article-versions.ts";
import { articleView } from "./article-view.ts";
import { collections } from "./collections.ts";
import { contentTagHandlers } from "./content-tags.ts";
import { defaultLocale } from "./help-center-model.ts";
import { blankKnowledge, shelved } from "./knowledge.ts";

export const recentlyUpdated: Order<Article> = {
  by: ({ updated_at }) => updated_at,
  descending: true,
};

/** The collections that a request puts an article into. */
function parents(call: Call, input: ArticleInput): Partial<Article> {
  const { parent_id, parent_ids } = input;
  const given = parent_ids ?? (parent_id === undefined ? undefined : [parent_id].flat());
  if (given === undefined) return {};
  const ids = given.filter((id) => id !== null && id !== "");
  return { parent_ids: ids.map((id) => Number(call.find(collections, String(id)).id)) };
}

/** One language as a request leaves it. */
function written(call: Call, input: ContentInput, before: Content): Content {
  checkTeammate(call, input.author_id, "author_id");
  return {
    ...before,
    ...wordsOf(input),
    ...(input.author_id === undefined ? {} : { author_id: input.author_id }),
    ...(input.state === undefined ? {} : { state: input.state }),
    updated_at: call.now,
  };
}

function contentsAfter(
  call: Call,
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
    created_at: call.now,
    updated_at: call.now,
  };
  const after = Object.entries(inputs).map(([one, words]) => [
    one,
    written(call, words, before[one] ?? blank),
  ]);
  return { ...before, ...(Object.fromEntries(after) as Article["contents"]) };
}

function create(call: Call): JsonObject {
  const input = call.body<ArticleInput>();
  const locale = defaultLocale(call);
  const plan = planned(call, input, false);
  let contents = contentsAfter(call, input, locale, {});
  // What is planned for later is a draft until then.
  if (plan.scheduled_publish_at) contents = withState(contents, locale, "draft");
  const article = call.in(articles).insert({
    ...blankKnowledge(call, true, Number(findAuthor(call, undefined).id)),
    parent_ids: [],
    scheduled_publish_at: null,
    scheduled_unpublish_at: null,
    ...shelved(call),
    ...parents(call, input),
    ...plan,
    id: call.store.nextId(articles),
    default_locale: locale,
    contents,
    staged: {},
    draft_updated_at: null,
    was_published: contents[locale]?.state === "published",
  });
  recordVersion(call, article);
  return articleView(call, article);
}

function update(call: Call): JsonObject {
  const before = findArticle(call);
  const input = call.body<ArticleInput>();
  const { default_locale: locale } = before;
  const plan = planned(call, input, before.was_published);
  let contents = contentsAfter(call, input, locale, before.contents);
  if (plan.scheduled_publish_at) {
    contents = withState(contents, locale, before.contents[locale]?.state ?? "draft");
  }
  const article = call.in(articles).update(before.id, {
    ...shelved(call),
    ...parents(call, input),
    ...plan,
    contents,
    was_published: before.was_published || contents[locale]?.state === "published",
    updated_by_id: Number(findAuthor(call, undefined).id),
    updated_at: call.now,
  });
  recordVersion(call, article);
  return articleView(call, article);
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
  "articles.list": (call) => {
    const all = call
      .in(articles)
      .all()
      .map((article) => settled(call, article));
    const view = (article: Article) => articleView(call, article);
    return list(call, all, { order: recentlyUpdated, view, perPage: 25 });
  },
  "articles.get": (call) => articleView(call, findArticle(call)),
  "articles.create": create,
  "articles.update": update,
  "articles.delete": (call) => {
    const article = findArticle(call);
    deleteArticle(call, article);
    return deletedView("article", article.id);
  },
};
