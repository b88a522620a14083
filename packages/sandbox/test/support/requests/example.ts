import { createRequire } from "node:module";
import { follow, type Operation, readBundle, type Schema } from "../described.ts";
import type { OperationRequest } from "./send-request.ts";

// openapi-sampler is CommonJS without declarations of its own.
const { sample } = createRequire(import.meta.url)("openapi-sampler") as {
  sample(schema: unknown, options: object, document: object): unknown;
};

/** The ids of a workspace by the ids of the examples. */
export type Names = Readonly<Record<string, string>>;

/**
 * The example request of an operation, with the ids of a workspace. Where a body has alternatives,
 * there is a request for each.
 */
export function examplesOf(operation: Operation, names: Names): OperationRequest[] {
  const path = Object.fromEntries(given(operation, names, "path", true));
  const query = Object.fromEntries(given(operation, names, "query", true));
  return bodiesOf(operation, names).map((body) => ({ operation, path, query, body }));
}

/** The parameters that an optional one needs, by the id of the operation and its name. */
const needed: Readonly<Record<string, string>> = {
  "content.search folder_ids": "folder_entity_type",
  "aiContent.externalPages.list source_id": "external_id",
  "aiContent.externalPages.list external_id": "source_id",
};

/** The same request with each optional parameter. */
export function withMore(request: OperationRequest, names: Names): OperationRequest[] {
  const more = given(request.operation, names, "query", false);
  return more.map(([name, value]) => {
    const others = more.filter(([key]) => key === needed[`${request.operation.id} ${name}`]);
    const query = { ...request.query, ...Object.fromEntries(others), [name]: value };
    return { ...request, query };
  });
}

function given(
  { version, parameters }: Operation,
  names: Names,
  place: "path" | "query",
  isRequired: boolean,
): [string, string][] {
  return parameters
    .filter((one) => one.in === place && (one.required ?? false) === isRequired)
    .flatMap(({ name, schema }) => spread(name, renamed(exampleIn(version, schema), names)));
}

function bodiesOf({ version, body }: Operation, names: Names): unknown[] {
  if (body?.type === "multipart/form-data") return [form()];
  const forms = body?.schema ? formsOf(version, body.schema) : [];
  const bodies = [body?.example, ...forms.slice(1).map((schema) => sampleOf(version, schema))];
  return bodies.map((example) => renamed(example, names));
}

/** A value of a schema, composed of the examples of its parts. */
export function sampleOf(version: string, schema: Schema): unknown {
  return sample(schema, { skipReadOnly: true, quiet: true }, readBundle(version));
}

/** The alternatives of an object's schema. */
function formsOf(version: string, schema: Schema): Schema[] {
  const whole = follow(version, schema);
  const { anyOf, oneOf, ...own } = whole;
  const choices = (anyOf ?? oneOf ?? []).flatMap((choice) => formsOf(version, choice));
  const objects = choices.filter(({ properties, allOf }) => properties ?? allOf);
  return objects.length > 1 ? objects.map((choice) => ({ allOf: [own, choice] })) : [whole];
}

/** An exploded object has a parameter for each property. */
function spread(name: string, value: unknown): [string, string][] {
  if (value === undefined) return [];
  if (typeof value !== "object" || value === null) return [[name, String(value)]];
  return Object.entries(value).map(([key, part]) => [key, String(part)]);
}

/** A value of a parameter: its example, or one derived from its schema. */
export function exampleIn(version: string, schema: Schema): unknown {
  const { examples, enum: values, default: usual, type, items } = follow(version, schema);
  if (examples) return examples[0];
  if (values) return values[0];
  if (usual !== undefined) return usual;
  const types = [type].flat();
  if (types.includes("boolean")) return true;
  if (types.includes("integer")) return 1;
  return items ? exampleIn(version, items) : undefined;
}

/** The only form that is sent: a catalogue of products. */
function form(): FormData {
  const all = new FormData();
  const product = { id: "1", title: "Gear", url: "https://www.example.com/gear" };
  all.set("catalog", new Blob([JSON.stringify([product])], { type: "application/json" }));
  return all;
}

/** Replaces every id in a value by that of the workspace, with the same type. */
export function renamed(value: unknown, names: Names): unknown {
  if (Array.isArray(value)) return value.map((part) => renamed(part, names));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, renamed(part, names)]),
    );
  }
  if (typeof value !== "string" && typeof value !== "number") return value;
  const name = names[String(value)];
  if (name === undefined) return value;
  return typeof value === "number" ? Number(name) : name;
}
