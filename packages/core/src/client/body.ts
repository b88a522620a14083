import { ConfigError, InterkitError } from "../errors/errors.ts";
import { describeType, isPlain } from "../errors/values.ts";
import { apiName } from "../generated/api.ts";

/** The encoded body: JSON, a form, or none. */
export type SentBody = string | FormData | undefined;

/**
 * Encodes the body of a call as JSON, or leaves a form as it is.
 *
 * JSON encodes `null` for numbers that it cannot represent and `{}` for a Map or a Blob. These would
 * clear a field unintentionally; they are refused with their path instead. Properties that are
 * `undefined` are left out.
 *
 * @throws {ConfigError} for anything but plain objects, arrays, text, finite numbers, booleans and null.
 */
export function writeBody(route: string, body: unknown): SentBody {
  if (body === undefined || body instanceof FormData) return body;
  if (!isPlain(body) && !Array.isArray(body)) {
    throw new ConfigError(`${route}: the body is ${describeType(body)}; give a plain object`);
  }
  try {
    check(route, body, "", new Set());
    return JSON.stringify(body);
  } catch (cause) {
    if (cause instanceof InterkitError) throw cause;
    throw new ConfigError(`The body of ${route} cannot be written as JSON`, { cause });
  }
}

/** @param ancestors The objects around the value, to detect a cycle. */
function check(route: string, value: unknown, place: string, ancestors: Set<object>): void {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return;
  if (Number.isFinite(value)) return;
  const isList = Array.isArray(value);
  if (!isList && !isPlain(value)) {
    throw new ConfigError(
      `${route}: ${place} of the body is ${describeType(value)}, which JSON cannot say${hintFor(value)}`,
    );
  }
  if (ancestors.has(value)) {
    throw new ConfigError(`${route}: ${place} of the body is in itself, which JSON cannot say`);
  }
  ancestors.add(value);
  if (isList) {
    // By index: a hole in an array is not among its entries, and would be sent as null.
    for (let index = 0; index < value.length; index += 1) {
      check(route, value[index], `${place}[${index}]`, ancestors);
    }
  } else {
    for (const [name, entry] of Object.entries(value)) {
      if (entry !== undefined) check(route, entry, pathTo(place, name), ancestors);
    }
  }
  ancestors.delete(value);
}

function pathTo(place: string, name: string): string {
  if (!/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name))
    return `${place}[${JSON.stringify(name)}]`;
  return place === "" ? name : `${place}.${name}`;
}

function hintFor(value: unknown): string {
  if (value instanceof Date) {
    return `; ${apiName} counts time in Unix seconds: Math.floor(date.getTime() / 1000)`;
  }
  if (typeof value === "number") return "; give a finite number, or null to clear the field";
  if (value === undefined) return "; leave the entry out";
  if (value instanceof URLSearchParams || value instanceof Map) {
    return "; give Object.fromEntries(…) of it";
  }
  if (value instanceof Set) return "; give [...set]";
  return "";
}
