import type { Problem } from "./problems.ts";
import { versionsInRange } from "./ranges.ts";
import { asObject, type Json, type JsonObject, type Source } from "./source.ts";

/**
 * The description of one API version: ranges applied, variants chosen, and both removed from the
 * result. A range without a version is reported as a problem, since it is always a mistake.
 */
export function resolveVersion(source: Source, version: string, problems: Problem[]): JsonObject {
  const has = (node: JsonObject): boolean => inRange(source, node, version, problems);

  const resolve = (node: Json): Json | undefined => {
    if (Array.isArray(node)) return resolveArray(node);
    const object = asObject(node);
    if (!object) return node;
    if (!has(object)) return undefined;
    const chosen = chooseVariant(source, object, has, problems);
    const result: JsonObject = {};
    for (const [key, value] of Object.entries(chosen)) {
      const resolved = resolve(value);
      if (resolved !== undefined) result[key] = resolved;
    }
    remember(result, object);
    return tidy(result);
  };

  const resolveArray = (array: Json[]): Json[] => {
    const result: Json[] = [];
    for (const element of array) {
      const resolved = resolve(element);
      if (resolved !== undefined)
        result.push(isRangedScalar(element) ? scalarOf(resolved) : resolved);
    }
    remember(result, array);
    return result;
  };

  // Resolved nodes keep the position of their source, for the checks that follow.
  const remember = (made: object, from: object): void => {
    origins.set(made, origins.get(from) ?? from);
  };

  return resolve(source.document) as JsonObject;
}

/** The node of the source for each resolved node. */
const origins = new WeakMap<object, object>();

/** Copies a resolved node; each object in the copy has the position of the one that it is a copy of. */
export function copyOf(node: Json): Json {
  if (!node || typeof node !== "object") return node;
  const copy = Array.isArray(node)
    ? node.map(copyOf)
    : Object.fromEntries(Object.entries(node).map(([key, value]) => [key, copyOf(value)]));
  origins.set(copy, origins.get(node) ?? node);
  return copy;
}

export function originOf(node: Json | undefined): Json | undefined {
  return node && typeof node === "object" ? (origins.get(node) as Json | undefined) : undefined;
}

function inRange(source: Source, node: JsonObject, version: string, problems: Problem[]): boolean {
  const range = node["x-versions"];
  if (range === undefined) return true;
  try {
    const named = versionsInRange(String(range), source.versions);
    if (named.size === 0) throw new RangeError("no API version is in it");
    return named.has(version);
  } catch (error) {
    problems.push({
      position: source.positionOf(node),
      mistake: `unknown range "${String(range)}": ${(error as Error).message}`,
      fix: `write comparisons with ${source.versions[0]} … ${source.versions.at(-1)}, such as ">=2.11 <2.14"`,
    });
    // Kept, so that one mistake is one line, without a dangling reference for each use as well.
    return true;
  }
}

function chooseVariant(
  source: Source,
  object: JsonObject,
  has: (node: JsonObject) => boolean,
  problems: Problem[],
): JsonObject {
  const variants = object["x-variants"];
  if (variants === undefined && object["x-versions"] === undefined) return object;
  const { "x-versions": _range, "x-variants": _variants, ...own } = object;
  if (variants === undefined) return own;
  const matching = (variants as JsonObject[]).filter(has);
  const [first, second] = matching;
  if (second) {
    problems.push({
      position: source.positionOf(second),
      mistake: `overlapping variants "${first?.["x-versions"]}" and "${second["x-versions"]}"`,
      fix: "narrow one of the ranges, so that a version has one variant at most",
    });
  }
  const { "x-versions": _chosen, ...chosen } = first ?? {};
  return { ...own, ...chosen };
}

/** `{ value: closed, x-versions: ">=2.12" }` in an `enum` or a `required`. */
function isRangedScalar(element: Json): boolean {
  const object = asObject(element);
  return (
    object !== undefined &&
    Object.keys(object).length === 2 &&
    "value" in object &&
    "x-versions" in object
  );
}

const scalarOf = (resolved: Json): Json => (resolved as JsonObject)["value"] as Json;

/** The consequences of a removal, so that an author need not write them. */
function tidy(schema: JsonObject): JsonObject {
  const properties = asObject(schema["properties"]);
  const required = schema["required"];
  if (properties && Array.isArray(required)) {
    const present = required.filter((name) => String(name) in properties);
    if (present.length > 0) schema["required"] = present;
    else delete schema["required"];
  }
  dropOtherValues(schema);
  return schema;
}

/** A value is deprecated only where the enum has it. */
function dropOtherValues(schema: JsonObject): void {
  const deprecated = asObject(schema["x-deprecated-values"]);
  if (!deprecated) return;
  const values = Array.isArray(schema["enum"]) ? schema["enum"].map(String) : [];
  for (const value of Object.keys(deprecated)) {
    if (!values.includes(value)) delete deprecated[value];
  }
  if (Object.keys(deprecated).length === 0) delete schema["x-deprecated-values"];
}
