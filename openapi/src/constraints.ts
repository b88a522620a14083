import {
  JSON_TYPES,
  type Json,
  type JsonObject,
  type JsonType,
  type Shape,
  typeOf,
} from "./schemas.ts";

/** The types that a shape admits: those that all of its parts admit. */
export function listTypes({ parts }: Shape): ReadonlySet<JsonType> {
  return new Set(JSON_TYPES.filter((type) => parts.every((part) => admits(part, type))));
}

function admits(part: JsonObject, type: JsonType): boolean {
  const types = part["type"] === undefined ? JSON_TYPES : ([part["type"]].flat() as JsonType[]);
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

/** Whether a schema has a single value. */
export function isConstant(part: JsonObject | undefined): part is JsonObject {
  if (!part) return false;
  return "const" in part || (Array.isArray(part["enum"]) && part["enum"].length === 1);
}

/** The formats that are checked. Others, such as `uri`, are annotations. */
const FORMATS: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  date: /^\d{4}-\d{2}-\d{2}$/,
};

type Check = (limit: Json, value: Json) => string | undefined;

const listed = (words: readonly Json[]): string =>
  words.length === 1 ? `the constant ${JSON.stringify(words[0])}` : "one of the words listed";

/** The keywords that limit a value beyond its type. Each check returns the message of a broken limit. */
const CHECKS: Readonly<Record<string, Check>> = {
  const: (limit, value) => (limit === value ? undefined : `${listed([limit])}, but another value`),
  enum: (limit, value) =>
    (limit as Json[]).includes(value) ? undefined : `${listed(limit as Json[])}, but another value`,
  minimum: (limit, value) =>
    typeof value === "number" && value < Number(limit) ? `at least ${limit}, but less` : undefined,
  maximum: (limit, value) =>
    typeof value === "number" && value > Number(limit) ? `at most ${limit}, but more` : undefined,
  minItems: (limit, value) =>
    Array.isArray(value) && value.length < Number(limit)
      ? `at least ${limit} elements, but fewer`
      : undefined,
  maxItems: (limit, value) =>
    Array.isArray(value) && value.length > Number(limit)
      ? `at most ${limit} elements, but more`
      : undefined,
  minLength: (limit, value) =>
    typeof value === "string" && [...value].length < Number(limit)
      ? `at least ${limit} characters, but fewer`
      : undefined,
  maxLength: (limit, value) =>
    typeof value === "string" && [...value].length > Number(limit)
      ? `at most ${limit} characters, but more`
      : undefined,
  pattern: (limit, value) =>
    typeof value === "string" && !new RegExp(String(limit), "u").test(value)
      ? `the pattern ${limit}, but another form`
      : undefined,
  format: (limit, value) =>
    typeof value === "string" && FORMATS[String(limit)]?.test(value) === false
      ? `the form ${limit}, but another form`
      : undefined,
};

/** The keywords that are checked, besides those that contain schemas. */
export const LIMITS: readonly string[] = Object.keys(CHECKS);

/** Finds the limits of schemas that a value breaks. The messages do not contain the value. */
export function findBrokenConstraints(parts: readonly JsonObject[], value: Json): string[] {
  return parts.flatMap((part) => {
    if (!admits(part, typeOf(value))) return [`another type, but ${typeOf(value)}`];
    return Object.entries(CHECKS).flatMap(([keyword, check]) =>
      keyword in part ? (check(part[keyword] as Json, value) ?? []) : [],
    );
  });
}
