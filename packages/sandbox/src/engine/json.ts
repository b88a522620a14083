import { invalidParameter } from "./errors.ts";

const loneSurrogate = /\p{Surrogate}/u;
/** Keys that would override what every object inherits. */
const forbiddenKeys = ["__proto__", "toString", "valueOf"];
const loneSurrogates = /\p{Surrogate}/gu;

/**
 * Parses JSON of a request. Lone surrogates, which UTF-8 cannot encode, become U+FFFD.
 *
 * @throws {ApiError} 400 when it is invalid JSON or nested too deep, for a number that is too large
 * for a double, and for keys that every object inherits, such as `__proto__`.
 */
export function readJson(text: string, maxDepth = 100): unknown {
  let root: unknown;
  try {
    root = JSON.parse(text) as unknown;
  } catch {
    throw invalidParameter("The body is not valid JSON");
  }
  // Level by level: recursion would overflow the stack for deeply nested JSON.
  const top = { root };
  let level: object[] = [top];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) throw invalidParameter(`The body is nested over ${maxDepth} levels deep`);
    const next: object[] = [];
    for (const parent of level) replaceLoneSurrogates(parent, next);
    level = next;
  }
  return top.root;
}

/** Replaces lone surrogates in an object or array, and adds its nested values to the next level. */
function replaceLoneSurrogates(parent: object, next: object[]): void {
  const forbidden = forbiddenKeys.find((key) => Object.hasOwn(parent, key));
  if (forbidden)
    throw invalidParameter(`The body has a key ${forbidden}, which is not allowed`, forbidden);
  const values = parent as Record<string, unknown>;
  for (const given of Object.keys(values)) {
    const key = loneSurrogate.test(given) ? renameKey(values, given) : given;
    const value = values[key];
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
      throw invalidParameter(`${key} is too large a number`, key);
    }
    if (typeof value === "object" && value !== null) next.push(value);
    else if (typeof value === "string" && loneSurrogate.test(value)) {
      values[key] = value.replaceAll(loneSurrogates, "\ufffd");
    }
  }
}

function renameKey(values: Record<string, unknown>, given: string): string {
  const key = given.replaceAll(loneSurrogates, "\ufffd");
  values[key] = values[given];
  delete values[given];
  return key;
}
