import { TimeoutError } from "@interkit/core";
import type { SignatureKind } from "../signatures/schemes.ts";
import { createEndpoint, type Endpoint, type EndpointResponse } from "./endpoint.ts";
import type { HandlingSettings } from "./settings.ts";
import { within } from "./within.ts";

/** What an endpoint does with the requests that it has verified. */
export interface Handling<Received, Result> {
  readonly kind: SignatureKind;
  /** What is handled, in words, for the error of a timeout. */
  readonly what: string;
  /** @throws {SyntaxError} for JSON of another form. */
  readonly read: (json: unknown) => Received;
  readonly handle: (received: Received) => Promise<Result>;
  readonly respond: (result: Result, received: Received) => EndpointResponse;
  /** The response in place of an error status. */
  readonly fallback?: EndpointResponse | undefined;
}

/**
 * An endpoint that responds with what a handler returns. What fails is reported, and answered with 500, or
 * with 503 where the handler takes too long; it goes on then.
 */
export function createHandlingEndpoint<Received, Result>(
  { secret, maxBodyBytes, timeoutMs, report }: HandlingSettings,
  { kind, what, read, handle, respond, fallback }: Handling<Received, Result>,
): Endpoint {
  const endpoint = {
    secret,
    kind,
    maxBodyBytes,
    report: (error: unknown) => report(error, undefined),
  };
  return createEndpoint(endpoint, async (json, { waitUntil }) => {
    const received = read(json);
    const fail = (error: unknown, status: number): EndpointResponse => {
      report(error, received);
      return fallback ?? { status, headers: {} };
    };
    // A handler may throw before it returns a promise.
    const work = (async () => respond(await handle(received), received))().catch((error) =>
      fail(error, 500),
    );
    waitUntil?.(work);
    return within(work, timeoutMs, () =>
      fail(new TimeoutError(what, { timeoutMs, phase: "call" }), 503),
    );
  });
}
