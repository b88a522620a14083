import type { JsonObject } from "../../description/openapi.ts";
import { type Call, type Handlers, Reply } from "../../engine/call.ts";
import { apiError } from "../../engine/errors.ts";
import { list } from "../../paging/list.ts";
import type { Entity } from "../../store/collection.ts";
import { externalPages } from "./ai-content.ts";
import { articles, type Content, settled } from "./article-model.ts";
import { holdsWords, wordsOfPhrase } from "./article-search.ts";
import { runAction } from "./content-actions.ts";
import { snippets, snippetText } from "./content-snippets.ts";
import { internalArticles } from "./internal-articles.ts";
import type { Knowledge } from "./knowledge.ts";
import { plainText } from "./markdown.ts";

/** A piece of content of any kind, as the search sees it. */
interface Found extends Entity, Partial<Omit<Knowledge, "id">> {
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly locales: readonly string[];
  readonly states: readonly string[];
  readonly updated_at: number;
  readonly view: JsonObject;
}

function articleFound(call: Call, id: string): Found {
  const article = settled(call, call.find(articles, id));
  const entries = Object.entries(article.contents);
  const title = (article.contents[article.default_locale] as Content).title;
  const contents = entries.map(([locale, words], i) => ({
    type: "article_content",
    // A language of an article has no id of its own elsewhere.
    id: `${article.id}${String(i + 1).padStart(2, "0")}`,
    title: words.title,
    locale,
  }));
  return {
    ...article,
    kind: "article",
    title,
    text: entries.map(([, one]) => `${one.title} ${one.description} ${plainText(one.body)}`).join(),
    locales: entries.map(([locale]) => locale),
    states: entries.map(([, { state }]) => state),
    view: { type: "article", id: article.id, title, contents },
  };
}

function everything(call: Call): Found[] {
  const simple = (
    kind: string,
    type: string,
    thing: Entity,
    more: Omit<Found, "id" | "kind" | "view" | "states">,
  ): Found => ({
    ...(thing as Partial<Found>),
    ...more,
    id: thing.id,
    kind,
    states: ["published"],
    view: { type, id: thing.id, title: more.title },
  });
  return [
    ...call
      .in(articles)
      .all()
      .map(({ id }) => articleFound(call, id)),
    ...call
      .in(internalArticles)
      .all()
      .map((one) =>
        simple("internal_article", "internal_article", one, {
          title: one.title,
          text: plainText(one.body ?? ""),
          locales: [one.locale],
          updated_at: one.updated_at,
        }),
      ),
    ...call
      .in(snippets)
      .all()
      .map((one) =>
        simple("snippet", "content_snippet", one, {
          title: one.title,
          text: snippetText(one),
          locales: [one.locale],
          updated_at: one.updated_at,
        }),
      ),
    ...call
      .in(externalPages)
      .all()
      .map((one) =>
        simple("external_content", "external_content", one, {
          title: one.title,
          text: plainText(one.html),
          locales: [one.locale],
          updated_at: one.updated_at,
          ai_chatbot_availability: one.ai_agent_availability,
        }),
      ),
  ];
}

const isOn = (value: boolean | undefined) => (value ? "on" : "off");

/** What a request asks for, as tests that a piece of content has to pass. */
function tests(query: JsonObject): ((one: Found) => boolean)[] {
  const among = (name: string, read: (one: Found) => readonly unknown[]) => (one: Found) => {
    const wanted = query[name] as readonly unknown[] | undefined;
    return !wanted || read(one).some((own) => wanted.map(String).includes(String(own)));
  };
  const equals = (name: string, read: (one: Found) => unknown) => (one: Found) =>
    query[name] === undefined || query[name] === read(one);
  const range = (name: string, read: (one: Found) => number | undefined) => (one: Found) => {
    const [after, before] = [query[`${name}_after`], query[`${name}_before`]] as number[];
    const own = read(one) ?? 0;
    return (after === undefined || own >= after) && (before === undefined || own <= before);
  };
  const tagIds = (one: Found) => one.tags?.map(({ id }) => id) ?? [];
  const tagged = among("tag_ids", tagIds);
  const words = wordsOfPhrase(query["query"] as string | undefined);
  return [
    (one) => holdsWords(words, [one.title, one.text]),
    among("states", ({ states }) => states),
    among("locales", ({ locales }) => locales),
    (one) => query["tag_ids"] === undefined || tagged(one) === (query["tag_operator"] !== "NIN"),
    among("any_tag_ids", tagIds),
    among("folder_ids", ({ folder_id }) => [folder_id]),
    among("content_types", ({ kind }) => [kind]),
    among("created_by_ids", ({ created_by_id }) => [created_by_id]),
    among("last_updated_by_ids", ({ updated_by_id }) => [updated_by_id]),
    equals("copilot_state", (one) => isOn(one.ai_copilot_availability)),
    equals("fin_service_state", (one) => isOn(one.ai_chatbot_availability)),
    equals("fin_sales_state", (one) => isOn(one.ai_sales_agent_availability)),
    range("created_at", (one) => one.created_at),
    range("updated_at", (one) => one.updated_at),
  ];
}

export const contentHandlers: Handlers = {
  "content.search": (call) => {
    if (call.query["folder_ids"] !== undefined && !call.query["folder_entity_type"]) {
      const message = "folder_entity_type must be sent with folder_ids";
      throw apiError(422, "parameter_invalid", message, "folder_entity_type");
    }
    const all = tests(call.query);
    const found = everything(call).filter((one) => all.every((test) => test(one)));
    // Pieces of different kinds can have the same id.
    const things = found.map((one) => ({ ...one, id: `${one.kind} ${one.id}` }));
    return list(call, things, {
      order: { by: ({ updated_at }) => updated_at, descending: true },
      view: ({ view }) => view,
      perPage: 10,
    });
  },
  "content.bulkActions.run": (call) => {
    runAction(call);
    return new Reply({ type: "content_bulk_action", status: "queued" }, { status: 202 });
  },
};
