import type { Description } from "./description.ts";
import { isoTime } from "./iso-time.ts";
import type { Schema, SchemaType } from "./openapi.ts";

/** The only value that a schema admits, if there is only one. */
export function constant(schema: Schema): unknown {
  return schema.const ?? (schema.enum?.length === 1 ? schema.enum[0] : undefined);
}

/** The properties of an object that have one value only, with that value. */
export function constantsOf(
  description: Description,
  schema: Schema,
): (readonly [name: string, value: unknown])[] {
  return Object.entries(schema.properties ?? {})
    .map(([name, declared]) => [name, constant(description.flatten(declared))] as const)
    .filter(([, only]) => only !== undefined);
}

export function admitsNull(description: Description, schema: Schema): boolean {
  const flat = description.flatten(schema);
  const branches = flat.anyOf ?? flat.oneOf;
  if (branches && !flat.properties) {
    return branches.some((branch) => admitsNull(description, branch));
  }
  const types = typesOf(flat);
  return types.length === 0 || types.includes("null");
}

export function typesOf(schema: Schema): readonly SchemaType[] {
  if (schema.type) return Array.isArray(schema.type) ? schema.type : [schema.type];
  return schema.properties ? ["object"] : [];
}

/** The types of a schema and of its alternatives. */
export function scalarTypes(description: Description, schema: Schema): readonly SchemaType[] {
  const flat = description.flatten(schema);
  const branches = flat.anyOf ?? flat.oneOf;
  return branches ? branches.flatMap((branch) => scalarTypes(description, branch)) : typesOf(flat);
}

/**
 * Converts numbers to strings, and strings to numbers, where only the other type is declared. A time
 * that is declared as text is written in ISO 8601.
 */
export function coercion(
  types: readonly SchemaType[],
  format?: string,
): (value: unknown) => unknown {
  const wantsNumber = types.includes("integer") || types.includes("number");
  const wantsString = types.includes("string");
  if (wantsString && !wantsNumber) {
    if (format === "date-time") {
      return (value) => (typeof value === "number" ? isoTime(value) : value);
    }
    return (value) => (typeof value === "number" ? String(value) : value);
  }
  if (!wantsNumber || wantsString) return (value) => value;
  return (value) => {
    if (typeof value !== "string" || value.trim() === "") return value;
    const number = Number(value);
    return Number.isNaN(number) ? value : number;
  };
}
