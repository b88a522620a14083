import type { Description } from "./description.ts";
import { JsonText, writeArray, writeObject } from "./json-text.ts";
import type { JsonObject, Schema } from "./openapi.ts";
import { type ProjectRecord, projectRecord, RecordView } from "./record-view.ts";
import { admitsNull, coercion, constant, constantsOf, scalarTypes, typesOf } from "./schema.ts";

/**
 * Projects a value onto a schema. The views of records in the value are projected by `records`. The
 * result is a `JsonText` when one of its parts is.
 */
export type Projection = (value: unknown, records: ProjectRecord) => unknown;

/**
 * Projects a value onto a schema: undeclared properties are dropped, numbers and strings are
 * converted to the declared type, and required nullable properties that are missing become null.
 *
 * So one state serves every API version: handlers return all properties in one shape, and the
 * description of the version selects the properties that it has.
 */
export function project(
  description: Description,
  schema: Schema,
  value: unknown,
  records: ProjectRecord = projectRecord,
): unknown {
  return description.projection(schema)(value, records);
}

/**
 * Compiles the projection onto a schema. Its parts are compiled when a value first has them, since
 * schemas can contain themselves.
 */
export function compileProjection(description: Description, schema: Schema): Projection {
  const flat = description.flatten(schema);
  const branches = flat.anyOf ?? flat.oneOf;
  const project =
    branches && !flat.properties
      ? ontoBranches(description, branches)
      : ontoValue(description, flat);
  const projection: Projection = (value, records) =>
    value instanceof RecordView ? records(value, projection) : project(value, records);
  return projection;
}

function ontoValue(description: Description, schema: Schema): Projection {
  const { items } = schema;
  const coerce = coercion(typesOf(schema), schema.format);
  let ontoObject: Projection | undefined;
  return (value, records) => {
    if (Array.isArray(value)) {
      return items
        ? projectItems(value, description.projection(items), records)
        : copyWithoutUndefined(value);
    }
    if (!isObject(value)) return coerce(value);
    ontoObject ??= compileObject(description, schema);
    return ontoObject(value, records);
  };
}

function projectItems(
  items: readonly unknown[],
  projection: Projection,
  records: ProjectRecord,
): unknown {
  const projected = items.map((item) => projection(item, records));
  return projected.some((item) => item instanceof JsonText) ? writeArray(projected) : projected;
}

/** A declared property. */
interface Property {
  readonly name: string;
  readonly project: Projection;
  /** The value when the state does not have the property; `undefined` to leave it out. */
  readonly absent: unknown;
  /** Whether the property can be null in a response. Otherwise a null is left out. */
  readonly keepsNull: boolean;
}

function compileObject(description: Description, schema: Schema): Projection {
  const { properties = {}, additionalProperties, required = [] } = schema;
  if (!schema.properties && additionalProperties === undefined) return copyWithoutUndefined;
  const declared = Object.entries(properties).map(([name, property]): Property => {
    const isRequired = required.includes(name);
    return {
      name,
      project: description.projection(property),
      absent: absentValue(description, name, property, isRequired),
      keepsNull: isRequired || admitsNull(description, property),
    };
  });
  const projectOther = additionalProjection(description, additionalProperties);
  return (value, records) => {
    const given = value as JsonObject;
    const result: JsonObject = {};
    // An empty object stays empty where the schema allows it: not even `type` is added.
    if (required.length === 0 && Object.keys(given).length === 0) return result;
    let hasText = false;
    const set = (name: string, projected: unknown) => {
      result[name] = projected;
      hasText ||= projected instanceof JsonText;
    };
    for (const { name, project, absent, keepsNull } of declared) {
      const own = given[name] === undefined ? absent : given[name];
      if (own === undefined) continue;
      const projected = project(own, records);
      if (projected !== null || keepsNull) set(name, projected);
    }
    if (projectOther) {
      for (const [name, own] of Object.entries(given)) {
        if (own === undefined || Object.hasOwn(properties, name)) continue;
        set(name, projectOther(own, records));
      }
    }
    return hasText ? writeObject(result) : result;
  };
}

/** The projection of undeclared properties; `undefined` where they are dropped. */
function additionalProjection(
  description: Description,
  schema: Schema["additionalProperties"],
): Projection | undefined {
  if (!schema) return undefined;
  return schema === true ? copyWithoutUndefined : description.projection(schema);
}

/** The value of a property that the state does not have; `undefined` to leave it out. */
function absentValue(
  description: Description,
  name: string,
  schema: Schema,
  isRequired: boolean,
): unknown {
  const only = constant(description.flatten(schema));
  if (name === "type") return only;
  if (!isRequired) return undefined;
  return admitsNull(description, schema) ? null : only;
}

/** An alternative of a schema. */
interface Branch {
  readonly schema: Schema;
  readonly project: Projection;
  readonly constants: readonly (readonly [name: string, value: unknown])[];
}

function ontoBranches(description: Description, schemas: readonly Schema[]): Projection {
  const flat = schemas.map((schema) => description.flatten(schema));
  const coerce = coercion(flat.flatMap((schema) => scalarTypes(description, schema)));
  const branchesFor = (type: "array" | "object") =>
    flat
      .filter((schema) => typesOf(schema).length === 0 || typesOf(schema).includes(type))
      .map(
        (schema): Branch => ({
          schema,
          project: description.projection(schema),
          constants: constantsOf(description, schema),
        }),
      );
  const branches: { array?: readonly Branch[]; object?: readonly Branch[] } = {};
  return (value, records) => {
    if (!isObject(value)) return coerce(value);
    const type = Array.isArray(value) ? "array" : "object";
    branches[type] ??= branchesFor(type);
    return projectBranch(description, branches[type], value, records);
  };
}

/** Projects a value onto the alternative that fits it best. */
function projectBranch(
  description: Description,
  fitting: readonly Branch[],
  value: JsonObject,
  records: ProjectRecord,
): unknown {
  const matching = fitting.filter(({ constants }) =>
    constants.every(([name, only]) => value[name] === undefined || value[name] === only),
  );
  const [first, ...others] = matching.length > 0 ? matching : fitting;
  if (!first) return copyWithoutUndefined(value);
  // In most cases the other branch is null, and one branch remains.
  if (others.length === 0) return first.project(value, records);
  const candidates = [first, ...others].map(({ schema, project }) => {
    const projected = project(value, records);
    return { schema, projected: projected instanceof JsonText ? projected.parse() : projected };
  });
  candidates.sort((a, b) => propertyCount(b.projected) - propertyCount(a.projected));
  const valid = candidates.find(
    ({ schema, projected }) => !description.validation.mismatch(schema, projected),
  );
  return (valid ?? candidates[0])?.projected;
}

function propertyCount(value: unknown): number {
  return typeof value === "object" && value !== null ? Object.keys(value).length : 0;
}

/** Copies a value that no schema describes, without undefined properties, which JSON does not have. */
function copyWithoutUndefined(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((item) => (item === undefined ? null : copyWithoutUndefined(item)));
  if (value instanceof RecordView) return copyWithoutUndefined(value.read());
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [name, own] of Object.entries(value)) {
    if (own !== undefined) copy[name] = copyWithoutUndefined(own);
  }
  return copy;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null;
}
