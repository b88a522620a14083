import { createClient } from "@interkit/core/2.16";
import { nodeFetch } from "@interkit/core/node";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { failureOf } from "./support/observe.ts";
import { serve } from "./support/serve.ts";

const idleMs = 1_000;
const forever = Number.POSITIVE_INFINITY;
const headers = { "content-type": "application/json" };
const text = '{"id":"1"}';
const settings = { token: "token", idleTimeoutMs: idleMs, timeoutMs: forever };
const retry = { attempts: 1, attemptTimeoutMs: forever };

/** A body that gives a byte of its text after each of these waits, and then nothing more. */
function bodyOf(waits: readonly number[]): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        const wait = waits[at];
        if (wait === undefined) return new Promise(() => {});
        await new Promise((done) => setTimeout(done, wait));
        controller.enqueue(new TextEncoder().encode(text[at++]));
        if (at === text.length) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

const read = (waits: readonly number[], more: object = {}) =>
  createClient({
    ...settings,
    retry,
    fetch: async () => new Response(bodyOf(waits), { headers }),
    ...more,
  }).GET("/me");

describe("an answer that is read whole", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("may take longer than the idle timeout, and leaves no timer", async () => {
    const call = read(Array(text.length).fill(0.9 * idleMs));
    await vi.advanceTimersByTimeAsync(text.length * 0.9 * idleMs);
    expect((await call).data).toEqual({ id: "1" });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("times out when its server stops sending, counted from the last chunk", async () => {
    const failed = failureOf(read([0.9 * idleMs, 0.9 * idleMs]));
    let ended: unknown;
    void failed.then((error) => {
      ended = error;
    });
    await vi.advanceTimersByTimeAsync(2.7 * idleMs);
    expect(ended).toBeUndefined();
    await vi.advanceTimersByTimeAsync(0.2 * idleMs);
    expect(ended).toMatchObject({
      name: "TimeoutError",
      phase: "idle",
      timeoutMs: idleMs,
      message: `The answer to GET /me stood still for ${idleMs} ms`,
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("has no timer without an idle timeout", async () => {
    const call = read([0, 90 * 86_400_000, ...Array(text.length - 2).fill(0)], {
      idleTimeoutMs: forever,
    });
    await vi.advanceTimersByTimeAsync(1);
    // The one of the body itself.
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(90 * 86_400_000);
    expect((await call).data).toEqual({ id: "1" });
  });
});

test("a program waits for an answer that may still come", async () => {
  // Node lists only what keeps the program from ending.
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const failed = failureOf(read([], { idleTimeoutMs: 30 }));
  // In rounds of microtasks, between which no timer ends.
  for (let round = 0; round < 1_000; round += 1) await undefined;
  const during = timers();
  expect(await failed).toMatchObject({ phase: "idle" });
  expect(timers()).toBeLessThan(during);
});

describe("where timers are numbers, as in browsers", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  test("a stream is cancelled as well", async () => {
    const { setTimeout: own } = globalThis;
    vi.stubGlobal("setTimeout", (run: () => void, ms: number) => Number(own(run, ms)));
    const client = createClient({
      ...settings,
      fetch: async () => new Response(bodyOf([0]), { headers }),
    });
    const { data } = await client.GET("/me", { parseAs: "stream" });
    await vi.advanceTimersByTimeAsync(10 * idleMs);
    const failed = failureOf((data as ReadableStream).getReader().read());
    expect(await failed).toMatchObject({ phase: "idle", timeoutMs: 10 * idleMs });
  });
});

describe("Node's connections", () => {
  const fetch = nodeFetch({ connections: 64 });
  afterAll(() => fetch.close());
  const client = (baseUrl: string, idleTimeoutMs: number) =>
    createClient({ ...settings, retry, fetch, baseUrl, idleTimeoutMs });

  // On a busy machine, the server may stop for longer than the idle timeout.
  test("accept a response that takes longer than the idle timeout", { retry: 3 }, async () => {
    const server = await serve(async (_, response) => {
      response.writeHead(200, headers);
      for (const letter of text) {
        response.write(letter);
        await new Promise((done) => setTimeout(done, 120));
      }
      response.end();
    });
    expect((await client(server.url, 1_000).GET("/me")).data).toEqual({ id: "1" });
  });

  test.each(["{", ""])("close the one of a server that stops sending after %j", async (said) => {
    let isClosed = false;
    const server = await serve((_, response) => {
      response.writeHead(200, headers).flushHeaders();
      if (said !== "") response.write(said);
      response.on("close", () => {
        isClosed = true;
      });
    });
    const error = await failureOf(client(server.url, 50).GET("/me"));
    expect(error).toMatchObject({ name: "TimeoutError", phase: "idle", timeoutMs: 50 });
    await expect.poll(() => isClosed).toBe(true);
  });
});
