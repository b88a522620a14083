import type { Transport, TransportRequest, TransportResponse } from "../transport/exchange.ts";
import { noResponseError } from "../transport/fetch-transport.ts";
import type { FetchLike } from "../transport/options.ts";

/** Sends with `fetch`, and reads the response as text: without limits of its size or of silence within it. */
export function plainFetch(fetch: FetchLike | undefined): Transport {
  // A function like `fetch` may ignore its signal.
  return (request) => request.call.deadline.race(send(fetch, request));
}

async function send(
  fetch: FetchLike | undefined,
  { url, method, headers, body, signal, call }: TransportRequest,
): Promise<TransportResponse> {
  const abort = signal?.platform ?? call.deadline.signal;
  const init = {
    method,
    headers: { ...headers },
    body,
    signal: abort,
    redirect: "manual",
  } as const;
  try {
    const response = await (fetch ?? (globalThis.fetch as FetchLike))(url, init);
    return {
      status: response.status,
      headers: response.headers,
      body: await response.text(),
      platformResponse: response as Response,
    };
  } catch (cause) {
    throw abort.aborted ? abort.reason : noResponseError(url, cause);
  }
}
