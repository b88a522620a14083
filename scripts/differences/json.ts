import { isDeepStrictEqual } from "node:util";
import { asObject, type Json } from "interkit-generator/description/source";

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

/** A value with its keys in one order. */
export function sorted(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((one) => sorted(one) ?? null);
  const object = asObject(value);
  if (object === undefined) return value;
  const entries = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one) ?? null]));
}

/** A value on one line, to be shown. */
export function show(value: Json | undefined): string {
  const text = JSON.stringify(sorted(value)) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
