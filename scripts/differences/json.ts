import { isDeepStrictEqual } from "node:util";
import type { Json } from "interkit-generator/description/source";

export { asObject, type Json, type JsonObject } from "interkit-generator/description/source";

/** Compares values; the order of keys has no meaning. */
export function isEqualJson(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b);
}

/** A list of one value where there is no list. */
export function asArray(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** A value on one line, to be shown. */
export function show(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
