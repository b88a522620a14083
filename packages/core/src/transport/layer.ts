import { ConfigError } from "../errors/errors.ts";
import { describeType } from "../errors/values.ts";

/** The one transport shape of Interkit: a standard request in, a standard response out. */
export type Send = (request: Request) => Promise<Response>;

/**
 * Wraps a {@link Send}. A layer may call `next` zero, one or many times, and may pass it another
 * request. It must not read the body of the response that it returns: read `response.clone()`.
 *
 * The call throws the errors of its layers. Its timeout includes their time.
 *
 * @example
 * ```ts
 * import type { Layer } from "@interkit/core";
 *
 * const logged: Layer = (next) => async (request) => {
 *   const response = await next(request);
 *   console.log(request.method, new URL(request.url).pathname, response.status);
 *   return response;
 * };
 * ```
 */
export type Layer = (next: Send) => Send;

/**
 * Composes layers around a sender, so that the first one listed is the outermost.
 *
 * @throws {ConfigError} when a layer returns something else than a function.
 *
 * @example
 * ```ts
 * import { type Layer, stack } from "@interkit/core";
 *
 * const traced: Layer = (next) => (request) => {
 *   const copy = new Request(request);
 *   copy.headers.set("x-trace-id", crypto.randomUUID());
 *   return next(copy);
 * };
 * const send = stack((request) => fetch(request), [traced]);
 * ```
 */
export function stack(send: Send, layers: readonly Layer[]): Send {
  return layers.reduceRight((next, layer) => {
    const wrapped: unknown = layer(next);
    if (typeof wrapped === "function") return withRequestRetained(wrapped as Send);
    throw new ConfigError(
      `A layer returned ${describeType(wrapped)} for the next one; write (next) => async (request) => next(request)`,
    );
  }, withRequestRetained(send));
}

const inFlight = new Set<Request>();

/**
 * Retains a request until its response has arrived. A copy of a request follows the abort of the
 * original, but does not retain it: on Node 20 a garbage collection in between loses the abort.
 */
function withRequestRetained(send: Send): Send {
  const sending: Send = async (request) => {
    inFlight.add(request);
    try {
      return await send(request);
    } finally {
      inFlight.delete(request);
    }
  };
  return (request) => {
    const response = sending(request);
    // A layer that does not await it must not end the process when it fails.
    response.catch(() => {});
    return response;
  };
}
