import { follow, type Operation, type Parameter, type Schema } from "../described.ts";
import { bodyError } from "../response-error.ts";
import { sampleOf } from "./example.ts";
import type { OperationRequest } from "./send-request.ts";

/** A request that the description does not allow, with its mistake. */
export interface Refused extends OperationRequest {
  readonly wrong: string;
  /** The property or parameter with the mistake. */
  readonly place?: string;
}

/**
 * Requests for an operation with one mistake each, derived from valid requests.
 */
export function* refusalsOf(examples: readonly OperationRequest[]): Generator<Refused> {
  const [first] = examples;
  if (!first) return;
  const { parameters, body } = first.operation;
  for (const name of Object.keys(first.path)) {
    yield { ...first, path: { ...first.path, [name]: "404404" }, wrong: `an unknown ${name}` };
  }
  for (const parameter of parameters) {
    if (parameter.in === "query") yield* wrongQueries(first, parameter);
  }
  if (body?.required) yield { ...first, body: undefined, wrong: "no body" };
  if (!body?.schema || first.body instanceof FormData) return;
  yield { ...first, body: [], wrong: "a list as body" };
  for (const right of examples) {
    const whole = {
      name: "",
      schema: body.schema,
      value: right.body,
      set: (value: unknown) => value,
    };
    yield* wrongValues(right, whole, 2);
  }
}

function* wrongQueries(
  right: OperationRequest,
  { name, required, schema }: Parameter,
): Generator<Refused> {
  const own = follow(right.operation.version, schema);
  const isObject = [own.type].flat().includes("object");
  if (required) {
    const parts = isObject ? Object.keys(own.examples?.[0] ?? {}) : [name];
    const left = Object.entries(right.query).filter(([key]) => !parts.includes(key));
    yield { ...right, query: Object.fromEntries(left), wrong: `?${name} left out`, place: name };
  }
  const types = [own.items?.type ?? own.type].flat();
  const values = own.items?.enum ?? own.enum;
  const words = [
    ...(values || types.every((type) => type !== "string" && type !== "object") ? ["wrong"] : []),
    ...(own.minimum === undefined ? [] : [String(own.minimum - 1)]),
    ...(own.maximum === undefined ? [] : [String(own.maximum + 1)]),
  ];
  for (const word of words) {
    const query = { ...right.query, [name]: word };
    yield { ...right, query, wrong: `?${name}=${word}`, place: name };
  }
}

/** A place in a body. */
interface Place {
  readonly name: string;
  readonly schema: Schema;
  readonly value: unknown;
  /** The body with another value in this place; `undefined` removes it. */
  readonly set: (value: unknown) => unknown;
}

function* wrongValues(right: OperationRequest, parent: Place, depth: number): Generator<Refused> {
  const { operation } = right;
  for (const place of placesIn(operation, parent)) {
    const { name, value, schema, set } = place;
    const isRefused = (other: unknown) => bodyError(operation, set(other)) !== undefined;
    if (value !== undefined && isRefused(undefined)) {
      yield { ...right, body: set(undefined), wrong: `${name} left out`, place: name };
    }
    const wrong = unfit.filter(isRefused).slice(0, 3);
    const outside = beyond(operation.version, schema).filter(isRefused);
    for (const other of [...wrong, ...outside]) {
      const shown = JSON.stringify(other).slice(0, 40);
      yield { ...right, body: set(other), wrong: `${name} is ${shown}`, place: name };
    }
    if (depth > 1) yield* wrongValues(right, place, depth - 1);
  }
}

/** Values of all types. The first three invalid ones are used. */
const unfit: readonly unknown[] = [null, "wrong", 7.5, true, {}, []];

/** Values just beyond the bounds of a schema. */
function beyond(version: string, schema: Schema): unknown[] {
  const { minimum, maximum, maxLength, maxItems } = follow(version, schema);
  return [
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(maxLength === undefined ? [] : ["x".repeat(maxLength + 1)]),
    ...(maxItems === undefined ? [] : [Array.from({ length: maxItems + 1 }, () => ({}))]),
  ];
}

/** The properties of an object, or of the first item of a list. */
function placesIn(operation: Operation, { name, schema, value, set }: Place): Place[] {
  const { version } = operation;
  const items = itemsOf(version, schema);
  if (items) {
    const list = Array.isArray(value) ? value : sampleOf(version, schema);
    const [first, ...others] = Array.isArray(list) ? list : [];
    return placesIn(operation, {
      name: `${name}.0`,
      schema: items,
      value: first,
      set: (item) => set([item, ...others]),
    });
  }
  const properties = propertiesOf(version, schema);
  const whole = isObject(value) ? value : properties.size > 0 ? sampleOf(version, schema) : {};
  if (!isObject(whole)) return [];
  const seen = new Set<string>();
  return [...properties].flatMap(([key, own]) => {
    // Translations have forty languages: one of them is enough.
    const text = JSON.stringify({ ...own, description: undefined });
    const isAlike = whole[key] === undefined && text.includes("$ref") && seen.has(text);
    seen.add(text);
    if (isAlike) return [];
    return {
      name: name ? `${name}.${key}` : key,
      schema: own,
      value: whole[key],
      set: (part: unknown) => set(changed(whole, key, part)),
    };
  });
}

function changed(whole: Record<string, unknown>, key: string, value: unknown): object {
  const { [key]: _, ...others } = whole;
  return value === undefined ? others : { ...others, [key]: value };
}

function itemsOf(version: string, schema: Schema): Schema | undefined {
  const { items, anyOf, oneOf, allOf } = follow(version, schema);
  if (items) return items;
  const parts = [...(allOf ?? []), ...(anyOf ?? []), ...(oneOf ?? [])];
  return parts.map((part) => itemsOf(version, part)).find((found) => found !== undefined);
}

/** The declared properties of an object, in all alternatives. */
function propertiesOf(version: string, schema: Schema): Map<string, Schema> {
  const { properties = {}, allOf = [], anyOf = [], oneOf = [] } = follow(version, schema);
  const all = new Map(Object.entries(properties));
  for (const part of [...allOf, ...anyOf, ...oneOf]) {
    for (const [key, own] of propertiesOf(version, part)) if (!all.has(key)) all.set(key, own);
  }
  return all;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
