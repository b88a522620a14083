import { ConfigError, ResponseError } from "../errors/errors.ts";
import type { Transport, TransportRequest, TransportResponse } from "../transport/exchange.ts";

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 5;

/** Refuses a request that a layer or a middleware sends to another origin: the token is sent to one only. */
export function checkOrigin({ url }: TransportRequest, origin: string): void {
  // The part after the slash cannot change the host.
  if (url.startsWith(`${origin}/`)) return;
  throw new ConfigError(
    `A layer sent a request to ${new URL(url).origin}; the token goes to ${origin} only. To use another host, set baseUrl`,
  );
}

function isRedirect({ status }: TransportResponse): boolean {
  return redirectStatuses.has(status);
}

/**
 * Follows the redirects of a read, since not every platform removes the token on the way. Only the
 * redirect of a download, which Intercom documents, may lead to another origin, over https or on this
 * machine, and the request that follows it carries no token. A redirect of a write is returned as it
 * is: following it would turn a POST into a GET.
 */
export async function followRedirects(
  next: Transport,
  request: TransportRequest,
  first: TransportResponse,
  origin: string,
): Promise<TransportResponse> {
  if (request.method !== "GET") return first;
  let response = first;
  let current = request;
  for (let redirects = 0; redirects < maxRedirects && isRedirect(response); redirects += 1) {
    const location = response.headers.get("location");
    if (location === null || !URL.canParse(location, current.url)) break;
    const url = new URL(location, current.url);
    if (url.origin !== origin) refuseOtherOrigin(request, response, url);
    current = { ...current, url: url.href, headers: headersFor(current, url, origin) };
    response = await next(current);
  }
  return response;
}

function refuseOtherOrigin(
  { call }: TransportRequest,
  response: TransportResponse,
  url: URL,
): void {
  const isDownload = call.facts.response === "stream";
  if (isDownload && (url.protocol === "https:" || isLoopback(url.hostname))) return;
  throw new ResponseError(
    `${call.route} was answered with a redirect to another host (status ${response.status}), which is not followed`,
    { response: response.platformResponse, problem: "redirect" },
  );
}

/**
 * The headers that are sent to another origin: without the token, and without headers of the caller.
 */
const headersForOtherOrigins = ["accept", "accept-encoding", "range", "if-range"];

function headersFor(
  { headers }: TransportRequest,
  url: URL,
  origin: string,
): TransportRequest["headers"] {
  if (url.origin === origin) return headers;
  return Object.fromEntries(
    headersForOtherOrigins.flatMap((name) =>
      headers[name] === undefined ? [] : [[name, headers[name]]],
    ),
  );
}

/** Whether a host is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
