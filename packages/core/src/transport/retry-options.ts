import { ConfigError } from "../errors/errors.ts";
import { checkTimeout } from "../errors/values.ts";

/** The number and the timeout of attempts. A number is short for `{ attempts }`. */
export interface RetryOptions {
  /** The maximum number of attempts of a call; 3 by default. */
  readonly attempts?: number | undefined;
  /** The maximum milliseconds of an attempt, its body included; 30,000 by default, `Infinity` for no limit. */
  readonly attemptTimeoutMs?: number | undefined;
  /** The maximum milliseconds between two attempts, unless Intercom requests more; 8,000 by default. */
  readonly maxDelayMs?: number | undefined;
}

/** Checked retry options. */
export type RetrySettings = Readonly<Required<{ [K in keyof RetryOptions]: number }>>;

const usual: RetrySettings = { attempts: 3, attemptTimeoutMs: 30_000, maxDelayMs: 8_000 };

/** One attempt, for as long as the call may take. A function, so that a bundle may leave it out. */
export function oneAttempt(): RetrySettings {
  return { ...usual, attempts: 1, attemptTimeoutMs: Number.POSITIVE_INFINITY };
}

const checks: { readonly [K in keyof RetrySettings]: (value: unknown) => number } = {
  attempts: checkAttempts,
  attemptTimeoutMs: (ms) => checkTimeout(ms, "retry.attemptTimeoutMs"),
  maxDelayMs: (ms) => checkTimeout(ms, "retry.maxDelayMs"),
};

/** Checks retry options; those that are not set are taken from `defaults`. */
export function checkRetry(
  retry: RetryOptions | number | false | undefined,
  defaults: RetrySettings = usual,
): RetrySettings {
  if (retry === undefined) return defaults;
  if (retry === false) return { ...defaults, attempts: 1 };
  const given = typeof retry === "number" ? { attempts: retry } : retry;
  if (typeof given !== "object" || given === null) {
    throw new ConfigError(
      'The option "retry" must be a number of attempts, false, or { attempts }',
    );
  }
  const settings: Partial<Record<keyof RetrySettings, number>> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(checks, name)) {
      throw new ConfigError(
        `"retry" takes no "${name}"; what it takes is ${Object.keys(checks).join(", ")}`,
      );
    }
    const option = name as keyof RetrySettings;
    if (value !== undefined) settings[option] = checks[option](value);
  }
  return { ...defaults, ...settings };
}

function checkAttempts(attempts: unknown): number {
  const isUsable = Number.isInteger(attempts) && (attempts as number) >= 1;
  if (isUsable && (attempts as number) <= 100) return attempts as number;
  throw new ConfigError("The attempts of a call must be a whole number from 1 to 100");
}
