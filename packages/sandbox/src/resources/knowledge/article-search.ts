import type { JsonObject } from "../../description/openapi.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list } from "../../paging/list.ts";
import { type Article, applySchedule, articles, type Content } from "./article-model.ts";
import { articleView } from "./article-view.ts";
import { recentlyUpdated } from "./articles.ts";
import { collections } from "./collections.ts";
import { stripTags } from "./markdown.ts";

/** A part of a text: a match, or the text between matches. */
interface HighlightPart {
  readonly type: "highlight" | "plain";
  readonly text: string;
}

/** Splits a phrase into words in lower case. */
export function splitPhrase(phrase: string | undefined): readonly string[] {
  return phrase?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
}

/** Whether the texts contain all words. */
export function containsWords(words: readonly string[], texts: readonly string[]): boolean {
  const all = texts.join(" ").toLowerCase();
  return words.every((word) => all.includes(word));
}

/** Splits a text at the beginning and end of each match. */
function splitByHighlight(text: string, words: readonly string[]): HighlightPart[] {
  if (words.length === 0) return [{ type: "plain", text }];
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return text
    .split(new RegExp(`(${escaped.join("|")})`, "i"))
    .map((part, i): HighlightPart => ({ type: i % 2 === 1 ? "highlight" : "plain", text: part }))
    .filter((piece) => piece.text !== "");
}

function highlights(article: Article, words: readonly string[]): JsonObject {
  const content = article.contents[article.default_locale] as Content;
  const passages = [content.description, stripTags(content.body)].filter((text) =>
    words.some((word) => text.toLowerCase().includes(word)),
  );
  return {
    article_id: article.id,
    highlighted_title: splitByHighlight(content.title, words),
    highlighted_summary: passages.map((text) => splitByHighlight(text, words)),
  };
}

/** Whether one of an article's collections is in a help center. */
function isIn(context: RequestContext, article: Article, center: unknown): boolean {
  return article.parent_ids.some(
    (id) =>
      String(context.collection(collections).get(String(id))?.help_center_id) === String(center),
  );
}

export const articleSearchHandlers: Handlers = {
  "articles.search": (context) => {
    const { phrase, state = "all", help_center_id: center, highlight } = context.query;
    const words = splitPhrase(phrase as string | undefined);
    const all = context
      .collection(articles)
      .all()
      .map((article) => applySchedule(context, article));
    const found = all.filter((article) => {
      const { default_locale, contents } = article;
      const fitting = Object.values(contents).some(({ title, description, body }) =>
        containsWords(words, [title, description, stripTags(body)]),
      );
      const isState = state === "all" || contents[default_locale]?.state === state;
      return fitting && isState && (center === undefined || isIn(context, article, center));
    });
    // Highlights are returned for the articles on this page only.
    const shown: Article[] = [];
    const view = (article: Article) => {
      shown.push(article);
      return articleView(context, article);
    };
    const page = list(context, found, { order: recentlyUpdated, view, perPage: 10 });
    const marked = highlight === true ? shown.map((article) => highlights(article, words)) : [];
    return { ...page, data: { ...(page["data"] as JsonObject), highlights: marked } };
  },
};
