import { type ValueType, valueTypeOf } from "../arguments/value-type.ts";
import { resolveSchema } from "../catalog/description.ts";
import type { Operation, Schema } from "../catalog/operation.ts";

/** A query parameter, or a property of a body, as an option of a command. */
export interface Field {
  /** Its name in the API, such as `per_page`. */
  readonly name: string;
  readonly place: "query" | "body";
  readonly type: ValueType;
  readonly isRequired: boolean;
  readonly description: string;
}

type Schemas = Readonly<Record<string, Schema>>;
type Properties = Readonly<Record<string, Schema>>;

/** The options of an operation. A search has its query, its order and its pages in options of their own. */
export function fieldsOf(operation: Operation, schemas: Schemas): Field[] {
  const query = operation.parameters
    .filter((parameter) => parameter.in === "query")
    .map(({ name, schema, required, description }): Field => {
      const type = typeOf(name, schema, schemas);
      return { name, place: "query", type, isRequired: required, description };
    });
  if (operation.body === undefined || operation.search !== undefined) return query;
  const { properties, required } = membersOf(operation.body.schema, schemas);
  const body = Object.entries(properties).map(([name, schema]): Field => {
    const isRequired = required.has(name);
    const description = descriptionOf(schema, schemas);
    return { name, place: "body", type: typeOf(name, schema, schemas), isRequired, description };
  });
  return [...query, ...body];
}

/** Some integers are times without a format that states it. */
function typeOf(name: string, schema: Schema, schemas: Schemas): ValueType {
  const type = valueTypeOf(schema, schemas);
  const isTime = type.kind === "integer" && /_(at|after|before|until|time)$/.test(name);
  return isTime ? { kind: "time" } : type;
}

/** The properties of a schema in all its branches, and those that every branch requires. */
export function membersOf(
  given: Schema,
  schemas: Schemas,
): { readonly properties: Properties; readonly required: ReadonlySet<string> } {
  const schema = resolveSchema(given, schemas);
  const branchesAt = (key: string) =>
    ((schema[key] ?? []) as readonly Schema[]).map((branch) => membersOf(branch, schemas));
  const all = branchesAt("allOf");
  const some = [...branchesAt("anyOf"), ...branchesAt("oneOf")];
  const own = (schema["properties"] ?? {}) as Properties;
  const inEach = [...(some[0]?.required ?? [])].filter((name) =>
    some.every(({ required }) => required.has(name)),
  );
  return {
    properties: merge([own, ...[...all, ...some].map(({ properties }) => properties)]),
    required: new Set([
      ...((schema["required"] ?? []) as readonly string[]),
      ...all.flatMap(({ required }) => [...required]),
      ...inEach,
    ]),
  };
}

/** A property that several branches have matches one of their schemas. */
function merge(branches: readonly Properties[]): Properties {
  const schemas = new Map<string, Schema[]>();
  for (const [name, schema] of branches.flatMap((branch) => Object.entries(branch))) {
    schemas.set(name, [...(schemas.get(name) ?? []), schema]);
  }
  return Object.fromEntries(
    [...schemas].map(([name, [first = {}, ...more]]) => {
      if (more.length === 0) return [name, first];
      const anyOf = [first, ...more];
      const descriptions = new Set(anyOf.flatMap(({ description }) => description ?? []));
      return [name, { anyOf, description: [...descriptions].join(" ") }];
    }),
  );
}

function descriptionOf(schema: Schema, schemas: Schemas): string {
  const { description = resolveSchema(schema, schemas)["description"] } = schema;
  return typeof description === "string" ? description : "";
}

/** `custom_attributes` → `--custom-attributes`, `aiContent` → `ai-content`. */
export function kebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll("_", "-")
    .toLowerCase();
}
