import { ConfigError } from "@interkit/core";

/** Describes the kind of a value for an error message, which must not have the value itself. */
export function describeKind(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return Array.isArray(value) ? "an array" : `a value of type ${typeof value}`;
}

/**
 * Checks that options are an object that has no other names than these.
 *
 * @param call The function for error messages, such as `"upsertContact"`.
 * @throws {ConfigError} for an option that does not exist, and for options that are no object.
 */
export function checkOptionNames(call: string, options: unknown, names: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new ConfigError(
      `${call} takes its options as an object, and got ${describeKind(options)}`,
    );
  }
  for (const name of Object.keys(options)) {
    if (names.includes(name)) continue;
    throw new ConfigError(`${call} has no option "${name}", only ${names.join(", ")}`);
  }
}

/** @throws {ConfigError} for a value that is none of those that an option may have. */
export function checkChoice(
  call: string,
  name: string,
  value: unknown,
  choices: readonly string[],
): void {
  if (choices.some((choice) => choice === value)) return;
  const quoted = choices.map((choice) => `"${choice}"`).join(" or ");
  throw new ConfigError(`The option "${name}" of ${call} must be ${quoted}`);
}
