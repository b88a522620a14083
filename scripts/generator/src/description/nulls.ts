import { listsOf } from "./lists.ts";
import { asObject, type Json, type JsonObject } from "./source.ts";
import { answersOf } from "./walk.ts";

/**
 * An optional property of a response may also be null: an API omits some and sends null for others,
 * and rarely documents which. So an author writes `null` only for a required property.
 *
 * A property of one value has no null, since it distinguishes the members of a union; nor has the
 * array that makes an object a list.
 */
export function admitNullWhereOptional(document: JsonObject): void {
  const lists = listsOf(document);
  for (const { schema, standalone } of [...answersOf(document)]) {
    if (standalone) continue;
    const required = new Set((schema["required"] ?? []) as string[]);
    const properties = asObject(schema["properties"]) ?? {};
    for (const [name, value] of Object.entries(properties)) {
      const property = asObject(value);
      if (!property || required.has(name) || hasOneValue(property) || lists.has(property)) continue;
      properties[name] = orNull(property);
    }
  }
}

/** Whether a schema admits null; one without a type admits anything. */
export function admitsNull(schema: JsonObject): boolean {
  const branches = (schema["anyOf"] ?? schema["oneOf"]) as JsonObject[] | undefined;
  if (branches) return branches.some(admitsNull);
  if ("$ref" in schema || "allOf" in schema || "const" in schema) return false;
  const { type, enum: values } = schema;
  if (type === undefined) return !Array.isArray(values) || values.includes(null);
  return [type].flat().includes("null");
}

/** Whether a property has a single possible value, which distinguishes the members of a union. */
export function hasOneValue({ const: value, enum: values }: JsonObject): boolean {
  return value !== undefined || (Array.isArray(values) && values.length === 1);
}

function orNull(schema: JsonObject): JsonObject {
  if (admitsNull(schema)) return schema;
  const { type, anyOf, oneOf } = schema;
  if (Array.isArray(anyOf)) return { ...schema, anyOf: [...anyOf, { type: "null" }] };
  if (Array.isArray(oneOf)) return { ...schema, oneOf: [...oneOf, { type: "null" }] };
  if (type !== undefined) return { ...schema, type: [type, "null"].flat() as string[] };
  // Keywords beside a reference apply to the property, null included.
  const { $ref, allOf, ...own } = schema;
  return { ...own, anyOf: [$ref === undefined ? joined(allOf) : { $ref }, { type: "null" }] };
}

/** Several schemas that hold together; a single one needs no `allOf` once nothing stands beside it. */
function joined(members: Json | undefined): JsonObject {
  const [only, ...others] = (members ?? []) as JsonObject[];
  return only && others.length === 0 ? only : { allOf: members ?? [] };
}
