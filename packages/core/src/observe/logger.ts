import { ApiError, InterkitError } from "../errors/errors.ts";
import type { Hooks } from "./hooks.ts";

/** Anything that logs as `console` does: pino, winston, or `console` itself. */
export interface Logger {
  /** Responses. */
  debug(message: string): void;
  /** Calls that were delayed. */
  info(message: string): void;
  /** Attempts that are retried, and responses of 429. */
  warn(message: string): void;
  /** Calls that failed. */
  error(message: string): void;
}

/**
 * Writes a line for each event of a call: responses at `debug`, delays at `info`, retries at `warn`,
 * failures at `error`.
 *
 * Errors of the logger are dropped. A line names the operation, never its values: it contains no token,
 * id, query or body.
 *
 * @example
 * ```ts
 * import { logTo } from "@interkit/core";
 * import { createClient } from "@interkit/core/2.16";
 *
 * const client = createClient({
 *   token: process.env["INTERCOM_TOKEN"] ?? "",
 *   hooks: logTo(console),
 * });
 * ```
 */
export function logTo(logger: Logger): Hooks {
  return {
    onResponse: ({ route, status, durationMs, requestId, attempt }) => {
      const which = attempt === 1 ? "" : `, attempt ${attempt}`;
      const id = requestId === undefined ? "" : ` (request ${word(requestId)})`;
      return logger.debug(
        `${route} answered ${status} in ${Math.round(durationMs)} ms${which}${id}`,
      );
    },
    onRateLimit: ({ route, reason, delayMs }) => {
      if (reason === "wait") return logger.info(`${route} waited ${ms(delayMs)} for its turn`);
      return logger.warn(`${route} was refused (${reason}), to be tried again in ${ms(delayMs)}`);
    },
    onRetry: ({ route, attempt, delayMs, status, error }) => {
      const why = status === undefined ? nameOf(error) : String(status);
      return logger.warn(`${route} failed (${why}), attempt ${attempt + 1} in ${ms(delayMs)}`);
    },
    onError: ({ route, error, durationMs, attempt }) => {
      const tries = attempt > 1 ? `, ${attempt} attempts` : "";
      return logger.error(`${route} failed after ${ms(durationMs)}${tries}: ${whatOf(error)}`);
    },
  };
}

function ms(value: number | undefined): string {
  return value === undefined ? "an unknown time" : `${Math.round(value)} ms`;
}

/** Messages of this package hold no secret; of other errors only the name is logged. */
function whatOf(error: unknown): string {
  if (error instanceof ApiError) return `${error.status} ${word(error.code ?? "")}`.trim();
  return error instanceof InterkitError ? error.message : nameOf(error);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "not an error";
}

/** External text is reduced to one word, so that it cannot forge a line. */
function word(text: string): string {
  return text.replace(/[^\w.-]/g, "").slice(0, 64);
}
