import { asObject, type Json, type JsonObject } from "./source.ts";
import { lookUp, objectsIn, operationsOf } from "./walk.ts";

/**
 * What makes an object a list: the array that `x-pagination` names with the objects on the way to
 * it, and the arrays of an object that calls itself a list (`type: tag.list`).
 */
export function listsOf(document: JsonObject): Set<JsonObject> {
  const found = new Set<JsonObject>();
  for (const { node } of operationsOf(document)) {
    const items = asObject(node["x-pagination"])?.["items"];
    if (typeof items !== "string") continue;
    for (const schema of bodiesOf(document, node)) {
      let current: JsonObject | undefined = schema;
      for (const key of items.split(".")) {
        const property = asObject(asObject(follow(document, current)?.["properties"])?.[key]);
        if (property) found.add(property);
        current = property;
      }
    }
  }
  for (const schema of objectsIn(document)) {
    const properties = asObject(schema["properties"]);
    if (!properties || !callsItselfList(asObject(properties["type"]))) continue;
    for (const value of Object.values(properties)) {
      const property = asObject(value);
      if (property?.["type"] === "array") found.add(property);
    }
  }
  return found;
}

function callsItselfList(type: JsonObject | undefined): boolean {
  const words = [type?.["const"], ...((type?.["enum"] ?? []) as Json[])];
  return words.some((word) => typeof word === "string" && /(^|[._])list$/.test(word));
}

/** The schemas of the JSON that an operation answers with. */
export function bodiesOf(document: JsonObject, operation: JsonObject): JsonObject[] {
  const answers = Object.entries(asObject(operation["responses"]) ?? {});
  return answers
    .filter(([status]) => status.startsWith("2"))
    .flatMap(([, answer]) => {
      const media = asObject(asObject(follow(document, answer)?.["content"])?.["application/json"]);
      return branchesOf(document, asObject(media?.["schema"]));
    });
}

/** A schema, or, where it is a choice, each of the objects that can be chosen. */
function branchesOf(document: JsonObject, node: JsonObject | undefined): JsonObject[] {
  const schema = follow(document, node);
  if (!schema) return [];
  const branches = (schema["anyOf"] ?? schema["oneOf"]) as JsonObject[] | undefined;
  return branches ? branches.flatMap((branch) => branchesOf(document, branch)) : [schema];
}

export function follow(document: JsonObject, node: Json | undefined): JsonObject | undefined {
  const object = asObject(node);
  const reference = object?.["$ref"];
  return typeof reference === "string" ? follow(document, lookUp(document, reference)) : object;
}
