import { follow } from "./lists.ts";
import { asObject, type Json, type JsonObject } from "./source.ts";
import { lookUp } from "./walk.ts";

/** The query parameter that each style sends for a further page, if its name is always the same. */
const SENT: Readonly<Record<string, string | undefined>> = {
  cursor: "starting_after",
  "body-cursor": undefined,
  page: "page",
  "body-page": undefined,
  url: undefined,
  scroll: "scroll_param",
  "next-cursor": "cursor",
  none: undefined,
};

/** The mistakes in the `x-pagination` of an operation in a version, each with its fix. */
export function paginationMistakes(
  document: JsonObject,
  operation: JsonObject,
): [mistake: string, fix: string][] {
  const { style, items } = asObject(operation["x-pagination"]) ?? {};
  // The schema of the extension refuses unknown styles.
  if (typeof items !== "string" || !Object.hasOwn(SENT, String(style))) return [];
  const page = pageOf(document, operation);
  const component = /^#\/components\/schemas\/(\w+)$/.exec(String(page?.["$ref"]))?.[1];
  if (component === undefined) {
    return [
      [
        "the response of a list is no component",
        'move the JSON schema of its response "200" to components.schemas, and refer to it',
      ],
    ];
  }
  const mistakes: [string, string][] = [];
  const list = items
    .split(".")
    .reduce<JsonObject | undefined>(
      (node, key) => property(document, node, key),
      follow(document, page),
    );
  if (![list?.["type"]].flat().includes("array")) {
    mistakes.push([
      `x-pagination has the items in "${items}", which is no array of ${component}`,
      'name the property with the items, such as "data"',
    ]);
  }
  const sent = SENT[String(style)];
  if (sent !== undefined && !queryParametersOf(document, operation).includes(sent)) {
    mistakes.push([
      `x-pagination has the style ${String(style)}, which sends "${sent}", but no such query parameter is declared`,
      "declare it, or choose another style from openapi/README.md",
    ]);
  }
  return mistakes;
}

/** The schema of a page; where the response is one object for some parameters, it is the first. */
function pageOf(document: JsonObject, operation: JsonObject): JsonObject | undefined {
  const ok = follow(document, asObject(operation["responses"])?.["200"]);
  const schema = asObject(asObject(asObject(ok?.["content"])?.["application/json"])?.["schema"]);
  const members = operation["x-one"] ? schema?.["anyOf"] : [schema];
  return Array.isArray(members) ? asObject(members[0]) : undefined;
}

/** A property of a schema or of what it is composed of. */
function property(
  document: JsonObject,
  node: JsonObject | undefined,
  key: string,
): JsonObject | undefined {
  const schema = follow(document, node);
  const own = follow(document, asObject(schema?.["properties"])?.[key]);
  if (own) return own;
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((word) => (schema?.[word] ?? []) as Json[]);
  return parts.map((part) => property(document, asObject(part), key)).find(Boolean);
}

function queryParametersOf(document: JsonObject, operation: JsonObject): string[] {
  const declared = (operation["parameters"] ?? []) as JsonObject[];
  return declared
    .map((parameter) => lookUp(document, String(parameter["$ref"] ?? "")) ?? parameter)
    .filter((parameter) => parameter["in"] === "query")
    .map((parameter) => String(parameter["name"]));
}
