import type { RateLimitReason } from "../errors/errors.ts";

/**
 * What every event tells: which call, and which of its attempts. Events are frozen, and so is what they
 * hold, but for errors: what a call throws is the very error that `onError` is told of.
 */
export interface CallEvent {
  /** The same object in all events of a call, so that they can be told from those of others. */
  readonly call: object;
  /** The operation, `"GET /contacts/{contact_id}"`; values of the path are not in it. */
  readonly route: string;
  /** Counted from 1. */
  readonly attempt: number;
}

/** An answer to an attempt, of whatever status. */
export interface ResponseEvent extends CallEvent {
  /** The answer's status, such as 200. */
  readonly status: number;
  /** What Intercom's support asks for. */
  readonly requestId: string | undefined;
  /** Milliseconds from sending the attempt until its answer was read. */
  readonly durationMs: number;
}

/** An attempt that will be repeated. */
export interface RetryEvent extends CallEvent {
  /** Milliseconds until the next attempt. */
  readonly delayMs: number;
  /** The status of the answer, when there was one. */
  readonly status: number | undefined;
  /** What the attempt failed with, when there was no answer. */
  readonly error: unknown;
}

/** A call that was delayed by the rate limit, or that was answered 429. */
export interface RateLimitEvent extends CallEvent {
  /** `"wait"`: delayed before it was sent; otherwise why it was answered 429. */
  readonly reason: "wait" | RateLimitReason;
  /** Milliseconds that the call was delayed, or that the response requests. */
  readonly delayMs: number | undefined;
}

/** A call that failed: what it throws, or what its answer says. */
export interface CallErrorEvent extends CallEvent {
  /** What the call throws, or the `ApiError` of its answer. */
  readonly error: unknown;
  /** Milliseconds since the call was made, all attempts and waits included. */
  readonly durationMs: number;
}

/**
 * Functions that watch calls. None can change one: what they return is not looked at and not waited
 * for, and what they throw, or reject with, is dropped, so that a mistake in a log line fails no write.
 *
 * @example
 * ```ts
 * import { createClient } from "@interkit/core/2.16";
 *
 * const client = createClient({
 *   token: process.env["INTERCOM_TOKEN"] ?? "",
 *   hooks: {
 *     onResponse: ({ route, status, durationMs }) => console.log(route, status, durationMs),
 *     onRetry: ({ route, attempt, delayMs }) => console.warn(route, "again after", attempt, delayMs),
 *   },
 * });
 * ```
 */
export interface Hooks {
  /** An attempt is about to be sent. */
  readonly onRequest?: ((event: CallEvent) => void) | undefined;
  /** An attempt was answered. */
  readonly onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** An attempt failed, and there will be another. */
  readonly onRetry?: ((event: RetryEvent) => void) | undefined;
  /** A call was delayed by the rate limit, or was answered 429. */
  readonly onRateLimit?: ((event: RateLimitEvent) => void) | undefined;
  /** A call failed for good: with an answer that is no success, or with what it throws. */
  readonly onError?: ((event: CallErrorEvent) => void) | undefined;
}
