import type { Description } from "./description.ts";
import type { JsonObject, Schema, SchemaType } from "./openapi.ts";

/**
 * Projects a value onto a schema: undeclared properties are dropped, numbers and strings are
 * converted to the declared type, and required nullable properties that are missing become null.
 *
 * So one state serves every API version: handlers return all properties in one shape, and the
 * description of the version selects the properties that it has.
 */
export function project(description: Description, schema: Schema, value: unknown): unknown {
  const flat = description.flatten(schema);
  const branches = flat.anyOf ?? flat.oneOf;
  if (branches && !flat.properties) return projectBranch(description, branches, value);
  if (Array.isArray(value)) {
    const { items } = flat;
    return items
      ? value.map((item) => project(description, items, item))
      : copyWithoutUndefined(value);
  }
  if (isObject(value)) return projectObject(description, flat, value);
  return coerce(typesOf(flat), value);
}

function projectObject(description: Description, schema: Schema, value: JsonObject): unknown {
  const { properties, additionalProperties } = schema;
  if (!properties && additionalProperties === undefined) return copyWithoutUndefined(value);
  const result: JsonObject = {};
  // An empty object stays empty where the schema allows it: not even `type` is added.
  if (Object.keys(value).length === 0 && !schema.required?.length) return result;
  for (const [name, declared] of Object.entries(properties ?? {})) {
    const own = value[name] === undefined ? absentValue(description, schema, name) : value[name];
    if (own === undefined) continue;
    const projected = project(description, declared, own);
    const mayBeNull = projected !== null || admitsNull(description, declared);
    if (mayBeNull || schema.required?.includes(name)) result[name] = projected;
  }
  if (!additionalProperties) return result;
  for (const [name, own] of Object.entries(value)) {
    if (Object.hasOwn(properties ?? {}, name) || own === undefined) continue;
    result[name] =
      additionalProperties === true
        ? copyWithoutUndefined(own)
        : project(description, additionalProperties, own);
  }
  return result;
}

/** The value of a property that the state does not have; `undefined` to leave it out. */
function absentValue(description: Description, schema: Schema, name: string): unknown {
  const declared = schema.properties?.[name] ?? {};
  if (name === "type") return constant(description.flatten(declared));
  if (!schema.required?.includes(name)) return undefined;
  return admitsNull(description, declared) ? null : constant(description.flatten(declared));
}

/** The only value that a schema admits, if there is only one. */
export function constant(schema: Schema): unknown {
  return schema.const ?? (schema.enum?.length === 1 ? schema.enum[0] : undefined);
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

function projectBranch(
  description: Description,
  branches: readonly Schema[],
  value: unknown,
): unknown {
  const flat = branches.map((branch) => description.flatten(branch));
  if (typeof value !== "object" || value === null) {
    return coerce(flat.flatMap(scalarTypes(description)), value);
  }
  const type = Array.isArray(value) ? "array" : "object";
  const fitting = flat.filter((branch) => {
    const types = typesOf(branch);
    return types.length === 0 || types.includes(type);
  });
  const matching = fitting.filter((branch) =>
    matchesConstants(description, branch, value as JsonObject),
  );
  const [first, ...others] = matching.length > 0 ? matching : fitting;
  if (!first) return copyWithoutUndefined(value);
  // In most cases the other branch is null, and one branch remains.
  if (others.length === 0) return project(description, first, value);
  const candidates = [first, ...others].map((branch) => ({
    branch,
    projected: project(description, branch, value),
  }));
  candidates.sort((a, b) => propertyCount(b.projected) - propertyCount(a.projected));
  const valid = candidates.find(
    ({ branch, projected }) => !description.validation.mismatch(branch, projected),
  );
  return (valid ?? candidates[0])?.projected;
}

/** Copies a value that no schema describes, without undefined properties, which JSON does not have. */
function copyWithoutUndefined(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((item) => (item === undefined ? null : copyWithoutUndefined(item)));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [name, own] of Object.entries(value)) {
    if (own !== undefined) copy[name] = copyWithoutUndefined(own);
  }
  return copy;
}

function scalarTypes(description: Description): (schema: Schema) => readonly SchemaType[] {
  return (schema) => {
    const flat = description.flatten(schema);
    const branches = flat.anyOf ?? flat.oneOf;
    return branches ? branches.flatMap(scalarTypes(description)) : typesOf(flat);
  };
}

/** Whether every property with a constant has that value or is not set. */
function matchesConstants(description: Description, branch: Schema, value: JsonObject): boolean {
  return Object.entries(branch.properties ?? {}).every(([name, declared]) => {
    const only = constant(description.flatten(declared));
    return only === undefined || value[name] === undefined || value[name] === only;
  });
}

function propertyCount(value: unknown): number {
  return typeof value === "object" && value !== null ? Object.keys(value).length : 0;
}

function coerce(types: readonly SchemaType[], value: unknown): unknown {
  const wantsNumber = types.includes("integer") || types.includes("number");
  const wantsString = types.includes("string");
  if (typeof value === "number" && wantsString && !wantsNumber) return String(value);
  if (typeof value === "string" && wantsNumber && !wantsString && value.trim() !== "") {
    const number = Number(value);
    return Number.isNaN(number) ? value : number;
  }
  return value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null;
}
