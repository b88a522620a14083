import { ConfigError } from "@interkit/client";

/** What can be written as JSON: marks and failed items are. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json | undefined };

/**
 * What JSON makes of a value: a `Date` becomes text, and so does a `bigint`, which JSON does not have.
 *
 * @throws {ConfigError} for a value that contains itself.
 */
export function toJson(what: string, value: unknown): Json {
  return JSON.parse(jsonText(what, value)) as Json;
}

/** The text of a value as JSON. */
export function jsonText(what: string, value: unknown): string {
  try {
    const withoutBigints = (_: string, inner: unknown) =>
      typeof inner === "bigint" ? String(inner) : inner;
    return JSON.stringify(value, withoutBigints) ?? "null";
  } catch (cause) {
    throw new ConfigError(`${what} cannot be written as JSON; let the source return plain data`, {
      cause,
    });
  }
}
