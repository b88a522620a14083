import { isDeepStrictEqual } from "node:util";
import type { Json } from "./sample.ts";

/** A place of one value where another has nothing, or something else. */
export interface Difference {
  /** The place, with dots between levels; empty for the whole value. */
  readonly to: string;
  readonly value: Json;
  /** What the other value has there. */
  readonly instead: Json | undefined;
}

/** The places of one value where another differs. */
export function differences(
  full: Json | undefined,
  other: Json | undefined,
  to: readonly string[] = [],
): Difference[] {
  if (full === undefined || isDeepStrictEqual(full, other)) return [];
  if (!isMap(full) || !isMap(other)) return [{ to: to.join("."), value: full, instead: other }];
  return Object.entries(full).flatMap(([name, value]) =>
    differences(value, other[name], [...to, name]),
  );
}

/** The one place that has a whole value, if the differences are all in it. */
export function lifted(
  found: readonly Difference[],
  full: Json | undefined,
  value: unknown,
): readonly Difference[] {
  const [first] = found;
  if (first === undefined || !isMap(value as Json)) return found;
  const steps = first.to === "" ? [] : first.to.split(".");
  for (let depth = steps.length; depth >= 0; depth -= 1) {
    const place = steps.slice(0, depth);
    const sent = place.reduce<Json | undefined>(
      (at, step) => (isMap(at) ? at[step] : undefined),
      full,
    );
    if (sent !== undefined && isDeepStrictEqual(sent, value)) {
      return [{ to: place.join("."), value: sent, instead: undefined }];
    }
  }
  return found;
}

/** Whether a value was sent as it is; in a query, as text. */
export function equal(sent: Json, value: unknown): boolean {
  return (
    isDeepStrictEqual(sent, value) || (typeof value !== "object" && String(sent) === String(value))
  );
}

/** A value of the same type, with other texts and numbers in it. */
export function changed(value: unknown): Json | Date {
  if (value instanceof Date) return new Date(value.getTime() + 5_000);
  if (Array.isArray(value)) return value.map((item) => changed(item)) as Json;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([name, one]) => [name, changed(one)] as const);
    return Object.fromEntries(entries) as Json;
  }
  if (typeof value === "number") return value + 5_000;
  return typeof value === "boolean" ? !value : `${String(value)}x`;
}

/** The texts, numbers and booleans in a value, and their places. */
export function leavesOf(
  value: Json | undefined,
  to: readonly string[] = [],
): { readonly to: string; readonly constant: string | number | boolean }[] {
  if (isMap(value))
    return Object.entries(value).flatMap(([name, one]) => leavesOf(one, [...to, name]));
  if (value === undefined || value === null || typeof value === "object") return [];
  return [{ to: to.join("."), constant: value }];
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
