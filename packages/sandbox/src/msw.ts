// biome-ignore lint/suspicious/noTsIgnore: the comment goes into the declarations, for users without MSW
/** @ts-ignore: without MSW installed, the type of its handlers cannot be resolved. */
import { type HttpHandler, HttpResponse, http } from "msw";
import type { Sandbox } from "./sandbox.ts";

/** The hosts of Intercom's API. The first one forwards a request to the region of its workspace. */
const hosts = [
  "https://api.intercom.io",
  "https://api.eu.intercom.io",
  "https://api.au.intercom.io",
];

/** Options of {@link handlersFor}. */
export interface HandlersOptions {
  /** Another address that the program under test uses for Intercom's API, such as that of a proxy. */
  readonly baseUrl?: string;
}

/**
 * Returns handlers for Mock Service Worker 2, which send the requests that a program makes to
 * Intercom to the sandbox. Requests to other hosts are not handled. Where the sandbox breaks a
 * connection, `fetch` rejects in the program too.
 *
 * @throws {TypeError} when `baseUrl` is not an absolute URL.
 *
 * @example
 * ```ts
 * import { createSandbox } from "@interkit/sandbox";
 * import { handlersFor } from "@interkit/sandbox/msw";
 * import { setupServer } from "msw/node";
 *
 * const server = setupServer(...handlersFor(createSandbox()));
 * server.listen({ onUnhandledRequest: "error" });
 * await fetch("https://api.intercom.io/contacts", { headers: { Authorization: "Bearer any" } });
 * server.close();
 * ```
 */
export function handlersFor(
  sandbox: Pick<Sandbox, "fetch">,
  options: HandlersOptions = {},
): HttpHandler[] {
  const { baseUrl } = options;
  return [...hosts, ...(baseUrl === undefined ? [] : [baseUrl])].map((base) => {
    const { origin, pathname } = new URL(base);
    const folder = pathname.replace(/\/+$/, "");
    return http.all(`${origin}${folder}/*`, async ({ request }) => {
      try {
        return await sandbox.fetch(await toIntercomRequest(folder, request));
      } catch (error) {
        if (error instanceof TypeError) return HttpResponse.error();
        throw error;
      }
    });
  });
}

/** Removes the path of `baseUrl` from a request. The body is read, since some browsers cannot stream it. */
async function toIntercomRequest(folder: string, request: Request): Promise<Request> {
  const url = new URL(request.url);
  url.pathname = url.pathname.slice(folder.length);
  const { method, headers, signal } = request;
  const body = await request.arrayBuffer();
  return new Request(url, { method, headers, signal, body: body.byteLength > 0 ? body : null });
}
