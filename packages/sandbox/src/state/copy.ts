/** Returns what a copy has in place of a value that JSON does not represent exactly. */
type Replace = (value: unknown) => unknown;

/**
 * Copies objects and arrays with what they contain. It is several times faster than
 * `structuredClone`, and keeps anything else, such as an instance of a class, as it is.
 */
export function copyData<T>(value: T): T {
  return copyPlain(value, (other) => other) as T;
}

/**
 * Copies a value as JSON would: without undefined properties, and with what `toJSON` returns.
 *
 * @throws {TypeError} when it contains something that JSON cannot represent, such as a cycle.
 */
export function copyAsJson(value: unknown): unknown {
  try {
    return copyPlain(value, refuse);
  } catch {
    return JSON.parse(JSON.stringify(value)) as unknown;
  }
}

function refuse(): never {
  throw new TypeError("This is not plain JSON.");
}

/** @throws {RangeError} for a cycle. */
function copyPlain(value: unknown, replace: Replace): unknown {
  if (isScalar(value)) return value;
  if (Array.isArray(value)) return value.map((item) => copyPlain(item, replace));
  if (!isPlainObject(value)) return replace(value);
  // V8 copies an object by its shape, which is faster than property by property.
  const copy: Record<string, unknown> = { ...value };
  for (const name in copy) {
    const own = copy[name];
    if (!isScalar(own)) copy[name] = copyPlain(own, replace);
  }
  return copy;
}

/** Whether a value is a string, a number, a boolean or null, which JSON represents exactly. */
function isScalar(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  return typeof value === "string" || typeof value === "boolean" || value === null;
}

/** Whether a value is an object without a class, also of another realm, such as that of a test. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || "toJSON" in value) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
