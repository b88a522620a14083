import type { JsonObject } from "../../description/openapi.ts";
import { apiError, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import {
  type Article,
  type ArticleInput,
  articles,
  type Content,
  findArticle,
  inputsByLocale,
  readTexts,
  type Staged,
} from "./article-model.ts";
import { recordVersion } from "./article-versions.ts";
import { articleView, stagedContents } from "./article-view.ts";
import { workspaceLocales } from "./help-center-model.ts";

const refused = (message: string, code = "parameter_invalid") => apiError(422, code, message);

/** Stages the texts of a request as a draft. Other properties are ignored. */
function stage(context: RequestContext): JsonObject {
  const article = findArticle(context);
  const { contents, default_locale } = article;
  if (contents[default_locale]?.state !== "published") {
    throw refused("Article must be published before a draft can be staged");
  }
  const inputs = Object.entries(inputsByLocale(context.body<ArticleInput>(), default_locale));
  const staged: Record<string, Staged> = { ...article.staged };
  for (const [locale, input] of inputs) {
    const words = readTexts(input);
    if (!(locale in contents) || Object.keys(words).length === 0) continue;
    staged[locale] = { ...staged[locale], ...words };
  }
  const after = context
    .collection(articles)
    .update(article.id, { staged, draft_updated_at: context.now });
  recordVersion(context, after, stagedContents(after), false);
  return articleView(context, after, stagedContents(after));
}

/** The languages to publish. They are required in a workspace with several languages. */
function localesToPublish(context: RequestContext, article: Article): readonly string[] {
  const pending = Object.keys(article.staged);
  if (pending.length === 0) throw refused("Article has no draft to publish");
  const { locales } = context.body<{ locales?: readonly string[] }>();
  if (locales === undefined || locales.length === 0) {
    if (workspaceLocales(context).length === 1) return pending;
    const message = "locales must be specified to publish a draft on a multilingual workspace";
    throw refused(message, "parameter_not_found");
  }
  const idle = locales.filter((locale) => !pending.includes(locale));
  if (idle.length === 0) return locales;
  const message = "Cannot publish a draft for locale(s) without pending changes";
  throw refused(`${message}: ${idle.join(", ")}`);
}

function publish(context: RequestContext): JsonObject {
  const article = findArticle(context);
  const contents: Record<string, Content> = { ...article.contents };
  const staged: Record<string, Staged> = { ...article.staged };
  for (const locale of localesToPublish(context, article)) {
    contents[locale] = {
      ...(contents[locale] as Content),
      ...staged[locale],
      updated_at: context.now,
    };
    delete staged[locale];
  }
  const after = context
    .collection(articles)
    .update(article.id, { contents, staged, updated_at: context.now });
  recordVersion(context, after);
  return articleView(context, after);
}

export const articleDraftHandlers: Handlers = {
  "articles.draft.get": (context) => {
    const article = findArticle(context);
    if (Object.keys(article.staged).length === 0) throw notFound();
    return articleView(context, article, stagedContents(article));
  },
  "articles.draft.update": stage,
  "articles.draft.publish": publish,
};
