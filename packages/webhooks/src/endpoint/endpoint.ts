import { ConfigError } from "@interkit/core";
import { bytesOf } from "../signatures/body.ts";
import { SigningKeys } from "../signatures/keys.ts";
import { readBody, tooLarge } from "../signatures/read-body.ts";
import type { SignatureKind } from "../signatures/schemes.ts";
import type { Secrets } from "../signatures/secrets.ts";
import { SignatureError } from "../signatures/signature-error.ts";
import type { RequestHeaders, SignedRequest } from "../signatures/signed-request.ts";
import { verifyBytes } from "../signatures/verify-bytes.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });

/** A request in any framework. */
export interface IncomingRequest {
  /** In capitals, such as `POST`. */
  readonly method: string;
  /** As the framework has them. */
  readonly headers: RequestHeaders;
  /**
   * The raw body, as bytes or text, or a function that reads at most so many bytes and throws a
   * `RangeError` for more.
   */
  readonly body: unknown;
}

/** What to respond to a request. */
export interface EndpointResponse {
  /** The HTTP status. */
  readonly status: number;
  /** Headers by name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body; empty when left out. */
  readonly body?: string | undefined;
}

/** What a platform may give beside a request. */
export interface RequestContext {
  /** Keeps the platform from ending what is not awaited, as the `waitUntil` of workers does. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}

/** What a URL that Intercom sends requests to is served by. */
export interface Endpoint {
  /**
   * Responds to a request of Intercom. It never rejects. What else a platform gives beside a request, such
   * as the environment of a worker, is ignored.
   */
  readonly fetch: (request: Request, context?: RequestContext | object) => Promise<Response>;
  /**
   * Responds to a request of a framework that has no `Request`, as `fetch` does: it gets the method, the
   * headers and the raw body, and resolves to the status, the headers and the body of the response.
   */
  readonly handle: (
    request: IncomingRequest,
    context?: RequestContext,
  ) => Promise<EndpointResponse>;
}

/** The requests that an endpoint accepts, and what it does with a failure. */
export interface EndpointSettings {
  readonly secret: Secrets;
  readonly kind: SignatureKind;
  readonly maxBodyBytes: number;
  /** Keeps each request that was verified, before it is responded to. What it throws is answered with 503. */
  readonly record?: ((request: SignedRequest) => Promise<unknown>) | undefined;
  /** Gets what `respond` throws, too. It must not throw. */
  readonly report: (error: unknown) => void;
}

/**
 * Creates an endpoint for requests that are signed. `respond` gets the JSON of the body of each that has
 * a valid signature; a `SyntaxError` of it is answered with 400, and any other error with 500.
 *
 * @throws {ConfigError} for an empty secret.
 */
export function createEndpoint(
  { secret, kind, maxBodyBytes, record, report }: EndpointSettings,
  respond: (json: unknown, context: RequestContext) => Promise<EndpointResponse>,
): Endpoint {
  const keys = new SigningKeys(secret);
  const read = async ({ headers, body }: IncomingRequest) => {
    const bytes = bytesOf(typeof body === "function" ? await body(maxBodyBytes) : body);
    if (bytes.byteLength > maxBodyBytes) throw tooLarge(maxBodyBytes);
    await verifyBytes(headers, bytes, keys, kind);
    const json: unknown = JSON.parse(decoder.decode(bytes));
    return { json, request: { headers, body: bytes } };
  };
  const fail = (error: unknown, status: number): EndpointResponse => {
    report(error);
    return { status, headers: {} };
  };
  const handle = async (
    request: IncomingRequest,
    context: RequestContext = {},
  ): Promise<EndpointResponse> => {
    // Intercom sends a HEAD request before it accepts an endpoint.
    if (request.method === "HEAD") return { status: 200, headers: {} };
    if (request.method !== "POST") return { status: 405, headers: { Allow: "HEAD, POST" } };
    let received: Awaited<ReturnType<typeof read>>;
    try {
      received = await read(request);
    } catch (error) {
      return fail(error, statusOfRefusal(error));
    }
    try {
      await record?.(received.request);
    } catch (error) {
      return fail(error, 503);
    }
    try {
      // The context of a worker refuses a call of its function as one of another object.
      return await respond(received.json, { waitUntil: context.waitUntil?.bind(context) });
    } catch (error) {
      return fail(error, error instanceof SyntaxError ? 400 : 500);
    }
  };
  return {
    handle,
    fetch: async (request, context) => {
      if (typeof request?.headers?.get !== "function") {
        return new Response(undefined, fail(new ConfigError(noRequest), 500));
      }
      const { method, headers } = request;
      const body = (maxBytes: number) => readBody(request, maxBytes);
      const { body: text, ...response } = await handle({ method, headers, body }, context);
      return new Response(text, response);
    },
  };
}

const noRequest =
  "fetch takes a Request, which Hono has as context.req.raw; for Express and node:http, mount toNodeListener of @interkit/webhooks/node";

function statusOfRefusal(error: unknown): number {
  if (error instanceof SignatureError) return 401;
  // The endpoint is mounted wrongly, so that no request can be verified.
  if (error instanceof ConfigError) return 500;
  return error instanceof RangeError ? 413 : 400;
}
