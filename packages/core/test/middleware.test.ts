import { apiError, ConfigError, type Middleware, TimeoutError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { describe, expect, test, vi } from "vitest";
import { failureOf, observe } from "./support/observe.ts";

const token = "secret-token";
const params = { path: { contact_id: "1" } };

describe("middleware", () => {
  test("gets the request with everything but the token, and its changes are sent", async () => {
    const { fetch, requests } = observe();
    const client = createClient({ token, fetch });
    const seen: unknown[] = [];
    client.use({
      async onRequest({ request, schemaPath }) {
        seen.push(schemaPath, request.url, await request.clone().text());
        seen.push(request.headers.get("authorization"), request.headers.get("intercom-version"));
        request.headers.set("x-trace", "1");
      },
    });
    await client.PUT("/contacts/{contact_id}", { params, body: { name: "Zoë" } });
    const url = "https://api.intercom.io/contacts/1";
    expect(seen).toEqual(["/contacts/{contact_id}", url, '{"name":"Zoë"}', null, "2.16"]);
    const [sent] = requests;
    expect([sent?.headers.get("x-trace"), sent?.headers.get("authorization")]).toEqual([
      "1",
      `Bearer ${token}`,
    ]);
    expect(sent?.headers.get("content-type")).toBe("application/json");
    expect(await sent?.text()).toBe('{"name":"Zoë"}');
  });

  test("may return another request, which keeps the options of the call", async () => {
    const { fetch, requests } = observe(() => Response.json({}, { status: 503 }));
    const client = createClient({ token, fetch });
    client.use({ onRequest: ({ request }) => new Request(request, { headers: { "x-a": "b" } }) });
    const { error, response } = await client.GET("/me", { retry: false });
    expect([error === undefined, response.status, requests.length]).toEqual([false, 503, 1]);
    expect(requests[0]?.headers.get("x-a")).toBe("b");
  });

  test("sees a call once, however often it is sent", async () => {
    const statuses = [503, 200];
    const { fetch, requests } = observe(() =>
      Response.json(
        { id: "1" },
        { status: statuses.shift() ?? 200, headers: { "retry-after": "0" } },
      ),
    );
    const client = createClient({ token, fetch });
    const onRequest = vi.fn();
    const seen: number[] = [];
    client.use({ onRequest, onResponse: ({ response }) => void seen.push(response.status) });
    await client.GET("/me");
    expect([requests.length, onRequest.mock.calls.length, seen]).toEqual([2, 1, [200]]);
  });

  test("may return a response, with which nothing is sent", async () => {
    const { fetch, requests } = observe();
    const client = createClient({ token, fetch });
    client.use({ onRequest: () => Response.json({ id: "cached" }) });
    expect((await client.GET("/me")).data).toEqual({ id: "cached" });
    expect(requests).toEqual([]);
  });

  test("may return another response, and another error", async () => {
    const { fetch } = observe(() => Response.json({ id: "1" }));
    const client = createClient({ token, fetch });
    client.use({
      onResponse: async ({ response }) => Response.json({ ...(await response.json()), extra: 1 }),
    });
    expect((await client.GET("/me")).data).toEqual({ id: "1", extra: 1 });
    const failing = createClient({
      token,
      retry: false,
      fetch: () => Promise.reject(new TypeError("no network")),
    });
    failing.use({ onError: ({ error }) => new Error("replaced", { cause: error }) });
    expect(await failureOf(failing.GET("/me"))).toMatchObject({
      message: "replaced",
      cause: { kind: "connection" },
    });
  });

  test("cannot send the token to another origin", async () => {
    const { fetch, requests } = observe();
    const client = createClient({ token, fetch });
    client.use({ onRequest: () => new Request("https://example.com/") });
    expect(await failureOf(client.GET("/me"))).toBeInstanceOf(ConfigError);
    expect(requests).toEqual([]);
  });

  test("that never ends does not outlast the timeout of the call", async () => {
    const client = createClient({ token, fetch: observe().fetch });
    client.use({ onRequest: () => new Promise<undefined>(() => {}) });
    const error = await failureOf(client.GET("/me", { timeoutMs: 20 }));
    expect(error).toBeInstanceOf(TimeoutError);
  });

  test("has the signal of the call in its request", async () => {
    const client = createClient({ token, fetch: observe().fetch });
    const controller = new AbortController();
    const reasons: unknown[] = [];
    client.use({
      onRequest: ({ request }) =>
        new Promise<undefined>(() => {
          request.signal.addEventListener("abort", () => reasons.push(request.signal.reason.name));
          controller.abort();
        }),
    });
    const error = await failureOf(client.GET("/me", { signal: controller.signal }));
    expect([(error as Error).name, reasons]).toEqual(["AbortError", ["AbortError"]]);
  });

  test("gets nothing of a call with invalid arguments, nor of one by route", async () => {
    const { fetch, requests } = observe();
    const client = createClient({ token, fetch });
    const onRequest = vi.fn();
    client.use({ onRequest });
    const invalid = { params: { path: { contact_id: ".." } } };
    expect(await failureOf(client.GET("/contacts/{contact_id}", invalid))).toBeInstanceOf(
      ConfigError,
    );
    await client.request("GET /me");
    expect([onRequest.mock.calls.length, requests.length]).toEqual([0, 1]);
  });

  test("that was ejected gets nothing", async () => {
    const client = createClient({ token, fetch: observe().fetch });
    const middleware: Middleware = { onRequest: vi.fn() };
    client.use(middleware);
    client.eject(middleware);
    await client.GET("/me");
    expect(middleware.onRequest).not.toHaveBeenCalled();
  });
});

test("a response with its status alone has the error and the text that the types promise", async () => {
  const empty = { "content-length": "0" };
  const responses = [
    new Response(null, { status: 404, headers: empty }),
    new Response(null, { headers: empty }),
    new Response(null, { status: 204 }),
  ];
  const client = createClient({ token, fetch: async () => responses.shift() as Response });
  expect((await client.GET("/me")).error).toMatchObject({ type: "error.list", errors: [] });
  expect((await client.GET("/me", { parseAs: "text" })).data).toBe("");
  expect((await client.GET("/me", { parseAs: "text" })).data).toBe("");
});

test("the message of an error repeats nothing that its request sent", async () => {
  const errors = [{ code: "invalid", message: "Ada Lovelace is taken" }];
  const { fetch } = observe(() => Response.json({ type: "error.list", errors }, { status: 422 }));
  const client = createClient({ token, fetch });
  const body = { name: "Ada Lovelace" };
  const result = await client.PUT("/contacts/{contact_id}", { params, body });
  const { error, response } = result;
  expect(apiError("PUT /contacts/{contact_id}", { error, response }).message).toBe(
    "PUT /contacts/{contact_id} answered 422 invalid: … is taken",
  );
});
