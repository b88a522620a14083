import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { findAuthor } from "../workspace/admins.ts";
import { type Article, articles, type Content, findArticle } from "./article-model.ts";
import { workspaceLocales } from "./help-center-model.ts";
import { toMarkdown } from "./markdown.ts";
import { deleteRedirects } from "./redirects.ts";

/** A version of an article, in all languages. */
export interface ArticleVersion extends Entity {
  readonly article_id: string;
  readonly contents: Readonly<Record<string, Content>>;
  readonly created_by_id: string;
  readonly from_version_id: string | null;
  /** Whether it was published. The last published version is the current one. */
  readonly shown: boolean;
  readonly created_at: number;
}

export const articleVersions: CollectionKey<ArticleVersion> = collection<ArticleVersion>(
  "articleVersions",
  "number",
  {
    article: ({ article_id }) => [article_id],
  },
);

/** Adds a version of an article, published or as a draft. */
export function recordVersion(
  context: RequestContext,
  article: Article,
  contents: Article["contents"] = article.contents,
  shown: boolean = contents[article.default_locale]?.state === "published",
): void {
  const before = context.collection(articleVersions).findBy("article", article.id).at(-1);
  context.collection(articleVersions).insert({
    id: context.store.nextId(articleVersions),
    article_id: article.id,
    contents,
    created_by_id: findAuthor(context, undefined).id,
    from_version_id: before?.id ?? null,
    shown,
    created_at: context.now,
  });
}

/** Deletes an article with its versions, and with the redirects to it. */
export function deleteArticle(context: RequestContext, article: Article): void {
  for (const { id } of context.collection(articleVersions).findBy("article", article.id)) {
    context.collection(articleVersions).delete(id);
  }
  deleteRedirects(context, "article", article.id);
  context.collection(articles).delete(article.id);
}

/** The requested language. @throws {ApiError} 400 when the workspace does not have it. */
function requestedLocale(context: RequestContext): string | undefined {
  const { locale } = context.query as { locale?: string };
  if (locale === undefined || workspaceLocales(context).includes(locale)) return locale;
  throw invalidParameter("Unknown locale");
}

function view(
  context: RequestContext,
  version: ArticleVersion,
  article: Article,
  locale: string,
): JsonObject {
  const content = version.contents[locale] as Content;
  const isPublic = article.contents[locale]?.state === "published";
  const live = context
    .collection(articleVersions)
    .findBy("article", article.id)
    .findLast(({ shown }) => shown);
  return {
    type: "article_version",
    id: version.id,
    article_id: version.article_id,
    title: content.title,
    description: content.description,
    body: content.body,
    body_markdown: toMarkdown(content.body),
    author_id: String(content.author_id),
    created_by_id: version.created_by_id,
    created_via: "api",
    from_version_id: version.from_version_id,
    state: isPublic && live?.id === version.id ? "published" : "draft",
    created_at: version.created_at,
    updated_at: version.created_at,
  };
}

export const articleVersionHandlers: Handlers = {
  "articles.versions.list": (context) => {
    const article = findArticle(context);
    const locale = requestedLocale(context) ?? article.default_locale;
    const all = context.collection(articleVersions).findBy("article", article.id);
    const written = all.filter(({ contents }) => locale in contents);
    const show = (version: ArticleVersion) => view(context, version, article, locale);
    return list(context, written, { order: newestFirst, view: show, perPage: 25 });
  },
  "articles.versions.get": (context) => {
    const article = findArticle(context);
    const locale = requestedLocale(context) ?? article.default_locale;
    const version = context.find(articleVersions, context.param("version_id"));
    if (version.article_id !== article.id || !(locale in version.contents)) throw notFound();
    return view(context, version, article, locale);
  },
};
