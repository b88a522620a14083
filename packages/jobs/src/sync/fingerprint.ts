import { createHash } from "node:crypto";
import type { Fields } from "../collections/collection.ts";
import type { Json } from "../common/json.ts";

/** Where a declared value is: in a field, or in a field that is an object. */
export interface FieldPath {
  /** What a plan calls it, such as `title` or `custom_attributes.plan`. */
  readonly name: string;
  readonly outer: string;
  readonly inner: string | undefined;
}

/** The values that an object declares, by name. */
export function pathsOf(fields: Fields): readonly FieldPath[] {
  const paths: FieldPath[] = [];
  for (const [outer, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (!isObject(value)) {
      paths.push(pathOf(outer));
      continue;
    }
    for (const [inner, one] of Object.entries(value)) {
      if (one !== undefined) paths.push(pathOf(outer, inner));
    }
  }
  return paths.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function pathOf(outer: string, inner?: string): FieldPath {
  const name = inner === undefined ? outer : `${outer}.${inner}`;
  // A fingerprint has a line for each.
  return { name: name.replaceAll("\n", "\\n"), outer, inner };
}

/** What an object has at a path. Names of every object, such as `constructor`, are none of it. */
export function valueAt(fields: Fields, { outer, inner }: FieldPath): Json | undefined {
  const value = Object.hasOwn(fields, outer) ? fields[outer] : undefined;
  if (inner === undefined) return value;
  return isObject(value) && Object.hasOwn(value, inner) ? value[inner] : undefined;
}

/** A line for each value, with its name and a hash. Equal texts stand for equal values. */
export function fingerprint(fields: Fields, paths: readonly FieldPath[]): string {
  return paths.map((path) => `${path.name} ${hashOf(valueAt(fields, path))}`).join("\n");
}

/** The names whose values differ in two fingerprints, those that one of them lacks included. */
export function differingNames(one: string, other: string): Set<string> {
  if (one === other) return new Set();
  const [ones, others] = [hashesOf(one), hashesOf(other)];
  const names = [...ones.keys(), ...others.keys()];
  return new Set(names.filter((name) => ones.get(name) !== others.get(name)));
}

/** The hashes of a fingerprint by name. */
export function hashesOf(text: string): Map<string, string> {
  const lines = text === "" ? [] : text.split("\n");
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(" ");
      return [line.slice(0, space), line.slice(space + 1)];
    }),
  );
}

/** A value that is absent is null, and the order of names in an object does not matter. */
function hashOf(value: Json | undefined): string {
  if (value === undefined || value === null || typeof value !== "string") {
    if (typeof value !== "object" || value === null) return String(value ?? null);
    return digest(`\0${JSON.stringify(value, withSortedNames)}`);
  }
  return digest(value);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 12);
}

function withSortedNames(_: string, value: unknown): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function isObject(value: unknown): value is { readonly [name: string]: Json | undefined } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
