import {
  dereference,
  initialBaseURI,
  type Schema as PlainSchema,
  validate,
} from "@cfworker/json-schema";
import { explain, type Mismatch } from "./explain.ts";
import type { Bundle, JsonObject, Schema } from "./openapi.ts";

type Lookup = ReturnType<typeof dereference>;

/**
 * Validates values against the schemas of one bundle.
 *
 * The validator interprets schemas instead of compiling them, because workerd and strict content
 * security policies forbid generated code. It works on a copy of the schemas, since it adds marks.
 */
export class Validation {
  readonly #lookup: Lookup = Object.create(null) as Lookup;
  readonly #prepared = new WeakMap<Schema, PlainSchema>();
  #inline = 0;

  constructor(bundle: Bundle) {
    for (const [name, schema] of Object.entries(bundle.components?.schemas ?? {})) {
      this.#add(`/components/schemas/${name}`, schema);
    }
  }

  /** The most helpful error for a value, or `undefined` when it is valid. */
  mismatch(schema: Schema, value: unknown): Mismatch | undefined {
    const { valid } = validate(value, this.#prepare(schema), "2020-12", this.#lookup, true);
    if (valid) return undefined;
    // Only a second pass collects every error, so that the one that helps most can be chosen.
    const all = validate(value, this.#prepare(schema), "2020-12", this.#lookup, false);
    return explain(all.errors);
  }

  /** Prepares a component when it is first referenced: a program uses few of them. */
  #add(pointer: string, schema: Schema): void {
    const address = `${initialBaseURI.href}#${pointer}`;
    const options = { configurable: true, enumerable: true };
    const get = () => {
      const value = withoutAnnotations(schema);
      Object.defineProperty(this.#lookup, address, { ...options, value, writable: true });
      dereference(value, this.#lookup, initialBaseURI, pointer);
      return value;
    };
    Object.defineProperty(this.#lookup, address, { ...options, get });
  }

  #prepare(schema: Schema): PlainSchema {
    const known = this.#prepared.get(schema);
    if (known) return known;
    const copy = withoutAnnotations(schema) as PlainSchema;
    // An address of its own in the same document, so that references to components still resolve.
    dereference(copy, this.#lookup, initialBaseURI, `/inline/${this.#inline++}`);
    this.#prepared.set(schema, copy);
    return copy;
  }
}

const base64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";

/** The last second that a `Date` can represent. */
const lastSecond = 8.64e12;

const maps = new Set(["properties", "patternProperties", "$defs"]);
const annotations = new Set([
  "description",
  "title",
  "example",
  "examples",
  "externalDocs",
  "default",
]);

/**
 * A copy of a schema without annotations: an example that looks like a schema would otherwise be
 * treated as one.
 */
function withoutAnnotations(schema: unknown): PlainSchema | boolean {
  if (typeof schema !== "object" || schema === null) return schema === true;
  const copy: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (annotations.has(key) || key.startsWith("x-")) continue;
    // The validator does not support this format.
    if (key === "format" && value === "byte") copy["pattern"] = base64;
    if (key === "format" && (value === "date-time" || value === "timestamp")) {
      // `maximum` applies to numbers only: bundles use this format for Unix seconds too.
      copy["maximum"] ??= lastSecond;
    }
    if (maps.has(key)) copy[key] = mapValues(value as JsonObject, withoutAnnotations);
    else if (Array.isArray(value))
      copy[key] = value.map((part) => (isObject(part) ? withoutAnnotations(part) : part));
    else copy[key] = isObject(value) ? withoutAnnotations(value) : value;
  }
  return copy as PlainSchema;
}

function mapValues(map: JsonObject, change: (value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
