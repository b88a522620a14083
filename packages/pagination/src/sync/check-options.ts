import { ConfigError } from "@interkit/core";
import { isValues } from "../pages/values.ts";

/** @throws {ConfigError} for an option that does not exist. */
export function checkNames(call: string, options: unknown, names: readonly string[]): void {
  if (!isValues(options)) throw new ConfigError(`${call} needs { state }`);
  for (const name of Object.keys(options)) {
    if (names.includes(name)) continue;
    throw new ConfigError(
      `The options of ${call} may not have "${name}"; they may have ${names.join(", ")}`,
    );
  }
}

/** @throws {ConfigError} for anything but a finite number of milliseconds. */
export function checkMs(call: string, name: string, ms: unknown, least: number): void {
  if (Number.isFinite(ms) && (ms as number) >= least) return;
  throw new ConfigError(`${call}: "${name}" must be a number of milliseconds, ${least} or more`);
}

/** @throws {ConfigError} for what is no state, and for the state of another function. */
export function checkState(call: string, state: unknown, isUsable: boolean): void {
  if (isValues(state) && typeof state["route"] === "string" && isUsable) return;
  throw new ConfigError(
    `${call}: this is not its state; give the state of its last page, or null for the first run`,
  );
}
