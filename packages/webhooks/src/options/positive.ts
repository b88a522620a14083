import { ConfigError } from "@interkit/core";

/** @throws {ConfigError} for an option that is no positive number. */
export function checkPositive(options: Record<string, unknown>, of = ""): void {
  check(options, of, "a positive number", (value) => value > 0);
}

/** @throws {ConfigError} for an option that is no positive number, or an endless one: what it is for has to end. */
export function checkFinite(options: Record<string, unknown>, of = ""): void {
  check(options, of, "a positive number and no infinity", (value) => value > 0 && value < Infinity);
}

/** @throws {ConfigError} for an option that is no whole number above zero. */
export function checkWhole(options: Record<string, unknown>): void {
  check(options, "", "a positive whole number", (value) => Number.isInteger(value) && value >= 1);
}

function check(
  options: Record<string, unknown>,
  of: string,
  what: string,
  fits: (value: number) => boolean,
): void {
  for (const [name, value] of Object.entries(options)) {
    if (typeof value === "number" && fits(value)) continue;
    throw new ConfigError(`"${name}"${of && ` ${of}`} must be ${what}`);
  }
}
