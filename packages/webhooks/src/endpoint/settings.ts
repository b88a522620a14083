import { ConfigError } from "@interkit/core";
import { checkNames } from "../options/option-names.ts";
import { checkPositive } from "../options/positive.ts";
import { type Secrets, secretsOf } from "../signatures/secrets.ts";
import { guarded } from "./guarded.ts";

/** Options of an endpoint whose handlers have a time limit. */
export interface HandlingOptions {
  readonly secret: Secrets;
  /** In milliseconds. */
  readonly timeoutMs?: number | undefined;
  readonly maxBodyBytes?: number | undefined;
  readonly onError?: ((error: unknown, json: never) => void) | undefined;
}

export interface HandlingSettings {
  readonly secret: Secrets;
  /** In milliseconds. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  /** Gets a failure, and what had been received by then. It does not throw. */
  readonly report: (error: unknown, json: unknown) => void;
}

const names = ["secret", "timeoutMs", "onError", "maxBodyBytes"];

/**
 * The settings of an endpoint, with the defaults of all of them.
 *
 * @param creator the function that has the options.
 * @param what the requests, in words, for the console.
 * @throws {ConfigError} for unknown and wrong options.
 */
export function handlingSettings(
  creator: string,
  what: string,
  options: HandlingOptions,
): HandlingSettings {
  checkNames(creator, options, names);
  const { secret, timeoutMs = 4_000, maxBodyBytes = 5_000_000 } = options;
  secretsOf(secret);
  checkPositive({ timeoutMs, maxBodyBytes });
  const { onError = (error: unknown) => console.error(`${what} failed:`, error) } = options;
  if (typeof onError !== "function") throw new ConfigError(`"onError" must be a function`);
  const call = (error: unknown, json: unknown) => onError(error, json as never);
  const report = guarded(`onError of ${creator}`, call);
  return { secret, timeoutMs, maxBodyBytes, report };
}
