import { asObject, type Json, type JsonObject } from "interkit-generator/description/source";
import { lookUp } from "interkit-generator/description/walk";
import { allowsNull, withoutNull } from "../differences/keywords.ts";

const prefix = "#/components/schemas/";

/** Schemas that the two descriptions name in their own way: Intercom's name, then ours. */
const officialNames: Readonly<Record<string, string>> = {
  configure_request: "ConfigureCanvasRequest",
  configure_response: "ConfigureCanvasResponse",
  current_canvas: "CanvasEvent",
  initialize_request: "InitializeCanvasRequest",
  initialize_response: "InitializeCanvasResponse",
  submit_request: "SubmitCanvasRequest",
  submit_response: "SubmitCanvasResponse",
  fin_agent_status_updated_event: "FinStatusUpdatedEvent",
  fin_agent_replied_event: "FinRepliedEvent",
  fin_agent_reply_chunk_event: "FinReplyChunkEvent",
  fin_agent_csat_requested_event: "FinCsatRequestedEvent",
  visitor_deleted_object: "DeletedVisitor",
  data_export_csv: "ContentExportRow",
  single_filter_search_request: "SearchFilter",
  multiple_filter_search_request: "SearchFilterGroup",
};

/** Returns both descriptions in a form in which what is only written in another way is the same. */
export function prepare(ours: JsonObject, official: JsonObject): [JsonObject, JsonObject] {
  const names = namesIn(official, ours);
  return [rewritten(ours, (name) => name), rewritten(official, (name) => names.get(name) ?? name)];
}

/** The names that we have for Intercom's schemas: `TicketList` for `ticket_list`. */
function namesIn(official: JsonObject, ours: JsonObject): Map<string, string> {
  const own = new Map(Object.keys(schemasOf(ours)).map((name) => [spelling(name), name]));
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of Object.keys(schemasOf(official))) {
    const wanted = own.get(spelling(officialNames[name] ?? name));
    if (wanted === undefined || taken.has(wanted)) continue;
    taken.add(wanted);
    names.set(name, wanted);
  }
  return names;
}

const spelling = (name: string) => name.replace(/[^a-z0-9]/gi, "").toLowerCase();

/**
 * Returns a description with other names of schemas, with the null of a shared schema stated where
 * it is used, and with the values of open enums stated as if there were no others.
 */
function rewritten(document: JsonObject, nameOf: (name: string) => string): JsonObject {
  const copy = (node: Json): Json => {
    if (Array.isArray(node)) return node.map(copy);
    const object = asObject(node);
    if (object === undefined) return node;
    const reference = object["$ref"];
    if (typeof reference !== "string" || !reference.startsWith(prefix)) {
      return closed(
        Object.fromEntries(Object.entries(object).map(([key, value]) => [key, copy(value)])),
      );
    }
    const $ref = `${prefix}${nameOf(reference.slice(prefix.length))}`;
    if (!allowsNull(lookUp(document, reference))) return { ...object, $ref };
    const { $ref: _, ...beside } = object;
    return { ...beside, anyOf: [{ $ref }, { type: "null" }] };
  };
  const { components, ...rest } = document;
  const schemas = Object.entries(schemasOf(document)).map(([name, node]) => [
    nameOf(name),
    withoutNull(copy(node)),
  ]);
  return {
    ...(copy(rest) as JsonObject),
    components: { ...asObject(copy(components ?? {})), schemas: Object.fromEntries(schemas) },
  };
}

/** An enum that allows other values than those listed, without these. */
function closed(schema: JsonObject): JsonObject {
  const members = schema["anyOf"];
  if (!Array.isArray(members)) return schema;
  const isEnum = (member: Json) => Array.isArray(asObject(member)?.["enum"]);
  if (members.filter(isEnum).length !== 1) return schema;
  const kept = members.flatMap((member) => {
    if (Object.keys(asObject(member) ?? {}).join() !== "type") return [member];
    const types = [asObject(member)?.["type"]].flat();
    return types.includes("null") ? [{ type: "null" }] : types.includes("string") ? [] : [member];
  });
  return { ...schema, anyOf: kept };
}

function schemasOf(document: JsonObject): JsonObject {
  return asObject(asObject(document["components"])?.["schemas"]) ?? {};
}
