import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import type { CollectionKey, Entity } from "../../store/collection.ts";
import { type ExternalPage, externalPages } from "./ai-content.ts";
import { applySchedule, articles, type Content, contentId } from "./article-model.ts";
import { type Snippet, snippets, snippetText } from "./content-snippets.ts";
import { type InternalArticle, internalArticles } from "./internal-articles.ts";
import type { Knowledge } from "./knowledge.ts";
import { stripTags } from "./markdown.ts";

/** An item of content of any kind, with the properties that searches use. */
export interface SearchableContent extends Entity, Partial<Omit<Knowledge, "id">> {
  /** The name of its kind in searches. */
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly locales: readonly string[];
  readonly states: readonly string[];
  readonly updated_at: number;
  readonly view: JsonObject;
}

/** A kind of content with one language and no drafts. */
interface SimpleKind<T extends Entity> {
  readonly key: CollectionKey<T>;
  readonly kind: string;
  /** The name of its type in responses. */
  readonly type: string;
  readonly text: (thing: T) => string;
}

type AnySimpleContent = InternalArticle & Snippet & ExternalPage;

const keyOf = (key: unknown) => key as CollectionKey<AnySimpleContent>;

const simpleKinds: readonly SimpleKind<AnySimpleContent>[] = [
  {
    key: keyOf(internalArticles),
    kind: "internal_article",
    type: "internal_article",
    text: ({ body }) => stripTags(body ?? ""),
  },
  {
    key: keyOf(snippets),
    kind: "snippet",
    type: "content_snippet",
    text: snippetText,
  },
  {
    key: keyOf(externalPages),
    kind: "external_content",
    type: "external_content",
    text: ({ html }) => stripTags(html),
  },
];

function searchableArticles(context: RequestContext): SearchableContent[] {
  return context
    .collection(articles)
    .all()
    .map((kept) => {
      const article = applySchedule(context, kept);
      const entries = Object.entries(article.contents);
      const { title } = article.contents[article.default_locale] as Content;
      const contents = entries.map(([locale, words]) => ({
        type: "article_content",
        id: contentId(article, locale),
        title: words.title,
        locale,
      }));
      const texts = entries.map(([, one]) => [one.title, one.description, stripTags(one.body)]);
      return {
        ...article,
        kind: "article",
        title,
        text: texts.flat().join(" "),
        locales: entries.map(([locale]) => locale),
        states: entries.map(([, { state }]) => state),
        view: { type: "article", id: article.id, title, contents },
      };
    });
}

/** All content that can be searched. */
export function allSearchableContent(context: RequestContext): SearchableContent[] {
  const others = simpleKinds.flatMap(({ key, kind, type, text }) =>
    context
      .collection(key)
      .all()
      .map((thing) => ({
        ...thing,
        // The name of the same property in external pages.
        ai_chatbot_availability: thing.ai_chatbot_availability ?? thing.ai_agent_availability,
        kind,
        text: text(thing),
        locales: [thing.locale],
        states: ["published"],
        view: { type, id: thing.id, title: thing.title },
      })),
  );
  return [...searchableArticles(context), ...others];
}
