import { http, passthrough } from "msw";
import { setupServer } from "msw/node";
import { onTestFinished } from "vitest";

/**
 * Stands between a program that calls `api.intercom.io` and the network, until the test is over:
 * what it asks there goes to the sandbox at this URL instead, over HTTP. Nothing else can be asked.
 */
export function redirect(url: string): void {
  const server = setupServer(
    http.all(`${url}/*`, () => passthrough()),
    http.all("https://api.intercom.io/*", async ({ request }) => {
      const { pathname, search } = new URL(request.url);
      const body = await request.arrayBuffer();
      return fetch(url + pathname + search, {
        method: request.method,
        headers: request.headers,
        body: body.byteLength === 0 ? null : body,
      });
    }),
  );
  server.listen({ onUnhandledRequest: "error" });
  onTestFinished(() => server.close());
}
