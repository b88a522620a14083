import { asObject, type Json, type JsonObject } from "interkit-generator/description/source";
import { operationsOf } from "interkit-generator/description/walk";

/** A change to a document that it was made for. */
export type Change = () => void;

/** The keys of a mapping, or none. */
export const keysOf = (node: Json | undefined): string[] => Object.keys(asObject(node) ?? {});

/** A list, or an empty one. */
export const listOf = (node: Json | undefined): Json[] => (Array.isArray(node) ? node : []);

/** The changes that are possible in each schema of a document, nested ones included. */
export function inSchemas(
  document: JsonObject,
  changes: (schema: JsonObject) => Change[],
): Change[] {
  const found: Change[] = [];
  const visit = (node: Json | undefined): void => {
    const schema = asObject(node);
    if (schema === undefined) return;
    found.push(...changes(schema));
    for (const child of Object.values(asObject(schema["properties"]) ?? {})) visit(child);
    for (const key of ["allOf", "anyOf", "oneOf"])
      for (const one of listOf(schema[key])) visit(one);
    visit(schema["items"]);
    visit(schema["additionalProperties"]);
  };
  const components = asObject(document["components"]);
  for (const schema of Object.values(asObject(components?.["schemas"]) ?? {})) visit(schema);
  for (const content of contentsOf(document)) {
    for (const media of Object.values(content)) visit(asObject(media)?.["schema"]);
  }
  for (const { node } of operationsOf(document)) {
    for (const parameter of listOf(node["parameters"])) visit(asObject(parameter)?.["schema"]);
  }
  return found;
}

/** What the bodies of requests and responses hold, by media type. */
export function contentsOf(document: JsonObject): JsonObject[] {
  return operationsOf(document).flatMap(({ node }) => {
    const bodies = [node["requestBody"], ...Object.values(asObject(node["responses"]) ?? {})];
    return bodies.flatMap((body): JsonObject[] => {
      const content = asObject(asObject(body)?.["content"]);
      return content === undefined ? [] : [content];
    });
  });
}

/** The removals of parameters that have such a name. */
export function parameterRemovals(
  document: JsonObject,
  isMeant: (name: string) => boolean,
): Change[] {
  return operationsOf(document).flatMap(({ node }) =>
    listOf(node["parameters"]).flatMap((listed): Change[] => {
      const parameter = asObject(listed);
      const name = String(parameter?.["name"]);
      // The client sends the version itself; a parameter of the path is in the path.
      const isOurs = parameter?.["in"] === "path" || /^intercom-version$/i.test(name);
      if (parameter?.["in"] === undefined || isOurs || !isMeant(name)) return [];
      return [() => remove(node, "parameters", listed)];
    }),
  );
}

/** Removes a value from a list. */
export function remove(holder: JsonObject, key: string, value: Json): void {
  holder[key] = listOf(holder[key]).filter((one) => one !== value);
}
