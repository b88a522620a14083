/**
 * An access token, or a function that returns one: it is called once, and again when Intercom has
 * refused its token.
 */
export type Token = string | (() => string | Promise<string>);

/** The second argument of a function like `fetch`. */
export interface FetchInit {
  /** In capitals, `"GET"`. */
  readonly method: string;
  /** By names in small letters. */
  readonly headers: Record<string, string>;
  /** Text or bytes, nothing for a call without a body. Each implementation has types of its own for it. */
  // biome-ignore lint/suspicious/noExplicitAny: no other type fits the bodies of all implementations
  readonly body?: any;
  /** Ends the attempt: it timed out, or the caller aborted the call. */
  readonly signal: AbortSignal | null;
  /** `"manual"` for a call of the API: no redirect is followed with a token. */
  readonly redirect: "manual" | "follow";
}

/** The response of a function like `fetch`: the part that all implementations have. */
export interface ResponseLike {
  /** The response's status, such as 200. */
  readonly status: number;
  /** Headers by name, in upper or lower case. */
  readonly headers: {
    get(name: string): string | null;
    forEach(callback: (value: string, name: string) => void): void;
  };
  /** A stream, of the platform or of Node, or `null`. Without one, the whole body is read. */
  readonly body?: unknown;
  /** All of the body, as bytes. */
  arrayBuffer?(): Promise<ArrayBuffer>;
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

/** `"bulk"` calls leave a share of the rate limit to `"interactive"` ones, and let them go first. */
export type Priority = "interactive" | "bulk";
