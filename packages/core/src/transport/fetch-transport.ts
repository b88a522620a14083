import { ConnectionError, InterkitError } from "../errors/errors.ts";
import { isRecord } from "../errors/values.ts";
import {
  isSuccess,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "./exchange.ts";
import { isGzip } from "./gzip.ts";
import type { FetchInit, FetchLike } from "./options.ts";
import { BodyChunks, cutOffError, readStreamToEnd } from "./response-body.ts";
import { contentSentOnce } from "./send-once.ts";

/**
 * The property in which a function like `fetch` keeps a faster transport, without a `Request` and
 * `Response`.
 */
export const transportSymbol: unique symbol = Symbol.for("interkit.transport");

/** A function like `fetch`, as passed to a client. */
export type CustomFetch = FetchLike & { readonly [transportSymbol]?: Transport };

/**
 * Sends a request, without reading the body of the response.
 *
 * @param isStrict Whether nothing but the compression of the body shows that it is truncated.
 */
export type SendRequest = (url: string, init: FetchInit, isStrict: boolean) => Promise<Response>;

/**
 * Sends with the platform's `fetch`, or with a custom one, and reads the response.
 *
 * @throws {ConnectionError} when there is no response.
 * @throws {ResponseError} when the response is cut off.
 */
export function fetchTransport(send: SendRequest): Transport {
  return async (request) => {
    let response = await sendWith(send, request, "manual");
    if (request.call.facts.response === "stream" && response.type === "opaqueredirect") {
      // A browser hides the target of a redirect, and removes the token on the way itself. Only
      // downloads may be redirected to another host; of any other call the redirect is the response.
      response = await sendWith(send, request, "follow");
    }
    return readResponse(request, response);
  };
}

/** Reads the body of a response, unless it is a success that is read as a stream. */
export async function readResponse(
  request: TransportRequest,
  response: Response,
): Promise<TransportResponse> {
  const { call } = request;
  const { status, headers } = response;
  if (call.bodyFormat === "stream" && isSuccess(status)) {
    return { status, headers, body: response.body ?? undefined, platformResponse: response };
  }
  const wantsBytes = call.bodyFormat === "bytes" && isSuccess(status);
  const chunks = new BodyChunks(request, response, !wantsBytes);
  try {
    await readBody(chunks, request, response);
    return {
      status,
      headers,
      body: wantsBytes ? chunks.bytes : chunks.text,
      platformResponse: response,
    };
  } catch (cause) {
    if (cause instanceof InterkitError) throw cause;
    // Some platforms fail to decompress an empty body. For a deletion the status is enough.
    const isCompressed = isGzip(headers.get("content-encoding"));
    if (isCompressed && chunks.isEmpty && request.method === "DELETE" && isSuccess(status)) {
      return { status, headers, body: "", platformResponse: response };
    }
    throw cutOffError(call.route, response, cause);
  }
}

async function readBody(
  chunks: BodyChunks,
  request: TransportRequest,
  response: Response,
): Promise<void> {
  const { body } = response;
  if (body === null) return;
  // Some functions like `fetch` give streams of another kind.
  if (typeof body?.getReader === "function") await readStreamToEnd(body, chunks, request);
  else chunks.add(new Uint8Array(await response.arrayBuffer()));
}

async function sendWith(
  send: SendRequest,
  request: TransportRequest,
  redirect: "manual" | "follow",
): Promise<Response> {
  const { url, method, signal } = request;
  const init = { ...contentSentOnce(request), method, signal: signal?.platform ?? null, redirect };
  try {
    // The parser detects truncated JSON, whatever its compression.
    return await send(url, init, method === "GET" && !request.call.requiresObject);
  } catch (cause) {
    if (cause instanceof InterkitError) throw cause;
    throw noResponseError(url, cause);
  }
}

/** The error for a request without a response. */
export function noResponseError(url: string, cause: unknown): ConnectionError {
  const code = codeOf(cause);
  const why = code === undefined ? "" : ` (${code})`;
  return new ConnectionError(`No answer from ${new URL(url).origin}${why}`, { cause });
}

/** Node has the code in the cause of its error, Bun and Deno in the error itself. */
export function codeOf(error: unknown): string | undefined {
  for (const candidate of [error instanceof Error ? error.cause : undefined, error]) {
    const code = isRecord(candidate) ? candidate["code"] : undefined;
    if (typeof code === "string") return code;
  }
  return undefined;
}
