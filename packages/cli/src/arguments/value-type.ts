import { resolveSchema } from "../catalog/description.ts";
import type { Schema } from "../catalog/operation.ts";

/** What an option takes. */
export type ValueType =
  | SingleType
  | { readonly kind: "file" }
  | { readonly kind: "list"; readonly items: SingleType };

/** A type of one value that is written as text. */
export type SingleType =
  | { readonly kind: "text" | "integer" | "number" | "boolean" | "time" | "json" }
  | { readonly kind: "choice"; readonly choices: readonly string[] };

type Schemas = Readonly<Record<string, Schema>>;

/**
 * The type of an option for a schema. Where a schema takes text beside something else, such as an id that can be a
 * number too, the option takes text; where it takes objects, the option takes JSON.
 */
export function valueTypeOf(schema: Schema, schemas: Schemas): ValueType {
  const parts = alternativesOf(schema, schemas).filter(({ types }) => types.length > 0);
  const types = new Set(parts.flatMap((part) => part.types));
  if (parts.length === 0 || types.has("object")) return { kind: "json" };
  if (types.has("array")) return types.size === 1 ? listOf(parts, schemas) : { kind: "json" };
  if (types.has("string")) return textOf(parts);
  if (types.has("boolean")) return { kind: types.size === 1 ? "boolean" : "json" };
  if (types.has("number")) return { kind: "number" };
  return { kind: parts.every(({ schema: { format } }) => isTime(format)) ? "time" : "integer" };
}

/** One of the schemas that a value can match, without `null`. */
interface Alternative {
  readonly schema: Schema;
  readonly types: readonly string[];
}

function alternativesOf(given: Schema, schemas: Schemas): Alternative[] {
  const schema = resolveSchema(given, schemas);
  const inner = ["anyOf", "oneOf", "allOf"].flatMap((key) => (schema[key] ?? []) as Schema[]);
  const types = [schema["type"] ?? []].flat().filter((type) => type !== "null") as string[];
  if (types.length > 0 || inner.length === 0) return [{ schema, types }];
  return inner.flatMap((one) => alternativesOf(one, schemas));
}

function textOf(parts: readonly Alternative[]): ValueType {
  if (parts.some(({ schema }) => schema["format"] === "binary")) return { kind: "file" };
  const isFree = parts.some(({ schema, types }) => types.length > 1 || !schema["enum"]);
  if (isFree) return { kind: "text" };
  const choices = parts.flatMap(({ schema }) => schema["enum"] as readonly unknown[]);
  return {
    kind: "choice",
    choices: [...new Set(choices.filter((one) => typeof one === "string"))],
  };
}

function listOf(parts: readonly Alternative[], schemas: Schemas): ValueType {
  const items = parts.map(({ schema }) => (schema["items"] ?? {}) as Schema);
  const type = valueTypeOf(items.length === 1 ? (items[0] ?? {}) : { anyOf: items }, schemas);
  if (type.kind === "json" || type.kind === "list" || type.kind === "file") return { kind: "json" };
  return { kind: "list", items: type };
}

/** Integers of these formats are Unix seconds. */
function isTime(format: unknown): boolean {
  return format === "date-time" || format === "timestamp";
}
