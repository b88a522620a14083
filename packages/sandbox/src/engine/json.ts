import { invalidParameter } from "./errors.ts";

const half = /\p{Surrogate}/u;
const everyHalf = /\p{Surrogate}/gu;

/**
 * Reads JSON that came from outside, in a form that everything can work with: halves of surrogate
 * pairs, which no encoding knows, become U+FFFD.
 *
 * @throws {ApiError} 400 when it is no JSON, is nested too deep, or has a key `__proto__`,
 * which programs cannot tell from the prototype of an object.
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
  if (Object.hasOwn(parent, "__proto__")) {
    throw invalidParameter("The body has a key __proto__, which is not allowed", "__proto__");
  }
  const values = parent as Record<string, unknown>;
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (typeof value === "object" && value !== null) next.push(value);
    else if (typeof value === "string" && half.test(value)) {
      values[key] = value.replaceAll(everyHalf, "\ufffd");
    }
  }
}
