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
 * The validator interprets instead of compiling, because workerd and strict pages forbid code made
 * at run time. It works on a copy of the schemas, since it marks what it has seen.
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

  /** The first thing that is wrong with a value, or `undefined` when it fits. */
  mismatch(schema: Schema, value: unknown): Mismatch | undefined {
    const { valid } = validate(value, this.#prepare(schema), "2020-12", this.#lookup, true);
    if (valid) return undefined;
    // Only a second pass collects every error, so that the one that helps most can be chosen.
    const all = validate(value, this.#prepare(schema), "2020-12", this.#lookup, false);
    return explain(all.errors);
  }

  /** Prepares a component when it is first referred to: a program refers to few of them. */
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
    // Same document, own address: references into the components still lead somewhere.
    dereference(copy, this.#lookup, initialBaseURI, `/inline/${this.#inline++}`);
    this.#prepared.set(schema, copy);
    return copy;
  }
}

const base64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";

/** The last one that a `Date` can show. */
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
 * A copy of a schema without what says nothing about validity: an example that looks like a schema
 * would otherwise be taken for one.
 */
function withoutAnnotations(schema: unknown): PlainSchema | boolean {
  if (typeof schema !== "object" || schema === null) return schema === true;
  const copy: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (annotations.has(key) || key.startsWith("x-")) continue;
    // The validator does not know this format.
    if (key === "format" && value === "byte") copy["pattern"] = base64;
    if (key === "format" && (value === "date-time" || value === "timestamp")) {
      // Of numbers only: bundles call Unix seconds so too.
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
