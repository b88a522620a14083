import { AttemptSignal } from "../transport/attempt-signal.ts";
import {
  type CallState,
  isBodiless,
  type TransportRequest,
  type TransportResponse,
} from "../transport/exchange.ts";

/** Reads a platform's request, which a layer or a middleware may have made. */
export async function readRequest(request: Request, call: CallState): Promise<TransportRequest> {
  const { method, url } = request;
  const bytes = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
  // Firefox has no `body` of requests.
  const body = bytes?.length === 0 && request.body === undefined ? undefined : bytes;
  const headers = Object.fromEntries(request.headers);
  const layerSignal = AttemptSignal.of(request.signal);
  return { call, method, url, headers, body, signal: undefined, layerSignal };
}

/** Returns a platform's response that can be read, with the status, headers and URL of another one. */
export function readableResponse(
  { status, platformResponse }: TransportResponse,
  body: TransportResponse["body"],
): Response {
  const { headers, url } = platformResponse;
  // A response of a text says that it is plain text, where nothing says what it is.
  const content = typeof body === "string" ? new TextEncoder().encode(body) : (body ?? null);
  const response = new Response(isBodiless(status) ? null : content, { status, headers });
  Object.defineProperty(response, "url", { value: url });
  return response;
}
