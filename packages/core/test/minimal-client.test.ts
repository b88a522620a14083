import { ConfigError, ConnectionError } from "@interkit/core";
import type { paths } from "@interkit/core/2.16";
import { createMinimalClient, type LeanOptions } from "@interkit/core/lean";
import { createSandbox } from "@interkit/sandbox";
import { describe, expect, test } from "vitest";
import { failureOf, observe } from "./support/observe.ts";
import { json, respond, serve, unusedUrl } from "./support/serve.ts";

const token = "secret/token";
const create = (options?: Partial<LeanOptions>) =>
  createMinimalClient<paths>("2.16", { token, ...options });

describe("a minimal client", () => {
  test("calls the operations of its version by their paths", async () => {
    const client = create({ fetch: createSandbox().fetch });
    const created = await client.POST("/contacts", { body: { email: "a@example.com" } });
    const contact_id = created.data?.id ?? "";
    const { data } = await client.GET("/contacts/{contact_id}", {
      params: { path: { contact_id } },
    });
    expect([client.version, data?.email]).toEqual(["2.16", "a@example.com"]);
    const { error } = await client.GET("/contacts/{contact_id}", {
      params: { path: { contact_id: "5ba682d23d7cf92bef87bfd4" } },
    });
    expect(error?.errors?.[0]?.code).toBe("not_found");
  });

  test.each([429, 503])(
    "sends a call once, and removes the token from its error: %i",
    async (status) => {
      // JSON may escape a slash.
      const message = `no ${token}, no ${token.replace("/", "\\/")}`;
      const body = `{"type":"error.list","errors":[{"code":"unavailable","message":"${message}"}]}`;
      const server = await serve(respond(status, body, { "content-type": "application/json" }));
      const client = create({ baseUrl: server.url });
      const { error, response } = await client.POST("/contacts", {
        body: { email: "a@example.com" },
      });
      expect(error).toMatchObject({ errors: [{ code: "unavailable", message: "no …, no …" }] });
      expect([response.status, server.received.length]).toEqual([status, 1]);
    },
  );

  test("follows no redirect", async () => {
    const other = await serve(json(200, {}));
    const server = await serve(respond(302, "", { location: other.url }));
    const error = await failureOf(create({ baseUrl: server.url }).GET("/me"));
    expect(error).toMatchObject({ problem: "redirect" });
    expect([server.received.length, other.received.length]).toEqual([1, 0]);
  });

  test.each([
    [respond(200, "<html>", { "content-type": "text/html" }), "html"],
    [respond(200, ""), "missing"],
    [respond(200, "[]"), "missing"],
    [respond(200, '{"id":'), "json"],
    [respond(502, "<html>", { "content-type": "text/html" }), "html"],
  ])("refuses a response that is not the API's", async (handler, problem) => {
    const server = await serve(handler);
    const error = await failureOf(create({ baseUrl: server.url }).GET("/me"));
    expect(error).toMatchObject({ problem });
  });

  test("accepts an empty success of a write", async () => {
    const server = await serve(respond(202, ""));
    const { data, error, response } = await create({ baseUrl: server.url }).request("POST /events");
    expect([data, error, response.status]).toEqual([undefined, undefined, 202]);
  });

  test("reads text", async () => {
    const server = await serve(respond(200, "Hello", { "content-type": "text/plain" }));
    const client = create({ baseUrl: server.url });
    const { data } = await client.request("GET /calls/1/transcript", { parseAs: "text" });
    expect([data, server.received[0]?.headers.accept]).toEqual([
      "Hello",
      "text/plain, application/json",
    ]);
  });

  test("fails where there is no server", async () => {
    const error = await failureOf(create({ baseUrl: await unusedUrl() }).GET("/me"));
    expect(error).toBeInstanceOf(ConnectionError);
  });

  test("ends a call at its timeout or by its signal, also if fetch ignores its signal", async () => {
    const client = create({ fetch: () => new Promise<Response>(() => {}), timeoutMs: 20 });
    expect(await failureOf(client.GET("/me"))).toMatchObject({ phase: "call" });
    const controller = new AbortController();
    const aborted = client.GET("/me", { signal: controller.signal, timeoutMs: 10_000 });
    controller.abort();
    expect(await failureOf(aborted)).toMatchObject({ name: "AbortError" });
  });
});

describe("a minimal client refuses", () => {
  test.each([
    [{ token: "" }, "token is missing"],
    [undefined, "token is missing"],
    [{ token: "a b" }, "a space or a line break"],
    [{ token, baseUrl: "http://example.com" }, "unencrypted"],
    [{ token, region: "xx" }, "no region"],
  ])("the options %j", (options, message) => {
    const make = () => createMinimalClient("2.16", options as LeanOptions);
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(message);
  });

  const circular: Record<string, unknown> = {};
  circular["self"] = circular;
  const notJson = "The body of PUT /me cannot be written as JSON";
  test.each([
    ["GET /contacts/{contact_id}", {}, 'needs the path parameter "contact_id"'],
    ["GET /contacts/{contact_id}", { params: { path: { contact_id: ".." } } }, "another resource"],
    ["GET https://example.com/me", {}, "is not a route"],
    ["GET /me", { parseAs: "blob" }, "reads JSON and text, and no blob"],
    ["GET /me", { facts: { response: "stream" } }, "reads JSON and text, and no stream"],
    ["GET /me", { headers: { authorization: "a" } }, "The token is not a header of a call"],
    ["GET /me", { headers: { host: "example.com" } }, "not a header of a call"],
    ["GET /me", { timeoutMs: 0 }, '"timeoutMs" must be'],
    ["PUT /me", { body: { a: Number.NaN } }, notJson],
    ["PUT /me", { body: { a: new Date(0) } }, notJson],
    ["PUT /me", { body: { a: new Map() } }, notJson],
    ["PUT /me", { body: { a: [undefined] } }, notJson],
    ["PUT /me", { body: { a: 1n } }, notJson],
    ["PUT /me", { body: { a: () => 1 } }, notJson],
    ["PUT /me", { body: circular }, notJson],
  ] as const)("%s with %o before anything is sent", async (route, init, message) => {
    const { fetch, requests } = observe();
    const error = await failureOf(create({ fetch }).request(route, init));
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toContain(message);
    expect(requests).toHaveLength(0);
  });
});
