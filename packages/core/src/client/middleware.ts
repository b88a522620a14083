/** What a function of a middleware may return. */
// biome-ignore lint/suspicious/noConfusingVoidType: a function without `return` returns void
type Returned<T> = T | undefined | void | Promise<T | undefined | void>;

/** What a {@link Middleware} gets of a call. */
export interface MiddlewareContext {
  /** The request, without the token. */
  readonly request: Request;
  /** The path of the operation, `"/contacts/{contact_id}"`, without values. */
  readonly schemaPath: string;
  /** The same in all functions of a call. */
  readonly id: string;
}

/**
 * Middleware of openapi-fetch for `client.use()`. It sees each call once: retries happen after `onRequest`
 * and before `onResponse`. What may wait, repeat or refuse is a `Layer`.
 *
 * @example
 * ```ts
 * import type { Middleware } from "@interkit/core";
 *
 * export const traced: Middleware = {
 *   onRequest({ request }) {
 *     request.headers.set("x-trace-id", crypto.randomUUID());
 *   },
 * };
 * ```
 */
export interface Middleware {
  /** May change the request, return another one, or return a response, with which nothing is sent. */
  onRequest?(context: MiddlewareContext): Returned<Request | Response>;
  /** May return another response. */
  onResponse?(context: MiddlewareContext & { readonly response: Response }): Returned<Response>;
  /** May return another error, or a response instead. */
  onError?(context: MiddlewareContext & { readonly error: unknown }): Returned<Error | Response>;
}
