import { ConfigError } from "@interkit/core";

/** More requests at once than this are a mistake: the rate limit would hold them back. */
const maxAtOnce = 100;

/** @throws {ConfigError} for anything but a whole number within the limits. */
export function checkCount(route: string, name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least && value <= maxAtOnce) return;
  throw new ConfigError(`${route}: "${name}" must be a whole number from ${least} to ${maxAtOnce}`);
}
