// biome-ignore lint/suspicious/noTsIgnore: the comment goes into the declarations, for who has no MSW
/** @ts-ignore: without MSW, its handlers are of no type. */
import { type HttpHandler, HttpResponse, http } from "msw";
import type { Sandbox } from "./sandbox.ts";

/** Where Intercom is: the first forwards a request to the region of its workspace. */
const hosts = [
  "https://api.intercom.io",
  "https://api.eu.intercom.io",
  "https://api.au.intercom.io",
];

/** Options of {@link handlersFor}. */
export interface HandlersOptions {
  /** Another address that the program under test sends Intercom's requests to, such as a proxy's. */
  readonly baseUrl?: string;
}

/**
 * Handlers for Mock Service Worker 2: a program that speaks to Intercom speaks to the sandbox,
 * unchanged. Requests to other hosts are left alone. Where the sandbox breaks a connection, `fetch`
 * rejects in the program too.
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
        return await sandbox.fetch(await from(folder, request));
      } catch (error) {
        if (error instanceof TypeError) return HttpResponse.error();
        throw error;
      }
    });
  });
}

/** The request as Intercom gets it. Its body is read, since not every browser lets it stream. */
async function from(folder: string, request: Request): Promise<Request> {
  const url = new URL(request.url);
  url.pathname = url.pathname.slice(folder.length);
  const { method, headers, signal } = request;
  const body = await request.arrayBuffer();
  return new Request(url, { method, headers, signal, body: body.byteLength > 0 ? body : null });
}
