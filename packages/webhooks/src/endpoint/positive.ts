import { ConfigError } from "@interkit/core";

/** @throws {ConfigError} for an option that is no positive number. */
export function checkPositive(options: Record<string, unknown>, of = ""): void {
  for (const [name, value] of Object.entries(options)) {
    if (typeof value === "number" && value > 0) continue;
    throw new ConfigError(`"${name}"${of && ` ${of}`} must be a positive number`);
  }
}
