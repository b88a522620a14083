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
  try {
    const text = JSON.stringify(value, (_, inner) =>
      typeof inner === "bigint" ? String(inner) : inner,
    );
    return text === undefined ? null : JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`${what} cannot be written as JSON; let the source return plain data`, {
      cause,
    });
  }
}
