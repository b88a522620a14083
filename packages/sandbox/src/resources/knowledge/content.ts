import type { JsonObject } from "../../description/openapi.ts";
import { type Handlers, Reply } from "../../engine/call.ts";
import { apiError } from "../../engine/errors.ts";
import { list } from "../../paging/list.ts";
import { holdsWords, wordsOfPhrase } from "./article-search.ts";
import { runAction } from "./content-actions.ts";
import { allPieces, type Piece } from "./content-pieces.ts";

const isOn = (value: boolean | undefined) => (value ? "on" : "off");

/** What a request asks for, as tests that a piece of content has to pass. */
function tests(query: JsonObject): ((one: Piece) => boolean)[] {
  const among = (name: string, read: (one: Piece) => readonly unknown[]) => (one: Piece) => {
    const wanted = query[name] as readonly unknown[] | undefined;
    return !wanted || read(one).some((own) => wanted.map(String).includes(String(own)));
  };
  const equals = (name: string, read: (one: Piece) => unknown) => (one: Piece) =>
    query[name] === undefined || query[name] === read(one);
  const range = (name: string, read: (one: Piece) => number | undefined) => (one: Piece) => {
    const [after, before] = [query[`${name}_after`], query[`${name}_before`]] as number[];
    const own = read(one) ?? 0;
    return (after === undefined || own >= after) && (before === undefined || own <= before);
  };
  const tagIds = (one: Piece) => one.tags?.map(({ id }) => id) ?? [];
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
    const found = allPieces(call).filter((one) => all.every((test) => test(one)));
    // Pieces of different kinds can have the same id.
    const things = found.map((one) => ({ ...one, id: `${one.kind} ${one.id}` }));
    return list(call, things, {
      order: { by: ({ updated_at }) => updated_at, descending: true },
      view: ({ view }) => view,
      perPage: 10,
      firstPage: 1,
    });
  },
  "content.bulkActions.run": (call) => {
    runAction(call);
    return new Reply({ type: "content_bulk_action", status: "queued" }, { status: 202 });
  },
};
