import { ConfigError } from "./errors.ts";

/** An object with keys, and not an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object that is no instance of any class, of whichever realm: what JSON was made to write. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** What a value is, in words for a message, without quoting it. */
export function describeType(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (isRecord(value) && !isPlain(value)) return instanceKind(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value === undefined) return "undefined";
  return `${/^[aeiou]/.test(typeof value) ? "an" : "a"} ${typeof value}`;
}

function instanceKind(value: object): string {
  // The platform's classes name themselves; a program's own may have been renamed by a minifier.
  const name = Object.prototype.toString.call(value).slice("[object ".length, -1);
  if (name === "Object") return "an object of a class";
  return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
}

/** Encodes text for a URL; half a surrogate pair, which has no encoding, is the caller's mistake. */
export function percentEncode(text: string, what: string): string {
  try {
    return encodeURIComponent(text);
  } catch (cause) {
    throw new ConfigError(`${what} is not well-formed text`, { cause });
  }
}
