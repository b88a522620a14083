import { invalidParameter } from "./errors.ts";

const half = /\p{Surrogate}/u;
/** With these, a value would not be the object that programs take it for. */
const takenKeys = ["__proto__", "toString", "valueOf"];
const everyHalf = /\p{Surrogate}/gu;

/**
 * Reads JSON that came from outside, in a form that everything can work with: halves of surrogate
 * pairs, which no encoding knows, become U+FFFD.
 *
 * @throws {ApiError} 400 when it is no JSON or is nested too deep, for a number that is too large to
 * be kept, and for keys that stand for something else in every object, such as `__proto__`.
 */
export function readJson(text: string, maxDepth = 100): unknown {
  let root: unknown;
  try {
    root = JSON.parse(text) as unknown;
  } catch {
    throw invalidParameter("The body is not valid JSON");
  }
  // Level by level: a function that calls itself would fail where nesting is deepest.
  const top = { root };
  let level: object[] = [top];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) throw invalidParameter(`The body is nested over ${maxDepth} levels deep`);
    const next: object[] = [];
    for (const parent of level) mend(parent, next);
    level = next;
  }
  return top.root;
}

/** Mends the strings of an object or array, and adds what is nested in it to the next level. */
function mend(parent: object, next: object[]): void {
  const taken = takenKeys.find((key) => Object.hasOwn(parent, key));
  if (taken) throw invalidParameter(`The body has a key ${taken}, which is not allowed`, taken);
  const values = parent as Record<string, unknown>;
  for (const given of Object.keys(values)) {
    const key = half.test(given) ? renamed(values, given) : given;
    const value = values[key];
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
      throw invalidParameter(`${key} is too large a number`, key);
    }
    if (typeof value === "object" && value !== null) next.push(value);
    else if (typeof value === "string" && half.test(value)) {
      values[key] = value.replaceAll(everyHalf, "\ufffd");
    }
  }
}

function renamed(values: Record<string, unknown>, given: string): string {
  const key = given.replaceAll(everyHalf, "\ufffd");
  values[key] = values[given];
  delete values[given];
  return key;
}
