import type { Transport, TransportResponse } from "../transport/exchange.ts";
import { noResponseError } from "../transport/fetch-transport.ts";
import type { FetchInit, FetchLike } from "../transport/options.ts";

/** Sends with `fetch`, and reads the response as text: without limits of its size or of silence within it. */
export function plainFetch(fetch: FetchLike | undefined): Transport {
  // A function like `fetch` may ignore its signal.
  return ({ url, method, headers, body, signal, call }) => {
    const abort = signal?.platform ?? call.deadline.signal;
    const init = { method, headers: { ...headers }, body, signal: abort };
    return call.deadline.race(sendPlain(fetch, url, init));
  };
}

/**
 * Sends one request, whose redirect is not followed, and reads the response as text.
 *
 * @throws {ConnectionError} when there is no complete response.
 */
export async function sendPlain(
  fetch: FetchLike | undefined,
  url: string,
  init: Omit<FetchInit, "redirect"> & { readonly signal: AbortSignal },
): Promise<TransportResponse & { readonly body: string }> {
  try {
    const send = fetch ?? (globalThis.fetch as FetchLike);
    const response = await send(url, { ...init, redirect: "manual" });
    return {
      status: response.status,
      headers: response.headers,
      body: await response.text(),
      platformResponse: response as Response,
    };
  } catch (cause) {
    throw init.signal.aborted ? init.signal.reason : noResponseError(url, cause);
  }
}
