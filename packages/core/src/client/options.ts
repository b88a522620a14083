import type { Hooks } from "../observe/hooks.ts";
import type { RateLimitOptions } from "../rate-limit/options.ts";
import type { Layer } from "../transport/layer.ts";
import type { FetchLike, Priority, Token } from "../transport/options.ts";
import type { RetryOptions } from "../transport/retry-options.ts";

/** Where a workspace's data is kept. */
export type Region = "us" | "eu" | "au";

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
  /** Retries failed attempts where that has no second effect; 3 attempts by default, `false` for one. */
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
