import { ConfigError } from "../errors.ts";
import type { Layer } from "../layer.ts";

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 5;

/**
 * Sends the token to the configured origin and nowhere else.
 *
 * A request that a layer pointed elsewhere is refused. Redirects of reads are followed by hand, since
 * not every platform takes the token off on the way: to another origin goes a bare request, and that
 * only over https. A redirect of anything else is returned as it came: following would turn a POST
 * into a GET.
 */
export function originGuard(origin: string): Layer {
  return (next) => async (request) => {
    const target = new URL(request.url).origin;
    if (target !== origin) {
      throw new ConfigError(
        `A layer sent a request to ${target}; the token goes to ${origin} only. To use another host, set baseUrl`,
      );
    }
    if (request.method !== "GET") return next(new Request(request, { redirect: "manual" }));

    let current = request;
    for (let redirects = 0; ; redirects += 1) {
      const response = await next(new Request(current, { redirect: "manual" }));
      if (response.type === "opaqueredirect") return followedByBrowser(next, current);
      const location = response.headers.get("location");
      if (!redirectStatuses.has(response.status) || location === null) return response;
      const url = URL.canParse(location, current.url) ? new URL(location, current.url) : undefined;
      if (url === undefined || redirects === mostRedirects) return response;
      if (url.origin !== origin && url.protocol !== "https:") return response;
      await response.body?.cancel();
      current = redirected(current, url, origin);
    }
  };
}

function redirected(request: Request, url: URL, origin: string): Request {
  const { signal } = request;
  if (url.origin === origin) return new Request(url, { headers: request.headers, signal });
  const accept = request.headers.get("accept");
  return new Request(url, { signal, ...(accept === null ? undefined : { headers: { accept } }) });
}

/** A browser hides where a redirect leads, and takes the token off itself. */
function followedByBrowser(
  next: (request: Request) => Promise<Response>,
  request: Request,
): Promise<Response> {
  return next(new Request(request, { redirect: "follow" }));
}
