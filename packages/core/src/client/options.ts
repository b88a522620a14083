import type { Region } from "../generated/api.ts";
import type { Hooks } from "../observe/hooks.ts";
import type { RateLimitOptions } from "../rate-limit/options.ts";
import type { Layer } from "../transport/layer.ts";
import type { FetchLike, Priority, Token } from "../transport/options.ts";
import type { RetryOptions } from "../transport/retry-options.ts";

export type { Region } from "../generated/api.ts";

/** Options of `createClient`. */
export interface ClientOptions {
  /** The access token. A function is called once, and again when its token is refused (401). */
  readonly token: Token;
  /** Sends requests to the workspace's region. Left out: `https://api.intercom.io`, which finds it. */
  readonly region?: Region | undefined;
  /** Sends requests elsewhere, such as to a sandbox or proxy: https, or http on this machine. */
  readonly baseUrl?: string | undefined;
  /** Sends each request: a `fetch`, of whichever implementation. Left out: the platform's. */
  readonly fetch?: FetchLike | undefined;
  /** The maximum milliseconds of a call, its body included; 60,000 by default, `Infinity` for no limit. */
  readonly timeoutMs?: number | undefined;
  /**
   * The maximum milliseconds without new data within a body, streams included; 30,000 by default,
   * `Infinity` for no limit. A stream that is not read is cancelled after ten times that.
   */
  readonly idleTimeoutMs?: number | undefined;
  /**
   * The maximum bytes of a JSON or text response, after decompression; 64 MiB by default, `Infinity` for
   * no limit. Streams, bytes and `Blob`s are not limited.
   */
  readonly maxAnswerBytes?: number | undefined;
  /** Retries failed attempts where that has no second effect; 3 attempts by default, `false` for one. */
  readonly retry?: RetryOptions | number | false | undefined;
  /** Keeps to Intercom's limit of calls; `false` to send every request at once. */
  readonly rateLimit?: RateLimitOptions | false | undefined;
  /** Watches the calls: for logs, metrics and traces. */
  readonly hooks?: Hooks | readonly Hooks[] | undefined;
  /** Your own layers, the first outermost. They get every request, without the token. */
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
  /** Aborts the call; it then throws the platform's `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** The maximum milliseconds of this call, its body included; `Infinity` for no limit. */
  readonly timeoutMs?: number | undefined;
  /** The retries of this call, instead of those of the client. */
  readonly retry?: RetryOptions | number | false | undefined;
  /** Which calls are sent first when the rate limit delays them; `"interactive"` by default. */
  readonly priority?: Priority | undefined;
  /**
   * Headers of this call, which override those of the client. The token, the API version and headers of
   * the connection (`host`, `content-length` and the like) are refused.
   */
  readonly headers?: HeadersLike | undefined;
}
