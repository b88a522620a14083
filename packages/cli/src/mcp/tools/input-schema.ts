import type { Catalog, Operation, Schema } from "../../catalog/catalog.ts";
import { SchemaCopy } from "./definitions.ts";
import { isPagingParameter, maxLimit, type Paging, pagingOf } from "./paging.ts";

/** What a tool takes, and how that becomes a request. */
export interface ToolInput {
  readonly schema: Schema;
  /** Whether the fields of the body are arguments of their own, or all in one that is called `body`. */
  readonly body: "fields" | "whole" | undefined;
  readonly paging: Paging | undefined;
}

/** How much of its texts a tool returns by default: of the one object that it reads, and of each item of a list. */
export const defaultMaxChars = { object: 20_000, item: 2000 } as const;

/** Merges the path, the query and the body of an operation into the schema of one object. */
export function toolInput(operation: Operation, catalog: Catalog): ToolInput {
  const copy = new SchemaCopy(catalog.schemas);
  const paging = pagingOf(operation, copy);
  const parameters = operation.parameters.filter(({ name }) => !isPagingParameter(operation, name));
  const properties: Record<string, Schema> = Object.fromEntries(
    parameters.map(({ name, schema, description }) => [
      name,
      { ...copy.copy(schema), ...(description === "" ? undefined : { description }) },
    ]),
  );
  const required = parameters.filter((one) => one.required).map(({ name }) => name);
  const body = bodyOf(operation, copy, properties);
  Object.assign(properties, body?.properties, ownProperties(operation, paging));
  required.push(...(body?.required ?? []));
  const definitions = copy.definitions;
  const schema = {
    type: "object",
    properties,
    ...(required.length === 0 ? undefined : { required }),
    // An argument that is sent nowhere, such as a filter of a list that has none, would be ignored silently.
    additionalProperties: false,
    ...(Object.keys(definitions).length === 0 ? undefined : { $defs: definitions }),
  };
  return { schema, body: body?.kind, paging };
}

interface BodyInput {
  readonly kind: "fields" | "whole";
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
}

function bodyOf(
  operation: Operation,
  copy: SchemaCopy,
  taken: Readonly<Record<string, Schema>>,
): BodyInput | undefined {
  const { body } = operation;
  if (body === undefined) return undefined;
  const schema = copy.resolve(body.schema);
  if (!isPlainObject(schema, taken)) {
    const required = body.required ? ["body"] : [];
    return { kind: "whole", properties: { body: copy.copy(body.schema) }, required };
  }
  const fields = Object.entries(schema["properties"] as Readonly<Record<string, Schema>>);
  const properties = fields
    .filter(([name]) => !isPagingParameter(operation, name) && !(name in taken))
    .map(([name, field]) => [name, copy.copy(field)] as const);
  const required = body.required ? ((schema["required"] as string[] | undefined) ?? []) : [];
  return { kind: "fields", properties: Object.fromEntries(properties), required };
}

/**
 * Whether a body is an object with fields, of one form. A field with the name of a parameter is left out, as the
 * contact of a note is in the path already, unless the body needs it.
 */
function isPlainObject(schema: Schema, taken: Readonly<Record<string, Schema>>): boolean {
  const { properties, required = [], anyOf = [], oneOf, allOf } = schema;
  if (properties === undefined || oneOf !== undefined || allOf !== undefined) return false;
  // Which fields go together is in the description, too.
  const onlyRequires = (form: Schema) => Object.keys(form).every((name) => name === "required");
  const needed = required as readonly string[];
  return (anyOf as Schema[]).every(onlyRequires) && needed.every((name) => !(name in taken));
}

function ownProperties(
  { isRead }: Operation,
  paging: Paging | undefined,
): Readonly<Record<string, Schema>> {
  if (!isRead) return {};
  const { object, item } = defaultMaxChars;
  return {
    ...(paging && {
      limit: { type: "integer", minimum: 1, maximum: maxLimit, default: 20 },
      cursor: { type: "string", description: "The cursor of the result before, for what follows." },
    }),
    fields: {
      type: "array",
      items: { type: "string" },
      description: "Returns only these fields, such as `id` or `source.body`.",
    },
    max_chars: {
      type: "integer",
      minimum: 1,
      maximum: 50_000,
      default: paging ? item : object,
      description: "Cuts longer texts.",
    },
  };
}
