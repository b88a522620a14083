import { TimeoutError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { failureOf, observe, timeoutOf } from "./support/observe.ts";
import { serve } from "./support/serve.ts";
import { fakeClock, until } from "./support/virtual-time.ts";

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

/** A server that does not answer. It reports the request, and the end of the connection. */
async function silentServer() {
  let hasRequest = false;
  let isClosed = false;
  const { url } = await serve((_, response) => {
    hasRequest = true;
    response.on("close", () => {
      isClosed = true;
    });
  });
  return {
    url,
    hasRequest: () => hasRequest,
    received: () => expect.poll(() => hasRequest).toBe(true),
    closed: () => expect.poll(() => isClosed).toBe(true),
  };
}

describe("the deadline", () => {
  beforeEach(() => {
    fakeClock(1_717_401_603_217);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("ends a call that gets no answer", async () => {
    const client = createClient({ token, fetch: never, timeoutMs: 50 });
    const error = await until(failureOf(client.GET("/contacts")));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({
      name: "TimeoutError",
      kind: "timeout",
      timeoutMs: 50,
      phase: "call",
      message: "GET /contacts took longer than 50 ms",
    });
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
    expect(await until(failureOf(client.GET("/contacts")))).toBeInstanceOf(TimeoutError);
  });

  test("of a call overrides that of the client, and may be switched off", async () => {
    const fetch = () =>
      new Promise<Response>((resolve) => {
        setTimeout(() => resolve(Response.json({ data: [] })), 80);
      });
    const client = createClient({ token, fetch, timeoutMs: 20 });
    const none = Number.POSITIVE_INFINITY;
    const { data } = await until(client.GET("/contacts", { timeoutMs: none }));
    expect(data).toEqual({ data: [] });
    const { data: inTime } = await until(client.GET("/contacts", { timeoutMs: 5_000 }));
    expect(inTime).toEqual({ data: [] });
    expect(await until(failureOf(client.GET("/contacts")))).toBeInstanceOf(TimeoutError);
  });
});

describe("the deadline of a real connection", () => {
  test("closes it", async () => {
    const server = await silentServer();
    const client = createClient({ token, baseUrl: server.url });
    const call = (timeoutMs: number) => client.GET("/contacts", { timeoutMs });
    expect(await timeoutOf(call, server.hasRequest)).toBeInstanceOf(TimeoutError);
    await server.closed();
  });

  test("covers the body", async () => {
    const server = await serve(stalled);
    const client = createClient({ token, baseUrl: server.url });
    const error = await failureOf(client.GET("/contacts", { timeoutMs: 100 }));
    expect(error).toBeInstanceOf(TimeoutError);
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
    // Timers of earlier tests may have ended.
    expect(timers()).toBeLessThanOrEqual(before);
  });
});

describe("a caller's abort", () => {
  test("is rethrown as AbortError, and closes the connection", async () => {
    const server = await silentServer();
    const client = createClient({ token, baseUrl: server.url });
    const controller = new AbortController();
    const failed = failureOf(client.GET("/contacts", { signal: controller.signal }));
    await server.received();
    controller.abort();
    const error = await failed;
    expect(error).toBe(controller.signal.reason);
    expect(error).toMatchObject({ name: "AbortError" });
    await server.closed();
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
    let isAnswered = false;
    const client = createClient({
      token,
      baseUrl: server.url,
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        isAnswered = true;
        return response;
      },
    });
    const controller = new AbortController();
    const failed = failureOf(client.GET("/contacts", { signal: controller.signal }));
    await expect.poll(() => isAnswered).toBe(true);
    controller.abort();
    expect(await failed).toMatchObject({ name: "AbortError" });
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
