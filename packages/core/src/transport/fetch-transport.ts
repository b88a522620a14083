import { ConnectionError, InterkitError } from "../errors/errors.ts";
import { isRecord } from "../errors/values.ts";
import { cutOff, Pieces, readWhole } from "./answer-body.ts";
import { type Answer, isSuccess, type Outgoing, type Transport } from "./exchange.ts";
import { callGiven } from "./given-fetch.ts";
import type { FetchLike } from "./options.ts";
import { contentOf } from "./sent-once.ts";
import { fetchStrictly, isGzip } from "./strict-gzip.ts";

/** Where a function like `fetch` keeps a shorter way to send: without a `Request` and `Response`. */
export const direct: unique symbol = Symbol.for("interkit.transport");

/** A function like `fetch`, as it is given to a client. */
export type GivenFetch = FetchLike & { readonly [direct]?: Transport };

/**
 * Sends with the platform's `fetch`, or with the one that was given, and reads what is answered.
 *
 * @throws {ConnectionError} when there is no answer.
 * @throws {ResponseError} when the answer is cut off.
 */
export function fetchTransport(given: GivenFetch | undefined): Transport {
  return async (outgoing) => {
    let response = await send(outgoing, given, "manual");
    if (outgoing.call.facts.response === "stream" && response.type === "opaqueredirect") {
      // A browser hides where a redirect leads, and takes the token off on the way itself. Only
      // downloads may lead elsewhere; of anything else, the redirect is the answer.
      response = await send(outgoing, given, "follow");
    }
    return readAnswer(outgoing, response);
  };
}

/** Reads the body of an answer, unless it is a success that is wanted as it comes. */
export async function readAnswer(outgoing: Outgoing, response: Response): Promise<Answer> {
  const { call } = outgoing;
  const { status, headers } = response;
  if (call.reading === "stream" && isSuccess(status)) {
    return { status, headers, body: response.body ?? undefined, response };
  }
  const wantsBytes = call.reading === "bytes" && isSuccess(status);
  const pieces = new Pieces(outgoing, response, !wantsBytes);
  try {
    await readInto(pieces, outgoing, response);
    return { status, headers, body: wantsBytes ? pieces.bytes : pieces.text, response };
  } catch (cause) {
    if (cause instanceof InterkitError) throw cause;
    // Some platforms cannot unpack nothing. What the status says of a deletion is all that counts.
    const isPacked = isGzip(headers.get("content-encoding"));
    if (isPacked && pieces.isEmpty && outgoing.method === "DELETE" && isSuccess(status)) {
      return { status, headers, body: "", response };
    }
    throw cutOff(call.route, response, cause);
  }
}

async function readInto(pieces: Pieces, outgoing: Outgoing, response: Response): Promise<void> {
  const { body } = response;
  if (body === null) return;
  // Some functions like `fetch` give streams of another kind.
  if (typeof body?.getReader === "function") await readWhole(body, pieces, outgoing);
  else pieces.add(new Uint8Array(await response.arrayBuffer()));
}

async function send(
  outgoing: Outgoing,
  given: GivenFetch | undefined,
  redirect: "manual" | "follow",
): Promise<Response> {
  const { url, method, signal } = outgoing;
  const init = { ...contentOf(outgoing), method, signal: signal?.platform ?? null, redirect };
  try {
    // Looked up on each request, so that a fetch that is instrumented later is used as well.
    if (given === undefined) {
      // JSON that ends early is no JSON, however it was packed.
      const isStrict = method === "GET" && !outgoing.call.wantsObject;
      return await (isStrict ? fetchStrictly : globalThis.fetch)(url, init);
    }
    return await callGiven(given, url, init);
  } catch (cause) {
    if (cause instanceof InterkitError) throw cause;
    throw noAnswer(url, cause);
  }
}

/** The error for a request that nothing answered. */
export function noAnswer(url: string, cause: unknown): ConnectionError {
  const code = codeOf(cause);
  const why = code === undefined ? "" : ` (${code})`;
  return new ConnectionError(`No answer from ${new URL(url).origin}${why}`, { cause });
}

/** Node says why in the cause of its error, Bun and Deno in the error itself. */
export function codeOf(error: unknown): string | undefined {
  for (const candidate of [error instanceof Error ? error.cause : undefined, error]) {
    const code = isRecord(candidate) ? candidate["code"] : undefined;
    if (typeof code === "string") return code;
  }
  return undefined;
}
