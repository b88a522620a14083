import { ConfigError } from "@interkit/core";
import { latestSeconds } from "../times/units.ts";
import { describeKind } from "./options.ts";

/**
 * The Unix seconds of a time.
 *
 * @param call The function for error messages, such as `"contentExport"`.
 * @throws {ConfigError} for milliseconds, and for what is no time.
 */
export function checkUnixSeconds(call: string, name: string, value: unknown): number {
  const seconds = value instanceof Date ? Math.floor(value.getTime() / 1000) : value;
  if (typeof seconds !== "number" || !Number.isFinite(seconds)) {
    const kind = value instanceof Date ? "an invalid Date" : describeKind(value);
    throw new ConfigError(`${call} needs "${name}", a Date or Unix seconds, and got ${kind}`);
  }
  if (Math.abs(seconds) < latestSeconds) return Math.floor(seconds);
  throw new ConfigError(
    `${call} got "${name}" in milliseconds; Intercom counts in seconds: give a Date, or divide by 1000`,
  );
}
