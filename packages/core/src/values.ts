import { ConfigError } from "./errors.ts";

/** An object with keys, and not an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a value is, in words for a message, without quoting it. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (value instanceof Date) return "a Date";
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value === undefined) return "undefined";
  return `${/^[aeiou]/.test(typeof value) ? "an" : "a"} ${typeof value}`;
}

/** Encodes text for a URL; half a surrogate pair, which has no encoding, is the caller's mistake. */
export function percentEncoded(text: string, what: string): string {
  try {
    return encodeURIComponent(text);
  } catch (cause) {
    throw new ConfigError(`${what} is not well-formed text`, { cause });
  }
}
