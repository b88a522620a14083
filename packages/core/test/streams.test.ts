import { getEventListeners } from "node:events";
import { TimeoutError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { failureOf } from "./support/observe.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const idleMs = 1_000;
const params = { path: { job_identifier: "1" } };
const piece = Uint8Array.of(1, 2, 3);

type Pull = (controller: ReadableStreamDefaultController<Uint8Array>) => unknown;

/** A download whose body is made of these pulls; the last one is used for all further ones. */
async function streamOf(pulls: readonly Pull[], given: Given = {}) {
  const { signal, timeoutMs, idleTimeoutMs = idleMs, rest } = given;
  let pulled = 0;
  let reason: unknown;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => (pulls[pulled++] ?? pulls.at(-1))?.(controller) as undefined,
      cancel: (why) => {
        reason = why;
      },
    },
    { highWaterMark: 0 },
  );
  const requests: RequestInit[] = [];
  const fetch = async (_: string, init: RequestInit) => {
    requests.push(init);
    return requests.length === 1 || !rest
      ? new Response(body, { headers: { etag: '"v1"' } })
      : rest();
  };
  const client = createClient({ token: "token", fetch, idleTimeoutMs, retry: false });
  const { data } = await client.GET("/download/content/data/{job_identifier}", {
    params,
    ...(signal && { signal }),
    ...(timeoutMs && { timeoutMs }),
    retry: { attempts: 2 },
  });
  const stream = data as unknown as ReadableStream<Uint8Array>;
  return { stream, requests, pulled: () => pulled, reason: () => reason };
}

interface Given {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly idleTimeoutMs?: number;
  /** Returns the response to the request for the rest. */
  readonly rest?: () => Promise<Response>;
}

const give: Pull = (controller) => controller.enqueue(piece);
const end: Pull = (controller) => controller.close();
const never: Pull = () => new Promise(() => {});
const breakOff: Pull = (controller) => controller.error(new TypeError("terminated"));

describe("a stream", () => {
  test("reads its source only on request", async () => {
    const { stream, pulled } = await streamOf([give]);
    await vi.advanceTimersByTimeAsync(1);
    expect(pulled()).toBe(0);
    const reader = stream.getReader();
    await reader.read();
    await vi.advanceTimersByTimeAsync(1);
    expect(pulled()).toBe(1);
  });

  test("without a reader is cancelled after ten idle timeouts", async () => {
    const { stream, reason } = await streamOf([give]);
    const reader = stream.getReader();
    await vi.advanceTimersByTimeAsync(9.9 * idleMs);
    expect((await reader.read()).value).toEqual(piece);
    await vi.advanceTimersByTimeAsync(9.9 * idleMs);
    expect((await reader.read()).value).toEqual(piece);
    expect(reason()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(10 * idleMs);
    const error = await failureOf(reader.read());
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ phase: "idle", timeoutMs: 10 * idleMs });
    expect(reason()).toBe(error);
  });

  test("is kept for its whole idle timeout, even if that exceeds the maximum of a timer", async () => {
    const idleTimeoutMs = 2 ** 31 - 1;
    const { stream } = await streamOf([give], { idleTimeoutMs });
    const reader = stream.getReader();
    await vi.advanceTimersByTimeAsync(9.9 * idleTimeoutMs);
    expect((await reader.read()).value).toEqual(piece);
    await vi.advanceTimersByTimeAsync(10 * idleTimeoutMs);
    expect(await failureOf(reader.read())).toMatchObject({ timeoutMs: 10 * idleTimeoutMs });
  });

  test("has no timer without an idle timeout", async () => {
    const { stream } = await streamOf([never], { idleTimeoutMs: Number.POSITIVE_INFINITY });
    expect(vi.getTimerCount()).toBe(0);
    void stream.getReader().read();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("times out when its server stops sending, counted from the last chunk", async () => {
    const late: Pull = (controller) => {
      setTimeout(() => controller.enqueue(piece), 0.9 * idleMs);
      return new Promise((done) => setTimeout(done, 0.9 * idleMs));
    };
    const { stream } = await streamOf([late, late, never]);
    const reader = stream.getReader();
    const read = async () => {
      for (;;) await reader.read();
    };
    const failed = failureOf(read());
    await vi.advanceTimersByTimeAsync(2.7 * idleMs);
    const before = performance.now();
    await vi.advanceTimersToNextTimerAsync();
    expect(await failed).toMatchObject({ phase: "idle", timeoutMs: idleMs });
    expect(performance.now() - before).toBeCloseTo(0.1 * idleMs, 0);
  });

  test("does not keep a program from ending while it has no pending read", async () => {
    vi.useRealTimers();
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout");
    // A timer of another test may still run.
    while (timers().length > 0) await new Promise((done) => setImmediate(done));
    const before = timers();
    const { stream } = await streamOf([give, never]);
    expect(timers()).toEqual(before);
    const reader = stream.getReader();
    await reader.read();
    expect(timers()).toEqual(before);
    void reader.read();
    await new Promise((done) => setImmediate(done));
    expect(timers()).toHaveLength(before.length + 1);
    await reader.cancel();
    expect(timers()).toEqual(before);
  });

  test("leaves no timer and no listener when it is cancelled at any moment", async () => {
    for (let steps = 0; steps < 60; steps += 1) {
      const { signal } = new AbortController();
      const ending = steps % 2 === 0 ? end : breakOff;
      const { stream } = await streamOf([give, give, ending], { signal });
      const reader = stream.getReader();
      for (let read = 0; read < 3; read += 1) void reader.read().catch(() => {});
      for (let step = 0; step < steps / 2; step += 1) await undefined;
      await reader.cancel().catch(() => {});
      await vi.advanceTimersByTimeAsync(0);
      expect([steps, vi.getTimerCount()]).toEqual([steps, 0]);
      expect(getEventListeners(signal, "abort")).toEqual([]);
    }
  });
});

describe("an abort", () => {
  test("ends a stream that is being read, and cancels its source", async () => {
    const controller = new AbortController();
    const { stream, reason } = await streamOf([give, never], { signal: controller.signal });
    const reader = stream.getReader();
    await reader.read();
    const next = failureOf(reader.read());
    controller.abort();
    expect(await next).toMatchObject({ name: "AbortError" });
    expect(reason()).toMatchObject({ name: "AbortError" });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("works at any moment, also right after the response has arrived", async () => {
    const reached = new Set<string>();
    for (let steps = 0; steps < 60; steps += 1) {
      const controller = new AbortController();
      let at = "the call";
      const read = async () => {
        const { stream } = await streamOf([give, never], { signal: controller.signal });
        at = "the stream";
        const reader = stream.getReader();
        for (;;) await reader.read();
      };
      const failed = failureOf(read());
      for (let step = 0; step < steps; step += 1) await undefined;
      controller.abort();
      expect(await failed).toMatchObject({ name: "AbortError" });
      expect(vi.getTimerCount()).toBe(0);
      reached.add(at);
    }
    expect([...reached]).toEqual(["the call", "the stream"]);
  });
});

describe("a stream that resumes where it was cut off", () => {
  const restOf = (pull: Pull, wait = 0.9 * idleMs) =>
    new Promise<Response>((resolve) => {
      const headers = { "content-range": "bytes 3-5/6", etag: '"v1"' };
      const body = new ReadableStream({ pull: (controller) => pull(controller) as undefined });
      setTimeout(() => resolve(new Response(body, { status: 206, headers })), wait);
    });

  test("has the whole idle timeout for its next chunk", async () => {
    const slow: Pull = async (controller) => {
      await new Promise((done) => setTimeout(done, 0.9 * idleMs));
      controller.enqueue(piece);
      controller.close();
    };
    const { stream, requests } = await streamOf([give, breakOff], { rest: () => restOf(slow) });
    const whole = new Response(stream).arrayBuffer();
    await vi.advanceTimersByTimeAsync(2 * idleMs);
    expect((await whole).byteLength).toBe(6);
    expect(requests).toHaveLength(2);
  });

  test("leaves no timer, no listener and no deadline of its last request", async () => {
    const { signal } = new AbortController();
    const rest = () => restOf(give);
    const { stream } = await streamOf([give, breakOff], { signal, timeoutMs: 60_000, rest });
    const reader = stream.getReader();
    const both = Promise.all([reader.read(), reader.read()]);
    await vi.advanceTimersByTimeAsync(idleMs);
    expect(await both).toHaveLength(2);
    // The timer for a stream without a reader.
    expect(vi.getTimerCount()).toBe(1);
    await reader.cancel();
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});
