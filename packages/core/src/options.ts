import type { Layer } from "./layer.ts";

/** Where a workspace's data is kept. */
export type Region = "us" | "eu" | "au";

/** An access token, or a function that is asked for one each time a request is sent. */
export type Token = string | (() => string | Promise<string>);

/** Options of `createClient`. */
export interface ClientOptions {
  /** The access token; a function is asked each time, so that a token can change while a program runs. */
  readonly token: Token;
  /** Sends requests to the workspace's region. Left out: `https://api.intercom.io`, which finds it. */
  readonly region?: Region | undefined;
  /** Sends requests elsewhere, such as to a sandbox or proxy: https, or http on this machine. */
  readonly baseUrl?: string | undefined;
  /** Sends each request. Left out: the platform's `fetch`. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Milliseconds a call may take in all, its body included; 60,000 unless told, `Infinity` for no end. */
  readonly timeoutMs?: number | undefined;
  /** Your own layers, the first outermost. They see every request, without the token. */
  readonly layers?: readonly Layer[] | undefined;
  /** Names your program to Intercom, in the `User-Agent` header. */
  readonly userAgent?: string | undefined;
}

/** Options of a single call. */
export interface CallOptions {
  /** Gives the call up; it then throws the platform's `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds this call may take in all, its body included; `Infinity` for no end. */
  readonly timeoutMs?: number | undefined;
  /** Headers of this call, over those of the client. The token and the API version are not among them. */
  readonly headers?: HeadersInit | undefined;
}
