import type { Description } from "./description.ts";
import type { JsonObject, Schema } from "./openapi.ts";
import { admitsNull, constant, typesOf } from "./schema.ts";

/**
 * The object that a schema describes when no property is set: each property is its only value, its
 * default, null where it can be null, or the empty value of its type. Optional properties without
 * such a value are left out.
 */
export function emptyObject(description: Description, schema: Schema): JsonObject {
  const flat = description.flatten(schema);
  const result: JsonObject = {};
  for (const [name, declared] of Object.entries(flat.properties ?? {})) {
    const value = emptyValue(description, declared, flat.required?.includes(name) ?? false);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

function emptyValue(description: Description, schema: Schema, required: boolean): unknown {
  const flat = description.flatten(schema);
  const only = constant(flat);
  if (only !== undefined) return only;
  if (flat.default !== undefined) return flat.default;
  if (admitsNull(description, schema)) return null;
  const [type] = typesOf(flat);
  if (type === "array") return [];
  if (type === "boolean") return false;
  if (!required) return undefined;
  if (type === "object") return emptyObject(description, flat);
  if (type === "integer" || type === "number") return 0;
  return type === "string" ? "" : undefined;
}
