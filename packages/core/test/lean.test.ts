import { ApiError, type CallErrorEvent, ConfigError, ConnectionError } from "@interkit/core";
import {
  createLeanClient,
  createMinimalClient,
  hooks,
  type LeanOptions,
  layers,
  rateLimits,
  retries,
} from "@interkit/core/lean";
import { afterEach, describe, expect, test, vi } from "vitest";
import { modulesOf } from "./support/bundle.ts";
import { failureOf, observe } from "./support/observe.ts";
import { json, respond, serve, unusedUrl } from "./support/serve.ts";
import { fakeClock, until } from "./support/virtual-time.ts";

const token = "secret/token";
const route = "GET /contacts/{contact_id}";
const params = { path: { contact_id: "1" } };

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ["a lean client", createLeanClient],
  ["a minimal client", createMinimalClient],
] as const)(
  "%s sends the token, the version, the query and the body of a call",
  async (_, create) => {
    const server = await serve(json(200, { id: "1" }));
    const client = create("2.16", { token, baseUrl: server.url, userAgent: "app/1" });
    const { data, response } = await client.request("PUT /contacts/{contact_id}", {
      params: { path: { contact_id: "a/b" }, query: { include: ["a", "b"] } },
      body: { name: null, left: undefined },
      headers: { "X-Own": "1" },
    });
    expect([data, response.status]).toEqual([{ id: "1" }, 200]);
    expect(server.received).toMatchObject([
      {
        method: "PUT",
        url: "/contacts/a%2Fb?include=a&include=b",
        body: '{"name":null}',
        headers: {
          authorization: `Bearer ${token}`,
          "intercom-version": "2.16",
          "user-agent": "app/1",
          "content-type": "application/json",
          "x-own": "1",
        },
      },
    ]);
  },
);

describe("a lean client", () => {
  test("returns the error of a failure without the token, after one attempt", async () => {
    const errors = [{ code: "not_found", message: `no ${token}` }];
    const server = await serve(json(503, { type: "error.list", errors }));
    const client = createLeanClient("2.16", { token, baseUrl: server.url });
    const { error, response } = await client.request(route, { params });
    expect(error).toMatchObject({ errors: [{ code: "not_found", message: "no …" }] });
    expect([response.status, server.received.length]).toEqual([503, 1]);
  });

  test("fails with the errors of every client", async () => {
    const page = await serve(respond(200, "<html>", { "content-type": "text/html" }));
    const atPage = createLeanClient("2.16", { token, baseUrl: page.url });
    expect(await failureOf(atPage.request("GET /me"))).toMatchObject({ problem: "html" });
    const nowhere = createLeanClient("2.16", { token, baseUrl: await unusedUrl() });
    expect(await failureOf(nowhere.request("GET /me"))).toBeInstanceOf(ConnectionError);
    const redirect = await serve(respond(302, "", { location: "/elsewhere" }));
    const redirected = createLeanClient("2.16", { token, baseUrl: redirect.url });
    expect(await failureOf(redirected.request("GET /me"))).toMatchObject({ problem: "redirect" });
    expect(redirect.received).toHaveLength(1);
  });

  test.each([[], [retries()]])(
    "ends a call at its timeout, also if fetch ignores its signal",
    async (...parts) => {
      const fetch = () => new Promise<Response>(() => {});
      const client = createLeanClient("2.16", { token, fetch, timeoutMs: 20 }, ...parts);
      expect(await failureOf(client.request("GET /me"))).toMatchObject({ phase: "call" });
      const controller = new AbortController();
      const aborted = client.request("GET /me", { signal: controller.signal, timeoutMs: 10_000 });
      controller.abort();
      expect(await failureOf(aborted)).toMatchObject({ name: "AbortError" });
    },
  );

  test.each([
    [{ token: "" }, "token is missing"],
    [undefined, "token is missing"],
    [{ token, retry: 3 }, 'no option "retry", only token, region'],
    [{ token, baseUrl: "http://example.com" }, "unencrypted"],
  ])("refuses %j", (options, message) => {
    const create = () => createLeanClient("2.16", options as LeanOptions);
    expect(create).toThrow(ConfigError);
    expect(create).toThrow(message);
  });

  test.each([
    ["GET /contacts/{contact_id}", {}, 'needs the path parameter "contact_id"'],
    ["GET /me", { parseAs: "blob" }, "a lean client reads JSON and text, and no blob"],
    ["GET /me", { facts: { response: "stream" } }, "JSON and text, and no stream"],
    ["GET /me", { headers: { authorization: "a" } }, "The token is not a header of a call"],
    ["PUT /me", { body: { a: Number.NaN } }, "a of the body is NaN"],
  ] as const)("refuses %s with %j before anything is sent", async (given, init, message) => {
    const { fetch, requests } = observe();
    const error = await failureOf(createLeanClient("2.16", { token, fetch }).request(given, init));
    expect(error).toBeInstanceOf(ConfigError);
    expect([(error as Error).message.includes(message), requests.length]).toEqual([true, 0]);
  });
});

describe("the parts of a lean client", () => {
  const failingOnce = () => {
    const statuses = [503];
    return observe(() =>
      Response.json({}, { status: statuses.shift() ?? 200, headers: { "retry-after": "0" } }),
    );
  };

  test("retry, and limit the attempts as a call says", async () => {
    const { fetch, requests } = failingOnce();
    const client = createLeanClient("2.16", { token, fetch }, retries());
    expect((await client.request("GET /me")).response.status).toBe(200);
    const again = failingOnce();
    const other = createLeanClient("2.16", { token, fetch: again.fetch }, retries(3));
    expect((await other.request("GET /me", { retry: 1 })).response.status).toBe(503);
    expect([requests.length, again.requests.length]).toEqual([2, 1]);
  });

  test("keep to the limit of calls", async () => {
    fakeClock(1_000_000_000);
    const sent: number[] = [];
    const start = Date.now();
    const { fetch } = observe(() => {
      sent.push(Date.now() - start);
      return Response.json({});
    });
    const client = createLeanClient("2.16", { token, fetch }, rateLimits({ callsPerWindow: 1 }));
    await until(Promise.all([client.request("GET /me"), client.request("GET /me")]));
    expect(sent).toEqual([0, 10_050]);
  });

  test("notify the hooks, and pass requests through layers, in the order of every client", async () => {
    const { fetch } = failingOnce();
    const events: string[] = [];
    const watch = hooks({
      onRequest: ({ attempt }) => void events.push(`request ${attempt}`),
      onRetry: ({ delayMs }) => void events.push(`retry ${delayMs}`),
      onError: ({ error }: CallErrorEvent) => void events.push(String((error as Error).name)),
    });
    const around = layers((next) => async (request) => {
      events.push(`layer ${request.headers.get("authorization")}`);
      return next(request);
    });
    const client = createLeanClient("2.16", { token, fetch }, watch, retries(), around);
    await client.request("GET /me");
    expect(events).toEqual(["layer null", "request 1", "retry 0", "request 2"]);
    const failing = createLeanClient(
      "2.16",
      { token, fetch: async () => Response.json({}, { status: 404 }) },
      watch,
    );
    await failing.request("GET /me");
    expect(events.slice(4)).toEqual(["request 1", ApiError.name]);
  });

  test("are refused when one is given twice, whose first one would have no effect", () => {
    const pass = layers((next) => (request) => next(request));
    for (const parts of [
      [pass, pass],
      [retries(), pass, retries(5)],
      [hooks(), hooks()],
    ]) {
      const create = () => createLeanClient("2.16", { token }, ...parts);
      expect(create).toThrow(ConfigError);
      expect(create).toThrow("each part once");
    }
  });

  test("refuse invalid options", () => {
    expect(() => retries(0)).toThrow(ConfigError);
    const limit = rateLimits({ reserve: 2 });
    expect(() => createLeanClient("2.16", { token }, limit)).toThrow('"rateLimit.reserve" must be');
  });
});

test("a part that is not imported is not bundled", async () => {
  const program = (parts: string) => `
    import { createLeanClient, ${parts} } from "@interkit/core/lean";
    createLeanClient("2.16", { token: "token" }, ${parts}());`;
  const every = ["retry", "limiter", "user-layers", "operation-table", "monitored-stream"];
  const bundledWith = async (part: string) => {
    const modules = await modulesOf(program(part));
    return every.filter((name) => modules.includes(name));
  };
  expect(await bundledWith("hooks")).toEqual([]);
  expect(await bundledWith("retries")).toEqual(["retry"]);
  expect(await bundledWith("rateLimits")).toEqual(["limiter"]);
  expect(await bundledWith("layers")).toEqual(["user-layers"]);
});
