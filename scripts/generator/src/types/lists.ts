import { asObject, type Json, type JsonObject } from "../description/source.ts";
import { lookUp, operationsOf } from "../description/walk.ts";

/**
 * The `lists` interface of a version: for each operation that lists or searches, the type of an
 * item and of a page, named directly so that pagination infers nothing from path strings.
 */
export function listsInterface(document: JsonObject): string {
  const rows = operationsOf(document).flatMap(({ route, id, node }) => {
    const pagination = asObject(node["x-pagination"]);
    if (!pagination) return [];
    const page = referenceName(pageSchema(node));
    // The bundler refuses it before; the release plan also reads files that are not bundled here.
    if (!page) throw new Error(`${id}: a list answers with a component, not with an inline schema`);
    const item = itemType(document, page, String(pagination["items"]));
    return [`  ${JSON.stringify(route)}: { item: ${item}; page: ${page} };`];
  });
  return ["export interface lists {", ...rows, "}"].join("\n");
}

/** Where the response is one object for some parameters, the schema of the list comes first. */
function pageSchema(operation: JsonObject): Json | undefined {
  const ok = asObject(asObject(operation["responses"])?.["200"]);
  const schema = asObject(asObject(ok?.["content"])?.["application/json"])?.["schema"];
  if (!operation["x-one"]) return schema;
  const members = asObject(schema)?.["anyOf"];
  return Array.isArray(members) ? members[0] : undefined;
}

/** The name of the component that a reference leads to. */
export function referenceName(schema: Json | undefined): string | undefined {
  const reference = asObject(schema)?.["$ref"];
  return typeof reference === "string" ? reference.split("/").at(-1) : undefined;
}

/** The name of the item's component, or the way to it through the page where it has no name. */
function itemType(document: JsonObject, page: string, items: string): string {
  let schema: JsonObject | undefined = lookUp(document, `#/components/schemas/${page}`);
  let access = page;
  for (const key of items.split(".")) {
    const reference = referenceName(schema);
    if (reference) schema = lookUp(document, `#/components/schemas/${reference}`);
    schema = asObject(asObject(schema?.["properties"])?.[key]);
    access = `NonNullable<${access}[${JSON.stringify(key)}]>`;
  }
  return referenceName(schema?.["items"]) ?? `NonNullable<${access}[number]>`;
}
