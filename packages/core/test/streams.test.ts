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

/** A download whose body is made of these pulls; the last one goes for all that follow. */
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
  const asked: RequestInit[] = [];
  const fetch = async (_: string, init: RequestInit) => {
    asked.push(init);
    return asked.length === 1 || !rest ? new Response(body, { headers: { etag: '"v1"' } }) : rest();
  };
  const client = createClient({ token: "token", fetch, idleTimeoutMs, retry: false });
  const { data } = await client.GET("/download/content/data/{job_identifier}", {
    params,
    ...(signal && { signal }),
    ...(timeoutMs && { timeoutMs }),
    retry: { attempts: 2 },
  });
  const stream = data as unknown as ReadableStream<Uint8Array>;
  return { stream, asked, pulled: () => pulled, reason: () => reason };
}

interface Given {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly idleTimeoutMs?: number;
  /** What answers when it is asked for the rest. */
  readonly rest?: () => Promise<Response>;
}

const give: Pull = (controller) => controller.enqueue(piece);
const end: Pull = (controller) => controller.close();
const never: Pull = () => new Promise(() => {});
const breakOff: Pull = (controller) => controller.error(new TypeError("terminated"));

describe("a stream", () => {
  test("is read no sooner than it is asked for", async () => {
    const { stream, pulled } = await streamOf([give]);
    await vi.advanceTimersByTimeAsync(1);
    expect(pulled()).toBe(0);
    const reader = stream.getReader();
    await reader.read();
    await vi.advanceTimersByTimeAsync(1);
    expect(pulled()).toBe(1);
  });

  test("that nobody reads is let go after ten times as long as a server may be silent", async () => {
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

  test("is kept as long as is said, also when no timer can wait so long", async () => {
    const idleTimeoutMs = 2 ** 31 - 1;
    const { stream } = await streamOf([give], { idleTimeoutMs });
    const reader = stream.getReader();
    await vi.advanceTimersByTimeAsync(9.9 * idleTimeoutMs);
    expect((await reader.read()).value).toEqual(piece);
    await vi.advanceTimersByTimeAsync(10 * idleTimeoutMs);
    expect(await failureOf(reader.read())).toMatchObject({ timeoutMs: 10 * idleTimeoutMs });
  });

  test("has no timer where its server may be silent for ever", async () => {
    const { stream } = await streamOf([never], { idleTimeoutMs: Number.POSITIVE_INFINITY });
    expect(vi.getTimerCount()).toBe(0);
    void stream.getReader().read();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("whose server falls silent ends, counted from the last piece", async () => {
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

  test("keeps no program from ending while nobody reads it", async () => {
    vi.useRealTimers();
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout");
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

  test("leaves no timer and no listener behind, wherever it is given up or aborted", async () => {
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
  test("ends a stream that is being read, and lets go of its source", async () => {
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

  test("is heeded at any moment, also just when the answer has come", async () => {
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

describe("a stream that goes on where it was cut off", () => {
  const restOf = (pull: Pull, wait = 0.9 * idleMs) =>
    new Promise<Response>((resolve) => {
      const headers = { "content-range": "bytes 3-5/6", etag: '"v1"' };
      const body = new ReadableStream({ pull: (controller) => pull(controller) as undefined });
      setTimeout(() => resolve(new Response(body, { status: 206, headers })), wait);
    });

  test("has as much time for its next piece as any other", async () => {
    const slow: Pull = async (controller) => {
      await new Promise((done) => setTimeout(done, 0.9 * idleMs));
      controller.enqueue(piece);
      controller.close();
    };
    const { stream, asked } = await streamOf([give, breakOff], { rest: () => restOf(slow) });
    const whole = new Response(stream).arrayBuffer();
    await vi.advanceTimersByTimeAsync(2 * idleMs);
    expect((await whole).byteLength).toBe(6);
    expect(asked).toHaveLength(2);
  });

  test("leaves no timer and no listener behind, nor the deadline of its last request", async () => {
    const { signal } = new AbortController();
    const rest = () => restOf(give);
    const { stream } = await streamOf([give, breakOff], { signal, timeoutMs: 60_000, rest });
    const reader = stream.getReader();
    const both = Promise.all([reader.read(), reader.read()]);
    await vi.advanceTimersByTimeAsync(idleMs);
    expect(await both).toHaveLength(2);
    // The one for a stream that nobody reads.
    expect(vi.getTimerCount()).toBe(1);
    await reader.cancel();
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});
