import type { Hooks } from "./hooks.ts";
import type { Layer } from "./layer.ts";
import type { RateLimitOptions } from "./rate-limit/options.ts";

/** Where a workspace's data is kept. */
export type Region = "us" | "eu" | "au";

/**
 * An access token, or a function that is asked for one: once, and again when Intercom has refused
 * what it gave.
 */
export type Token = string | (() => string | Promise<string>);

/** What a function like `fetch` is called with, beside the URL. */
export interface FetchInit {
  /** In capitals, `"GET"`. */
  readonly method: string;
  /** By names in small letters. */
  readonly headers: Record<string, string>;
  /** Text or bytes, nothing for a call without a body. Each implementation has types of its own for it. */
  // biome-ignore lint/suspicious/noExplicitAny: no other type fits the bodies of all implementations
  readonly body?: any;
  /** Ends the attempt: it ran out of time, or the caller gave up. */
  readonly signal: AbortSignal | null;
  /** `"manual"` for a call of the API: no redirect is followed with a token. */
  readonly redirect: "manual" | "follow";
}

/** What a function like `fetch` answers: the part of a response that all implementations have. */
export interface ResponseLike {
  /** The answer's status, such as 200. */
  readonly status: number;
  /** Headers by name, whatever its letters. */
  readonly headers: {
    get(name: string): string | null;
    forEach(callback: (value: string, name: string) => void): void;
  };
  /** A stream, of the platform or of Node. */
  readonly body: unknown;
  /** All of the body, as text. */
  text(): Promise<string>;
}

/**
 * A function like `fetch`: the platform's, undici's, that of `node-fetch` or `cross-fetch`, or one of
 * your own around one of these. It is called with a URL, and never with a `Request`.
 *
 * @example
 * ```ts
 * import type { FetchLike } from "@interkit/core";
 *
 * const counted = { calls: 0 };
 * export const counting: FetchLike = (url, init) => {
 *   counted.calls += 1;
 *   return fetch(url, init);
 * };
 * ```
 */
export type FetchLike = (url: string, init: FetchInit) => Promise<ResponseLike>;

/** Options of `createClient`. */
export interface ClientOptions {
  /** The access token. A function is asked once, and again when its token is refused (401). */
  readonly token: Token;
  /** Sends requests to the workspace's region. Left out: `https://api.intercom.io`, which finds it. */
  readonly region?: Region | undefined;
  /** Sends requests elsewhere, such as to a sandbox or proxy: https, or http on this machine. */
  readonly baseUrl?: string | undefined;
  /** Sends each request: a `fetch`, of whichever implementation. Left out: the platform's. */
  readonly fetch?: FetchLike | undefined;
  /** Milliseconds a call may take in all, its body included; 60,000 unless told, `Infinity` for no end. */
  readonly timeoutMs?: number | undefined;
  /**
   * Milliseconds a server may be silent in the middle of a body, also of one that is read as it comes;
   * 30,000 unless told, `Infinity` for no end. A stream that nobody reads is let go after ten times that.
   */
  readonly idleTimeoutMs?: number | undefined;
  /**
   * Bytes of JSON or text that are kept of one answer, counted when they are unpacked; 64 MiB unless
   * told, `Infinity` for all. What is read as a stream, as bytes or as a `Blob` has no such limit.
   */
  readonly maxAnswerBytes?: number | undefined;
  /** Sends what failed again, where that can do no harm; 3 attempts unless told, `false` for one. */
  readonly retry?: RetryOptions | number | false | undefined;
  /** Keeps to Intercom's limit of calls; `false` to send everything at once. */
  readonly rateLimit?: RateLimitOptions | false | undefined;
  /** Watches the calls: for logs, metrics and traces. */
  readonly hooks?: Hooks | readonly Hooks[] | undefined;
  /** Your own layers, the first outermost. They see every request, without the token. */
  readonly layers?: readonly Layer[] | undefined;
  /** Names your program to Intercom, in the `User-Agent` header. */
  readonly userAgent?: string | undefined;
}

/** How often, and for how long, something is tried. A number is short for `{ attempts }`. */
export interface RetryOptions {
  /** How often a call is sent at most; 3 unless told. */
  readonly attempts?: number | undefined;
  /** Milliseconds one attempt may take, its body included; 30,000 unless told, `Infinity` for no end. */
  readonly attemptTimeoutMs?: number | undefined;
  /** Milliseconds between two attempts at most, where Intercom asks for no more; 8,000 unless told. */
  readonly maxDelayMs?: number | undefined;
}

/** `"bulk"` calls leave a share of the rate limit to `"interactive"` ones, and let them go first. */
export type Priority = "interactive" | "bulk";

/** Headers by name, as pairs, or as the platform's `Headers`. One that is `undefined` is left out. */
export type HeadersLike =
  | Headers
  | Readonly<Record<string, string | undefined>>
  | readonly (readonly [name: string, value: string])[];

/** Options of a single call. */
export interface CallOptions {
  /** Gives the call up; it then throws the platform's `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds this call may take in all, its body included; `Infinity` for no end. */
  readonly timeoutMs?: number | undefined;
  /** How often this call is tried, over what the client was told. */
  readonly retry?: RetryOptions | number | false | undefined;
  /** Which calls go first when the rate limit holds them back; `"interactive"` unless told. */
  readonly priority?: Priority | undefined;
  /**
   * Headers of this call, over those of the client. The token, the API version and what
   * belongs to the connection (`host`, `content-length` and the like) are not among them.
   */
  readonly headers?: HeadersLike | undefined;
}

/** Checked options of retrying. */
export type RetrySettings = Readonly<Required<{ [K in keyof RetryOptions]: number }>>;
