import { asArray, asObject, type Json, type JsonObject, sorted } from "./json.ts";

/** Keywords for people and for the tools that document: they have no effect on types and calls. */
const prose = [
  "title",
  "description",
  "summary",
  "example",
  "examples",
  "externalDocs",
  "links",
  "tags",
  "x-deprecated",
];
export const DEPRECATED_VALUES = "x-deprecated-values";
/** Keywords without an effect, and those whose schemas only count where a reference leads to them. */
const ignored = new Set([
  ...[...prose, "xml", "$comment", "$id", "$schema", "$anchor"],
  ...["$defs", "definitions"],
]);
/** Keywords that state something about the use of a value, and nothing about its form. */
const annotations = new Set(["deprecated", "readOnly", "writeOnly", "default", "discriminator"]);

/** The keywords that limit a value, and which value of them is the stricter one. */
export const limits: Readonly<Record<string, "less" | "more" | "any">> = {
  maximum: "less",
  exclusiveMaximum: "less",
  maxLength: "less",
  maxItems: "less",
  maxProperties: "less",
  minimum: "more",
  exclusiveMinimum: "more",
  minLength: "more",
  minItems: "more",
  minProperties: "more",
  uniqueItems: "more",
  multipleOf: "any",
  pattern: "any",
  contentEncoding: "any",
  contentMediaType: "any",
  dependentRequired: "any",
};

/** The keywords that this module compares in a way of their own. */
const compared = new Set([
  ..."type nullable enum const format properties required additionalProperties unevaluatedProperties items".split(
    " ",
  ),
  ..."$ref allOf anyOf oneOf".split(" "),
  ...Object.keys(limits),
]);

/** The keywords of a schema that state more than prose and use. */
export function structuralKeys(schema: JsonObject): string[] {
  return Object.keys(schema).filter(
    (key) => !ignored.has(key) && !annotations.has(key) && !key.startsWith("x-"),
  );
}

/** The keywords without a rule of their own, with their values. */
export function otherKeywords(schema: JsonObject): Map<string, Json> {
  const keys = structuralKeys(schema).filter((key) => !compared.has(key));
  return new Map(keys.map((key) => [key, schema[key] as Json]));
}

/** Whether a keyword is for people. */
export function isProse(key: string): boolean {
  return prose.includes(key);
}

/** Titles, descriptions and examples of a node, as text to compare. */
export function proseOf(node: JsonObject | undefined): string {
  if (node === undefined) return "";
  const stated = prose.filter((key) => node[key] !== undefined);
  const own = stated.map((key) => `${key} ${JSON.stringify(sorted(node[key]))}`);
  // Constants with words of their own are values of an enum.
  const constants = [...asArray(node["oneOf"]), ...asArray(node["anyOf"])].flatMap((member) => {
    const constant = asObject(member);
    if (constant === undefined || !("const" in constant)) return [];
    const words = proseOf(constant);
    return words === "" ? [] : [`${JSON.stringify(constant["const"])} ${words}`];
  });
  return [...own, ...constants.sort()].join("\n");
}

/** What a node states about its end: that it is deprecated, and what to use instead. */
export function deprecationOf(node: JsonObject | undefined): string[] {
  if (node?.["deprecated"] !== true) return [];
  const instead = asObject(node["x-deprecated"])?.["instead"];
  return typeof instead === "string" ? ["deprecated", `instead: ${instead}`] : ["deprecated"];
}

/** Whether a fact is about a deprecation, which a message does not name again. */
export function isOfDeprecation(fact: string): boolean {
  return fact === "deprecated" || fact.startsWith("instead: ");
}

/** The deprecated values beside an enum, as text, and what to use instead of each. */
export function deprecatedValuesOf(schema: JsonObject): Map<string, string> {
  const stated = Object.entries(asObject(schema[DEPRECATED_VALUES]) ?? {});
  return new Map(stated.map(([value, instead]) => [value, String(instead)]));
}

/** Whether a schema allows null and nothing else. */
export function isNull(node: Json | undefined): boolean {
  const schema = asObject(node);
  if (schema === undefined) return false;
  const types = asArray(schema["type"]);
  if (types.length === 1 && types[0] === "null") return true;
  const values = "const" in schema ? [schema["const"]] : asArray(schema["enum"]);
  return values.length > 0 && values.every((value) => value === null);
}

/** Whether a schema itself states that it can be null. */
export function allowsNull(schema: JsonObject | undefined): boolean {
  const members = [...asArray(schema?.["anyOf"]), ...asArray(schema?.["oneOf"])];
  const [part, ...more] = asArray(schema?.["allOf"]);
  return (
    (part !== undefined && more.length === 0 && allowsNull(asObject(part))) ||
    schema?.["nullable"] === true ||
    asArray(schema?.["type"]).includes("null") ||
    members.some(isNull)
  );
}

/** A schema without the null that it states itself. */
export function withoutNull(node: Json): Json {
  const schema = asObject(node);
  if (schema === undefined || !allowsNull(schema) || isNull(schema)) return node;
  const { nullable: _, ...kept } = schema;
  const types = asArray(kept["type"]).filter((type) => type !== "null");
  if (types.length > 0) kept["type"] = types;
  for (const key of ["anyOf", "oneOf"]) {
    if (kept[key] !== undefined) kept[key] = asArray(kept[key]).filter((member) => !isNull(member));
  }
  const [part, ...more] = asArray(kept["allOf"]);
  if (part !== undefined && more.length === 0) kept["allOf"] = [withoutNull(part)];
  if (Array.isArray(kept["enum"])) kept["enum"] = kept["enum"].filter((value) => value !== null);
  return kept;
}

/** The limits of a schema: those that limit nothing are left out, 3.0 reads as 3.1. */
export function limitsOf(schema: JsonObject): Map<string, Json> {
  const found = new Map<string, Json>();
  if (!Object.keys(schema).some((key) => Object.hasOwn(limits, key))) return found;
  for (const key of Object.keys(limits)) {
    const value = schema[key];
    if (value === undefined || value === false) continue;
    if (value === 0 && /^min(Length|Items|Properties)$/.test(key)) continue;
    if (typeof value === "boolean" && key.startsWith("exclusive")) continue;
    found.set(key, value);
  }
  for (const key of ["maximum", "minimum"]) {
    const exclusive = `exclusive${key.slice(0, 1).toUpperCase()}${key.slice(1)}`;
    if (schema[exclusive] !== true || !found.has(key)) continue;
    found.set(exclusive, found.get(key) as Json);
    found.delete(key);
  }
  return found;
}
