import { asObject, type Json, type JsonObject } from "./source.ts";

/** The mistakes in the `x-search` of an operation in a version, each with its fix. */
export function searchMistakes(search: JsonObject): [node: Json, mistake: string, fix: string][] {
  const operators = asObject(search["operators"]) ?? {};
  const fields = asObject(search["fields"]) ?? {};
  const mistakes: [Json, string, string][] = [];
  for (const [name, field] of Object.entries(fields)) {
    const { type, enum: values } = asObject(field) ?? {};
    if (type === undefined || !Object.hasOwn(operators, String(type))) {
      const known = Object.keys(operators).join(", ");
      mistakes.push([search, `the search field ${name} has no type with operators`, known]);
    } else if (values !== undefined && type !== "string") {
      mistakes.push([search, `the search field ${name} has values, but is no string`, "string"]);
    }
  }
  const { except } = asObject(search["sort"]) ?? {};
  for (const name of (except ?? []) as Json[]) {
    if (Object.hasOwn(fields, String(name))) continue;
    mistakes.push([search, `${name} cannot be sorted by, and is no search field`, "a field of it"]);
  }
  if ("time" in operators && search["times"] === undefined) {
    mistakes.push([search, "a search by times does not say how they compare", "day, second"]);
  }
  return mistakes.map(([node, mistake, choice]) => [node, mistake, `use one of: ${choice}`]);
}
