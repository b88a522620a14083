import { lookUp } from "interkit-generator/description/walk";
import { asArray, asObject, type Json, type JsonObject } from "../json.ts";
import { isNull } from "../keywords.ts";
import type { Sender, Slice } from "./slices.ts";

/** A schema inside a slice. */
export interface Place {
  readonly slice: Slice;
  readonly steps: readonly string[];
  readonly schema: JsonObject;
  /** `.email` for the schema of a property; the name of the slice outside of all properties. */
  readonly label: string;
  /** The schema that this one is an alternative or part of. */
  readonly parent: JsonObject | undefined;
}

/** What a schema refers to, or itself. */
export function targetOf({ document }: Slice, schema: JsonObject): JsonObject {
  const { $ref: reference } = schema;
  return (typeof reference === "string" ? lookUp(document, reference) : schema) ?? {};
}

/** The other parts of the `allOf` that a schema is in, references followed. */
export function partsAround({ slice, schema, parent }: Place): JsonObject[] {
  return asArray(parent?.["allOf"]).flatMap((one) => {
    const part = targetOf(slice, asObject(one) ?? {});
    return part === schema ? [] : [part];
  });
}

/** An edit of a copy of a description. */
export interface Edit {
  /** What the place of the change has to name. */
  readonly names: string;
  readonly edit: (node: JsonObject, document: JsonObject) => void;
}

/** The schemas of a slice: of the schema itself, or of the bodies and parameters of an operation. */
export function* placesIn(slice: Slice): Generator<Place> {
  const node = at(slice.document, slice.steps);
  if (slice.steps[0] === "components") {
    yield* within({
      slice,
      steps: slice.steps,
      schema: node,
      label: slice.name,
      parent: undefined,
    });
    return;
  }
  for (const [index, parameter] of asArray(node["parameters"]).entries()) {
    const { name, schema, in: place } = asObject(parameter) ?? {};
    if (schema === undefined || isSetByClient(name)) continue;
    const steps = [...slice.steps, "parameters", String(index), "schema"];
    const labels: Record<string, string> = { path: "", header: String(name).toLowerCase() };
    yield* ofSender(slice, "request", steps, labels[String(place)] ?? String(name));
  }
  yield* contents(slice, "request", [...slice.steps, "requestBody"]);
  for (const status of Object.keys(asObject(node["responses"]) ?? {})) {
    yield* contents(slice, "response", [...slice.steps, "responses", status]);
  }
}

/** The client sets it; it is no part of the types. */
export const isSetByClient = (name: Json | undefined) =>
  String(name).toLowerCase() === "intercom-version";

function* contents(slice: Slice, sender: Sender, steps: readonly string[]): Generator<Place> {
  for (const type of Object.keys(asObject(at(slice.document, steps)?.["content"]) ?? {})) {
    yield* ofSender(slice, sender, [...steps, "content", type, "schema"], type);
  }
}

function* ofSender(
  slice: Slice,
  sender: Sender,
  steps: readonly string[],
  label: string,
): Generator<Place> {
  const schema = at(slice.document, steps);
  const only: Slice = { ...slice, senders: new Set([sender]) };
  if (schema !== undefined) yield* within({ slice: only, steps, schema, label, parent: undefined });
}

/** A schema and those in it, references not followed. */
function* within(place: Place): Generator<Place> {
  const { schema, steps, label } = place;
  yield place;
  const child = (more: readonly string[], node: Json | undefined, name: string) => {
    const inner = asObject(node);
    const at = [...steps, ...more];
    return inner === undefined
      ? []
      : within({
          slice: sentSlice(place.slice, inner),
          steps: at,
          schema: inner,
          label: name,
          parent: schema,
        });
  };
  for (const [name, property] of Object.entries(asObject(schema["properties"]) ?? {})) {
    yield* child(["properties", name], property, `.${name}`);
  }
  for (const key of ["items", "additionalProperties"]) yield* child([key], schema[key], label);
  for (const key of ["allOf", "anyOf", "oneOf"]) {
    for (const [index, member] of asArray(schema[key]).entries()) {
      if (!isNull(member)) yield* child([key, String(index)], member, label);
    }
  }
}

/** What only one side sends is no part of what the other one sends. */
function sentSlice(slice: Slice, { readOnly, writeOnly }: JsonObject): Slice {
  if (readOnly !== true && writeOnly !== true) return slice;
  const other = readOnly === true ? "request" : "response";
  return { ...slice, senders: new Set([...slice.senders].filter((sender) => sender !== other)) };
}

/** The schemas of a slice that are composed of the slice's own one. */
export function composedOf({ document, name }: Slice): [string, JsonObject][] {
  const schemas = asObject(asObject(document["components"])?.["schemas"]) ?? {};
  return Object.entries(schemas).flatMap(([other, node]): [string, JsonObject][] => {
    const schema = asObject(node) ?? {};
    const parts = ["allOf", "anyOf", "oneOf"].flatMap((key) => asArray(schema[key]));
    const isOne = parts.some((one) => asObject(one)?.["$ref"] === `#/components/schemas/${name}`);
    return isOne ? [[other, schema]] : [];
  });
}

/** What is at a place of a document; `{}` where there is nothing. */
export function at(document: JsonObject, steps: readonly string[]): JsonObject {
  let node: Json | undefined = document;
  for (const step of steps) {
    node = Array.isArray(node) ? node[Number(step)] : asObject(node)?.[step];
  }
  return asObject(node) as JsonObject;
}
