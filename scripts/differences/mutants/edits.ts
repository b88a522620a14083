import { asArray, asObject, type Json, type JsonObject } from "../json.ts";
import { isNull, structuralKeys } from "../keywords.ts";

/** Gives a node other contents. */
export function replace(node: JsonObject, contents: JsonObject): void {
  for (const key of Object.keys(node)) Reflect.deleteProperty(node, key);
  Object.assign(node, contents);
}

export function set(node: JsonObject, key: string, value: Json): void {
  node[key] = value;
}

export function remove(node: JsonObject, key: string): void {
  Reflect.deleteProperty(node, key);
}

export function without<Item>(items: readonly Item[], item: Item): Item[] {
  return items.filter((one) => one !== item);
}

export const typesOf = (schema: JsonObject) => asArray(schema["type"]).map(String);

export const propertiesOf = (schema: JsonObject) =>
  Object.entries(asObject(schema["properties"]) ?? {}).flatMap(([name, node]) => {
    const property = asObject(node);
    return property === undefined ? [] : [{ name, property }];
  });

export const requiredOf = (schema: JsonObject) => asArray(schema["required"]).map(String);

/** The alternatives of a schema without null, and the keyword that they stand under. */
export function alternativesOf(schema: JsonObject): { key: string; members: JsonObject[] } {
  for (const key of ["anyOf", "oneOf"]) {
    const members = asArray(schema[key]).flatMap((one) =>
      isNull(one) ? [] : [asObject(one) ?? {}],
    );
    if (members.length > 0) return { key, members };
  }
  return { key: "anyOf", members: [] };
}

/** Whether a schema allows any value. */
export const isAny = (schema: JsonObject) => structuralKeys(schema).length === 0;

export function isNullable(schema: JsonObject): boolean {
  const alternatives = [...asArray(schema["anyOf"]), ...asArray(schema["oneOf"])];
  return (
    typesOf(schema).includes("null") ||
    asArray(schema["enum"]).includes(null) ||
    alternatives.some((one) => isNull(one) || isNullable(asObject(one) ?? {}))
  );
}

export function addNull(schema: JsonObject): void {
  const types = typesOf(schema);
  if (types.length === 0) replace(schema, { anyOf: [{ ...schema }, { type: "null" }] });
  else {
    schema["type"] = [...types, "null"];
    if (Array.isArray(schema["enum"])) schema["enum"] = [...schema["enum"], null];
  }
}

export function removeNull(schema: JsonObject): void {
  if (typesOf(schema).includes("null")) schema["type"] = without(typesOf(schema), "null");
  if (Array.isArray(schema["enum"])) schema["enum"] = without<Json>(schema["enum"], null);
  for (const key of ["anyOf", "oneOf"]) {
    const members = asArray(schema[key]).filter((one) => !isNull(one));
    for (const member of members) removeNull(asObject(member) ?? {});
    if (members.length > 0) schema[key] = members;
  }
}

/** Gives a schema a type that it does not allow. */
export function retype(schema: JsonObject): void {
  const inner = alternativesOf(schema).members.flatMap(typesOf);
  const taken = new Set([...typesOf(schema), ...inner]);
  const type = ["boolean", "string", "array"].find((one) => !taken.has(one)) ?? "null";
  replace(schema, { type });
}
