import { http, passthrough } from "msw";
import { setupServer } from "msw/node";
import { onTestFinished } from "vitest";

/**
 * Sends requests for `api.intercom.io` to the sandbox at this URL until the test is over, over HTTP.
 * All other requests fail.
 */
export function redirectIntercom(url: string): void {
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
