import type { RateLimitReason } from "../errors/errors.ts";

/**
 * The fields of every event: the call, and the attempt. Events are frozen, and so are their values,
 * except errors: a call throws the same error object that `onError` gets.
 */
export interface CallEvent {
  /** The same object in all events of a call, which identifies the call. */
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
  /** The id of the request, for Intercom's support. */
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
  /** The error of the attempt, when there was no response. */
  readonly error: unknown;
}

/** A call that was delayed by the rate limit, or that was answered 429. */
export interface RateLimitEvent extends CallEvent {
  /** `"wait"`: delayed before it was sent; otherwise why it was answered 429. */
  readonly reason: "wait" | RateLimitReason;
  /** Milliseconds that the call was delayed, or that the response requests. */
  readonly delayMs: number | undefined;
}

/** A call that failed with a thrown error or an error response. */
export interface CallErrorEvent extends CallEvent {
  /** The error that the call throws, or the `ApiError` of its response. */
  readonly error: unknown;
  /** Milliseconds since the call was made, all attempts and waits included. */
  readonly durationMs: number;
}

/**
 * Functions that get the events of calls. They cannot change a call: their results are ignored and not
 * waited for, and their errors are dropped, so that a mistake in a log line makes no write fail.
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
  /** A call failed after all attempts: with a response that is no success, or with a thrown error. */
  readonly onError?: ((event: CallErrorEvent) => void) | undefined;
}
