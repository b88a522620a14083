import { invalidParameter } from "../../engine/errors.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { type CollectionKey, collection } from "../../store/collection.ts";
import { admins } from "../workspace/admins.ts";
import type { Knowledge } from "./knowledge.ts";
import { markdownToHtml, toArticleHtml } from "./markdown.ts";

export type State = "published" | "draft";

/** The content of an article in one language. */
export interface Content {
  readonly title: string;
  readonly description: string;
  readonly body: string;
  readonly author_id: number;
  readonly state: State;
  readonly created_at: number;
  readonly updated_at: number;
}

/** Unpublished changes to the texts of one language. */
export type Staged = Partial<Pick<Content, "title" | "description" | "body">>;

export interface Article extends Knowledge {
  readonly default_locale: string;
  /** By language. The default language always exists. */
  readonly contents: Readonly<Record<string, Content>>;
  readonly parent_ids: readonly number[];
  readonly staged: Readonly<Record<string, Staged>>;
  readonly draft_updated_at: number | null;
  readonly was_published: boolean;
  readonly scheduled_publish_at: number | null;
  readonly scheduled_unpublish_at: number | null;
}

export const articles: CollectionKey<Article> = collection<Article>("articles", "number", {
  parent: ({ parent_ids }) => parent_ids.map(String),
});

/** The id of one language of an article: the article's, and the language in digits. */
export function contentId(article: Article, locale: string): string {
  const digits = [...locale.toLowerCase()].map((letter) => letter.charCodeAt(0) % 100);
  return article.id + digits.map((digit) => String(digit).padStart(2, "0")).join("");
}

/** The content of one language in a request. */
export interface ContentInput {
  readonly title?: string;
  readonly description?: string;
  readonly body?: string | null;
  readonly body_markdown?: string | null;
  readonly author_id?: number;
  readonly state?: State;
}

export interface ArticleInput extends ContentInput {
  readonly parent_id?: string | number | null;
  readonly parent_ids?: readonly number[];
  readonly translated_content?: Readonly<Record<string, ContentInput | string | null>> | null;
  readonly folder_id?: number | null;
  readonly audience_ids?: readonly number[] | null;
  readonly ai_chatbot_availability?: boolean;
  readonly ai_copilot_availability?: boolean;
  readonly ai_sales_agent_availability?: boolean;
  readonly scheduled_publish_at?: string | null;
  readonly scheduled_unpublish_at?: string | null;
}

/** The content of a request by language, including the default language. */
export function inputsByLocale(
  input: ArticleInput,
  defaultLocale: string,
): Record<string, ContentInput> {
  const translations = Object.entries(input.translated_content ?? {}).filter(
    (entry): entry is [string, ContentInput] => typeof entry[1] === "object" && entry[1] !== null,
  );
  const byLocale = Object.fromEntries(translations);
  const { title, description, body, body_markdown, author_id, state } = input;
  const top = { title, description, body, body_markdown, author_id, state };
  const given = Object.entries(top).filter(([, value]) => value !== undefined);
  if (given.length === 0) return byLocale;
  return {
    ...byLocale,
    [defaultLocale]: { ...byLocale[defaultLocale], ...Object.fromEntries(given) },
  };
}

/** Reads the texts that a request sets, converted to HTML. */
export function readTexts(input: ContentInput): Staged {
  const { title, description, body, body_markdown } = input;
  if (body != null && body_markdown != null) {
    throw invalidParameter("body and body_markdown cannot be sent together", "body_markdown");
  }
  const html =
    body_markdown != null ? markdownToHtml(body_markdown) : body != null && toArticleHtml(body);
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(typeof html === "string" ? { body: html } : {}),
  };
}

/** @throws {ApiError} 400 `parameter_invalid` when the author is no teammate. */
export function checkTeammate(
  context: RequestContext,
  id: number | undefined,
  field: string,
): void {
  if (id === undefined || context.collection(admins).get(String(id))) return;
  throw invalidParameter(`${field} must be the id of a teammate`, field);
}

/** The article in the path, with due schedules applied. */
export function findArticle(context: RequestContext): Article {
  return applySchedule(context, context.find(articles, context.param("article_id")));
}

export function applySchedule(context: RequestContext, article: Article): Article {
  const { id, contents, default_locale: locale } = article;
  const content = contents[locale] as Content;
  const due = (at: number | null) => at !== null && at <= context.now;
  const become = (state: State, more: Partial<Article>) =>
    context.collection(articles).update(id, {
      ...more,
      contents: { ...contents, [locale]: { ...content, state } },
    });
  if (due(article.scheduled_publish_at)) {
    return become("published", { scheduled_publish_at: null, was_published: true });
  }
  if (due(article.scheduled_unpublish_at)) return become("draft", { scheduled_unpublish_at: null });
  return article;
}

/** Reads the schedule of a request. @throws {ApiError} 400 when it is contradictory. */
export function readSchedule(
  context: RequestContext,
  input: ArticleInput,
  wasPublished: boolean,
): Partial<Article> {
  const { scheduled_publish_at: on, scheduled_unpublish_at: off, state } = input;
  if (on && off) {
    const message =
      "Cannot set scheduled_publish_at and scheduled_unpublish_at in the same request";
    throw invalidParameter(message, "scheduled_unpublish_at");
  }
  if (on && state === "draft") {
    const message = "Cannot schedule a publish while setting state to draft";
    throw invalidParameter(message, "scheduled_publish_at");
  }
  if (off && !wasPublished) {
    const message = "Cannot schedule unpublish for an article that has never been published";
    throw invalidParameter(message, "scheduled_unpublish_at");
  }
  return {
    ...(on === undefined
      ? {}
      : { scheduled_publish_at: readFutureTime(context, on, "scheduled_publish_at") }),
    ...(off === undefined
      ? {}
      : { scheduled_unpublish_at: readFutureTime(context, off, "scheduled_unpublish_at") }),
  };
}

function readFutureTime(
  context: RequestContext,
  time: string | null,
  field: string,
): number | null {
  if (time === null) return null;
  const seconds = Math.floor(Date.parse(time) / 1000);
  if (seconds > context.now) return seconds;
  throw invalidParameter(`${field} must be a time in the future`, field);
}
