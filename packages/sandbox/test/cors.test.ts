import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createSandbox, type SandboxOptions } from "@interkit/sandbox";
import { describe, expect, onTestFinished, test } from "vitest";
import { startChromium } from "./support/chromium.ts";

const frontEnd = "http://localhost:3000";

async function serve(options: SandboxOptions) {
  const sandbox = createSandbox(options);
  const server = await sandbox.listen();
  onTestFinished(() => server.close());
  return { sandbox, url: server.url };
}

const preflight = (url: string, Origin: string) =>
  fetch(url, {
    method: "OPTIONS",
    headers: {
      Origin,
      "Access-Control-Request-Method": "PUT",
      "Access-Control-Request-Headers": "authorization,content-type,intercom-version",
    },
  });

/** The CORS headers. */
function accessIn({ headers }: Response): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => /^access-control|^vary$/.test(name)));
}

describe("a page of an allowed origin", () => {
  test("gets its preflight answered without a token and without counting for the limit", async () => {
    const { sandbox, url } = await serve({ cors: frontEnd, rateLimit: { perMinute: 6 } });
    sandbox.faults.add({ fault: { status: 503 } });
    for (let i = 0; i < 3; i += 1) {
      const response = await preflight(`${url}/contacts/1`, frontEnd);
      expect(response.status).toBe(204);
      expect(accessIn(response)).toEqual({
        "access-control-allow-origin": frontEnd,
        "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
        "access-control-allow-headers": "authorization,content-type,intercom-version",
        "access-control-max-age": "600",
        vary: "Origin",
      });
    }
    expect(sandbox.requests.list()).toEqual([]);
    expect(sandbox.faults.list()).toMatchObject([{ matched: 0 }]);
  });

  test("may read every response with all of its headers, including those of faults", async () => {
    const { sandbox, url } = await serve({ cors: [frontEnd, "https://app.example"] });
    const headers = { Origin: "https://app.example", Authorization: "Bearer any" };
    sandbox.faults.add({
      times: 1,
      fault: { status: 429, retryAfterSeconds: 1, headers: { "X-Served-By": "proxy-1" } },
    });
    sandbox.faults.add({ times: 1, fault: { kind: "html", status: 502 } });
    for (const [path, status] of [
      ["/contacts", 429],
      ["/contacts", 502],
      ["/contacts", 200],
      ["/nowhere", 404],
    ] as const) {
      const response = await fetch(url + path, { headers });
      expect(response.status).toBe(status);
      expect(accessIn(response)).toMatchObject({
        "access-control-allow-origin": "https://app.example",
        vary: "Origin",
      });
      const exposed = response.headers.get("Access-Control-Expose-Headers")?.split(", ") ?? [];
      if (status === 429)
        expect(exposed).toEqual(expect.arrayContaining(["retry-after", "x-served-by"]));
      if (status === 404)
        expect(exposed).toEqual(expect.arrayContaining(["x-request-id", "intercom-version"]));
    }
    const refused = await fetch(`${url}/contacts`, { headers: { Origin: frontEnd } });
    expect([refused.status, accessIn(refused)["access-control-allow-origin"]]).toEqual([
      401,
      frontEnd,
    ]);
  });

  test("gets the normal response to an OPTIONS request that is not a preflight", async () => {
    const { url } = await serve({ cors: frontEnd });
    const response = await fetch(`${url}/contacts`, {
      method: "OPTIONS",
      headers: { Origin: frontEnd },
    });
    expect(response.status).toBe(401);
    expect(accessIn(response)).toMatchObject({ "access-control-allow-origin": frontEnd });
  });

  test("may be any", async () => {
    const { url } = await serve({ cors: true });
    const headers = { Origin: "null", Authorization: "Bearer any" };
    const response = await fetch(`${url}/contacts`, { headers });
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(response.headers.get("Vary")).toBeNull();
  });
});

describe("pages of other origins", () => {
  test("get no CORS headers, without the option or with other origins", async () => {
    for (const cors of [undefined, false, "https://app.example", []] as const) {
      const { url } = await serve(cors === undefined ? {} : { cors });
      const response = await preflight(`${url}/contacts/1`, frontEnd);
      expect([response.status, accessIn(response)]).toEqual([401, {}]);
      const headers = { Origin: frontEnd, Authorization: "Bearer any" };
      expect(accessIn(await fetch(`${url}/contacts`, { headers }))).toEqual({});
    }
  });

  test("cannot use the control API, and neither can pages of allowed origins", async () => {
    const { url } = await serve({ cors: true });
    expect(
      accessIn(await fetch(`${url}/_sandbox/state`, { headers: { Origin: frontEnd } })),
    ).toEqual({});
    const response = await preflight(`${url}/_sandbox/state`, frontEnd);
    expect([response.status, accessIn(response)]).toEqual([403, {}]);
  });
});

test.each(["localhost:3000", "http://localhost:3000/", "https://app.example/path", "*", ""])(
  "%j is no origin",
  (cors) => {
    expect(() => createSandbox({ cors })).toThrow(
      `${JSON.stringify(cors)} is no origin. Write scheme, host and port alone`,
    );
  },
);

test("a front end in a browser creates a contact, and reads an error with its headers", async (context) => {
  const browser = await startChromium(context);
  const { sandbox, url } = await serve({ cors: true });
  sandbox.faults.add({ route: "GET /tags", fault: { status: 429, retryAfterSeconds: 1 } });
  const site = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html" }).end("<title>Front end</title>");
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void site.close());
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  const send = (method: string, path: string, body?: string) =>
    page.evaluate(
      async ([address = "", method = "", body]) => {
        const headers = {
          Authorization: "Bearer any",
          "Intercom-Version": "2.16",
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        };
        const init = { method, headers, ...(body === undefined ? {} : { body }) };
        const response = await fetch(address, init);
        const { status } = response;
        return { status, after: response.headers.get("Retry-After"), body: await response.json() };
      },
      [url + path, method, body] as const,
    );
  const made = await send("POST", "/contacts", JSON.stringify({ email: "page@example.com" }));
  expect(made).toMatchObject({ status: 200, body: { email: "page@example.com" } });
  const busy = await send("GET", "/tags");
  expect(busy).toMatchObject({ status: 429, after: "1", body: { type: "error.list" } });
});
