import { TimeoutError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { describe, expect, test } from "vitest";
import { failureOf, observe } from "./support/observe.ts";
import { json, serve } from "./support/serve.ts";

const token = "token";
const never = () => new Promise<Response>(() => {});

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}

/** Starts a response and never ends it. */
const stalled: Parameters<typeof serve>[0] = (_, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.write('{"type":');
};

describe("the deadline", () => {
  test("ends a call that gets no answer", async () => {
    const server = await serve(() => {});
    const client = createClient({ token, baseUrl: server.url, timeoutMs: 50 });
    const error = await failureOf(client.GET("/contacts"));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({
      name: "TimeoutError",
      kind: "timeout",
      timeoutMs: 50,
      phase: "call",
      message: "GET /contacts took longer than 50 ms",
    });
  });

  test("covers the body", async () => {
    const server = await serve(stalled);
    const client = createClient({ token, baseUrl: server.url });
    const error = await failureOf(client.GET("/contacts", { timeoutMs: 100 }));
    expect(error).toBeInstanceOf(TimeoutError);
  });

  test.each([
    ["the token", { token: () => new Promise<string>(() => {}) }],
    ["a layer", { token, layers: [() => never] }],
    ["a fetch that ignores the signal", { token, fetch: never }],
    [
      "a body that ignores the signal",
      { token, fetch: async () => new Response(new ReadableStream()) },
    ],
  ])("covers waiting for %s", async (_, options) => {
    const client = createClient({ ...options, timeoutMs: 50 });
    await expect(client.GET("/contacts")).rejects.toBeInstanceOf(TimeoutError);
  });

  test("closes the connection", async () => {
    let closed = () => {};
    const done = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const server = await serve((_, response) => response.on("close", closed));
    const client = createClient({ token, baseUrl: server.url, timeoutMs: 50 });
    await failureOf(client.GET("/contacts"));
    await done;
  });

  test("of a call overrides that of the client, and may be switched off", async () => {
    const server = await serve((request, response) => {
      setTimeout(() => json(200, { data: [] })(request, response), 80);
    });
    const client = createClient({ token, baseUrl: server.url, timeoutMs: 20 });
    const none = Number.POSITIVE_INFINITY;
    expect((await client.GET("/contacts", { timeoutMs: none })).data).toEqual({ data: [] });
    expect((await client.GET("/contacts", { timeoutMs: 5_000 })).data).toEqual({ data: [] });
    await expect(client.GET("/contacts")).rejects.toBeInstanceOf(TimeoutError);
  });

  test("leaves no timer after any end of a call", async () => {
    const before = timers();
    const replies = [Response.json({}), Response.json({}, { status: 500 }), new Response("<p>")];
    const { fetch } = observe(() => replies.pop() ?? Promise.reject(new Error("no response left")));
    const client = createClient({ token, fetch, retry: false });
    const calls = [1, 2, 3, 4].map(() => client.GET("/contacts").catch(() => {}));
    await Promise.all(calls);
    const aborted = client.GET("/contacts", { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
    expect(timers()).toBe(before);
  });
});

describe("a caller's abort", () => {
  test("is rethrown as AbortError, and closes the connection", async () => {
    let closed = () => {};
    const done = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const server = await serve((_, response) => response.on("close", closed));
    const client = createClient({ token, baseUrl: server.url });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const error = await failureOf(client.GET("/contacts", { signal: controller.signal }));
    expect(error).toBe(controller.signal.reason);
    expect(error).toMatchObject({ name: "AbortError" });
    await done;
  });

  test("with a reason of its own is an AbortError that keeps the reason", async () => {
    const { fetch, requests } = observe();
    const reason = new Error("the user left");
    const signal = AbortSignal.abort(reason);
    const error = await failureOf(createClient({ token, fetch }).GET("/contacts", { signal }));
    expect(error).toBeInstanceOf(DOMException);
    expect(error).toMatchObject({ name: "AbortError", cause: reason });
    expect(requests).toEqual([]);
  });

  test("works while the body is read", async () => {
    const server = await serve(stalled);
    const client = createClient({ token, baseUrl: server.url });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const call = client.GET("/contacts", { signal: controller.signal });
    await expect(call).rejects.toMatchObject({ name: "AbortError" });
  });

  test("works while a stream is read, which has no deadline", async () => {
    const server = await serve(stalled);
    const client = createClient({ token, baseUrl: server.url });
    const controller = new AbortController();
    const { data } = await client.GET("/contacts", {
      parseAs: "stream",
      signal: controller.signal,
      timeoutMs: 1_000,
    });
    const reader = data?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toBe('{"type":');
    controller.abort();
    await expect(reader?.read()).rejects.toMatchObject({ name: "AbortError" });
  });
});
