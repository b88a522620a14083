import { paginationMistakes } from "./pagination-checks.ts";
import type { Problem } from "./problems.ts";
import { originOf } from "./resolve.ts";
import { searchMistakes } from "./search-checks.ts";
import { asObject, type Json, type JsonObject, type Source } from "./source.ts";
import { lookUp, objectsIn, operationsOf } from "./walk.ts";

/** Checks that need a resolved version: targets of references, types of examples, duplicate ids. */
export function checkVersion(
  source: Source,
  document: JsonObject,
  version: string,
  problems: Problem[],
): void {
  const report = (node: Json | undefined, mistake: string, fix: string): void => {
    problems.push({ position: source.positionOf(originOf(node)), mistake, fix });
  };

  for (const object of objectsIn(document)) {
    const reference = object["$ref"];
    if (typeof reference === "string" && !lookUp(document, reference)) {
      const known = lookUp(source.document, reference);
      report(
        object,
        `dangling reference ${reference} in ${version}`,
        known
          ? `it is defined for "${String(known["x-versions"])}" only: widen that, or narrow this`
          : "define it in one of the files, or correct the name",
      );
    }
    for (const example of misfitsOf(object)) {
      report(
        object,
        `the example ${JSON.stringify(example)} is not ${[object["type"]].flat().join(" or ")}`,
        "correct the example, or the type",
      );
    }
    for (const example of unlistedIn(object)) {
      report(
        object,
        `the example ${JSON.stringify(example)} is not in the enum`,
        `use one of ${(object["enum"] as Json[]).join(", ")}`,
      );
    }
  }

  const tags = ((document["tags"] ?? []) as JsonObject[]).map(({ name }) => name as Json);
  const knownTags = `add it to the tags of ${source.root}, or use one of ${tags.join(", ")}`;
  const seen = new Map<string, string>();
  for (const { id, route, path, node } of operationsOf(document)) {
    const other = seen.get(id);
    if (!/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)+$/.test(id)) {
      report(
        node,
        `${route} has the operationId "${id}"`,
        'write the place of its method, such as "contacts.list"',
      );
    } else if (other) {
      report(
        node,
        `duplicated operationId "${id}" (${other} has it too)`,
        `give ${route} a name of its own`,
      );
    }
    seen.set(id, route);
    checkPathParameters(document, path, node, report);
    const search = asObject(node["x-search"]);
    for (const mistake of search ? searchMistakes(search) : []) report(...mistake);
    for (const mistake of paginationMistakes(document, node)) report(node, ...mistake);
    for (const tag of ((node["tags"] ?? []) as Json[]).filter((name) => !tags.includes(name))) {
      report(node, `${route} has the tag "${String(tag)}", which is not declared`, knownTags);
    }
  }
}

/** The examples of a schema that are of another type. Null may be added to the type later. */
function misfitsOf({ type, examples }: JsonObject): Json[] {
  const types = [type ?? []].flat();
  if (types.length === 0 || !Array.isArray(examples)) return [];
  return examples.filter(
    (example) =>
      example !== null &&
      !types.includes(typeOf(example)) &&
      !(Number.isInteger(example) && types.includes("integer")),
  );
}

/** The examples of an enum that are of its type, but are none of its values. */
function unlistedIn({ type, enum: values, examples }: JsonObject): Json[] {
  if (!Array.isArray(values) || !Array.isArray(examples)) return [];
  const misfits = misfitsOf({ type: type ?? [], examples });
  return examples.filter(
    (example) => example !== null && !values.includes(example) && !misfits.includes(example),
  );
}

const typeOf = (value: Json) => (Array.isArray(value) ? "array" : typeof value);

function checkPathParameters(
  document: JsonObject,
  path: string,
  node: JsonObject,
  report: (node: Json | undefined, mistake: string, fix: string) => void,
): void {
  const declared = ((node["parameters"] ?? []) as JsonObject[])
    .map((parameter) => lookUp(document, String(parameter["$ref"] ?? "")) ?? parameter)
    .filter((parameter) => parameter["in"] === "path")
    .map((parameter) => String(parameter["name"]));
  const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
  const missing = named.filter((name) => !declared.includes(name));
  const stray = declared.filter((name) => !named.includes(name));
  for (const name of missing) {
    const rename = stray.length > 0 ? ` (declared: ${stray.join(", ")})` : "";
    report(
      node,
      `{${name}} of ${path} is not declared${rename}`,
      `add the path parameter "${name}"`,
    );
  }
  if (missing.length === 0 && stray.length > 0) {
    report(node, `${path} has no {${stray.join("}, {")}}`, "remove the path parameter");
  }
  if (!asObject(node["responses"])) report(node, `${path} has no responses`, "describe them");
}
