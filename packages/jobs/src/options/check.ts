import { ConfigError } from "@interkit/client";

/** @throws {ConfigError} for what is no object, and for a name that does not exist. */
export function checkNames(of: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new ConfigError(`${of} takes an object with ${known.join(", ")}`);
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new ConfigError(`${of} has no "${name}"; it has ${known.join(", ")}`);
  }
}

/** @throws {ConfigError} for a text that is missing or empty. */
export function checkText(of: string, name: string, value: unknown): void {
  if (typeof value === "string" && value !== "") return;
  throw new ConfigError(`${of}: "${name}" must be a text that is not empty`);
}

/** @throws {ConfigError} for anything but a function; `undefined` is allowed where it may be left out. */
export function checkFunction(
  of: string,
  name: string,
  value: unknown,
  need: "required" | "optional",
): void {
  if (typeof value === "function" || (value === undefined && need === "optional")) return;
  throw new ConfigError(`${of}: "${name}" must be a function`);
}

/** @throws {ConfigError} for anything but `true`, `false` or `undefined`. */
export function checkBooleans(of: string, options: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || typeof value === "boolean") continue;
    throw new ConfigError(`${of}: "${name}" must be true or false`);
  }
}

/** @throws {ConfigError} for anything but whole numbers of 1 or more. */
export function checkWhole(of: string, options: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(options)) {
    if (Number.isSafeInteger(value) && (value as number) >= 1) continue;
    throw new ConfigError(`${of}: "${name}" must be a whole number of 1 or more`);
  }
}

/** @throws {ConfigError} for anything but one of the given words. */
export function checkOneOf(
  of: string,
  name: string,
  value: unknown,
  words: readonly string[],
): void {
  if (words.includes(value as string)) return;
  const list = words.map((word) => `"${word}"`).join(" or ");
  throw new ConfigError(`${of}: "${name}" must be ${list}`);
}

/** @throws {ConfigError} for anything but an `AbortSignal` or `undefined`. */
export function checkSignal(of: string, value: unknown): void {
  if (value === undefined || value instanceof AbortSignal) return;
  throw new ConfigError(`${of}: "signal" must be an AbortSignal`);
}
