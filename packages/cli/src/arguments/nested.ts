import { CliError } from "../errors/cli-error.ts";

/** An assignment of `--set`, such as `custom_attributes.plan=pro`. */
export interface Assignment {
  readonly path: readonly string[];
  readonly text: string;
}

/**
 * Reads `name=value`, where dots lead into objects; a dot that belongs to a name is written as `\.`.
 *
 * @throws {CliError} for text without a name or without `=`.
 */
export function parseAssignment(option: string, given: string): Assignment {
  const end = given.indexOf("=");
  const path = splitPath(given.slice(0, Math.max(0, end)));
  if (end === -1 || path.includes("")) {
    throw new CliError(
      `${option} needs name=value, such as custom_attributes.plan=pro, and got ${JSON.stringify(given)}`,
    );
  }
  return { path, text: given.slice(end + 1) };
}

/** The names of a path, such as `custom_attributes.plan`. */
export function splitPath(path: string): string[] {
  return path.split(/(?<!\\)\./).map((name) => name.replaceAll("\\.", "."));
}

/**
 * A copy of an object with a value at a path.
 *
 * @throws {CliError} where the path leads through a value that is no object.
 */
export function withValueAt(
  object: Readonly<Record<string, unknown>>,
  path: readonly string[],
  value: unknown,
  option: string,
): Record<string, unknown> {
  const [name = "", ...rest] = path;
  // A computed key is a property of the object, even `__proto__`.
  if (rest.length === 0) return { ...object, [name]: value };
  const inner = Object.hasOwn(object, name) ? (object[name] ?? {}) : {};
  if (typeof inner !== "object" || Array.isArray(inner)) {
    throw new CliError(`${option}: ${name} is no object, so that ${path.join(".")} has no place`);
  }
  return { ...object, [name]: withValueAt(inner as Record<string, unknown>, rest, value, option) };
}

/** The value at a path; `undefined` where there is none. */
export function valueAt(object: unknown, path: readonly string[]): unknown {
  let value = object;
  for (const name of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}
