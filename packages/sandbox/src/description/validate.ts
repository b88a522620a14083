import {
  dereference,
  initialBaseURI,
  type OutputUnit,
  type Schema as PlainSchema,
  validate,
} from "@cfworker/json-schema";
import type { Bundle, JsonObject, Schema } from "./openapi.ts";

/** What is wrong with a value. */
export interface Mismatch {
  readonly kind: "missing" | "type" | "value";
  /** The place in the value, dotted: `contacts.0.id`. Empty for the value itself. */
  readonly field: string;
  readonly message: string;
}

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
      const value = bare(schema);
      Object.defineProperty(this.#lookup, address, { ...options, value, writable: true });
      dereference(value, this.#lookup, initialBaseURI, pointer);
      return value;
    };
    Object.defineProperty(this.#lookup, address, { ...options, get });
  }

  #prepare(schema: Schema): PlainSchema {
    const known = this.#prepared.get(schema);
    if (known) return known;
    const copy = bare(schema) as PlainSchema;
    // Same document, own address: references into the components still lead somewhere.
    dereference(copy, this.#lookup, initialBaseURI, `/inline/${this.#inline++}`);
    this.#prepared.set(schema, copy);
    return copy;
  }
}

const wrappers = new Set(["$ref", "properties", "additionalProperties", "items", "allOf"]);
const choices = new Set(["anyOf", "oneOf"]);

function explain(errors: readonly OutputUnit[]): Mismatch {
  const choice = errors.find(({ keyword }) => choices.has(keyword));
  const leaves = errors.filter(({ keyword }) => !wrappers.has(keyword) && !choices.has(keyword));
  const first = leaves[0];
  if (choice && leaves.length > 1 && leaves.every(({ keyword }) => keyword === "required")) {
    const names = [...new Set(leaves.map(({ error }) => quoted(error)))];
    return {
      kind: "missing",
      field: names[0] ?? "",
      message: `${names.join(" or ")} must be given`,
    };
  }
  if (!first) return { kind: "value", field: "", message: "The value does not fit" };
  const field = place(first.instanceLocation);
  const name = field || "The body";
  if (first.keyword === "required") {
    const missing = [field, quoted(first.error)].filter(Boolean).join(".");
    return { kind: "missing", field: missing, message: `${missing} must be given` };
  }
  if (first.keyword === "type") {
    const expected = /Expected "([^"]*)"/.exec(first.error)?.[1] ?? "another type";
    return { kind: "type", field, message: `${name} must be of type ${expected}` };
  }
  return { kind: "value", field, message: `${name} is invalid. ${first.error}` };
}

function place(pointer: string): string {
  return pointer.replace(/^#\/?/, "").replaceAll("/", ".");
}

function quoted(error: string): string {
  return /"([^"]*)"/.exec(error)?.[1] ?? "";
}

const maps = new Set(["properties", "patternProperties", "$defs"]);
const prose = new Set(["description", "title", "example", "examples", "externalDocs", "default"]);

/**
 * A copy of a schema without what says nothing about validity: an example that looks like a schema
 * would otherwise be taken for one.
 */
function bare(schema: unknown): PlainSchema | boolean {
  if (typeof schema !== "object" || schema === null) return schema === true;
  const copy: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (prose.has(key) || key.startsWith("x-")) continue;
    // The description says so of the contact who begins a conversation, whose id is none.
    if (key === "format" && value === "uuid") continue;
    if (maps.has(key)) copy[key] = mapValues(value as JsonObject, bare);
    else if (Array.isArray(value))
      copy[key] = value.map((part) => (isObject(part) ? bare(part) : part));
    else copy[key] = isObject(value) ? bare(value) : value;
  }
  return copy as PlainSchema;
}

function mapValues(map: JsonObject, change: (value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
