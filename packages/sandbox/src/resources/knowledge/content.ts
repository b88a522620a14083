import type { JsonObject } from "../../description/openapi.ts";
import { apiError } from "../../engine/errors.ts";
import { type Handlers, JsonResponse } from "../../engine/request-context.ts";
import { list } from "../../paging/list.ts";
import { containsWords, splitPhrase } from "./article-search.ts";
import { runAction } from "./content-actions.ts";
import { allSearchableContent, type SearchableContent } from "./searchable-content.ts";

const isOn = (value: boolean | undefined) => (value ? "on" : "off");

/** The filters of a request. */
function tests(query: JsonObject): ((one: SearchableContent) => boolean)[] {
  const among =
    (name: string, read: (one: SearchableContent) => readonly unknown[]) =>
    (one: SearchableContent) => {
      const wanted = query[name] as readonly unknown[] | undefined;
      return !wanted || read(one).some((own) => wanted.map(String).includes(String(own)));
    };
  const equals =
    (name: string, read: (one: SearchableContent) => unknown) => (one: SearchableContent) =>
      query[name] === undefined || query[name] === read(one);
  const range =
    (name: string, read: (one: SearchableContent) => number | undefined) =>
    (one: SearchableContent) => {
      const [after, before] = [query[`${name}_after`], query[`${name}_before`]] as number[];
      const own = read(one) ?? 0;
      return (after === undefined || own >= after) && (before === undefined || own <= before);
    };
  const tagIds = (one: SearchableContent) => one.tags?.map(({ id }) => id) ?? [];
  const tagged = among("tag_ids", tagIds);
  const words = splitPhrase(query["query"] as string | undefined);
  return [
    (one) => containsWords(words, [one.title, one.text]),
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
  "content.search": (context) => {
    if (context.query["folder_ids"] !== undefined && !context.query["folder_entity_type"]) {
      const message = "folder_entity_type must be sent with folder_ids";
      throw apiError(422, "parameter_invalid", message, "folder_entity_type");
    }
    const all = tests(context.query);
    const found = allSearchableContent(context).filter((one) => all.every((test) => test(one)));
    // Items of different kinds can have the same id.
    const things = found.map((one) => ({ ...one, id: `${one.kind} ${one.id}` }));
    return list(context, things, {
      order: { by: ({ updated_at }) => updated_at, descending: true },
      view: ({ view }) => view,
      perPage: 10,
      firstPage: 1,
    });
  },
  "content.bulkActions.run": (context) => {
    runAction(context);
    return new JsonResponse({ type: "content_bulk_action", status: "queued" }, { status: 202 });
  },
};
