import { ConfigError } from "./errors.ts";

/** Whether a value is an object with keys, and not an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is an object without a class, of whichever realm: what JSON can represent. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Describes the type of a value for a message, without quoting it. */
export function describeType(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (isRecord(value) && !isPlain(value)) return instanceKind(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value === undefined) return "undefined";
  return `${/^[aeiou]/.test(typeof value) ? "an" : "a"} ${typeof value}`;
}

function instanceKind(value: object): string {
  // The names of the platform's classes are known; a minifier may have renamed a program's own.
  const name = Object.prototype.toString.call(value).slice("[object ".length, -1);
  if (name === "Object") return "an object of a class";
  return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
}

/** Encodes text for a URL; half a surrogate pair has no encoding and is refused. */
export function percentEncode(text: string, what: string): string {
  try {
    return encodeURIComponent(text);
  } catch (cause) {
    throw new ConfigError(`${what} is not well-formed text`, { cause });
  }
}

/** A timer cannot wait longer: beyond 31 bits it fires at once. */
export const maxTimeoutMs: number = 2 ** 31 - 1;

/** Checks a timeout against the range of timers. */
export function checkTimeout(timeoutMs: unknown, name = "timeoutMs"): number {
  const usable =
    timeoutMs === Number.POSITIVE_INFINITY ||
    (typeof timeoutMs === "number" && timeoutMs > 0 && timeoutMs <= maxTimeoutMs);
  if (!usable) {
    throw new ConfigError(
      `The option "${name}" must be a number of milliseconds from 1 to ${maxTimeoutMs}, or Infinity for none`,
    );
  }
  return timeoutMs as number;
}
