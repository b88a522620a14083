import { createClient } from "@interkit/core/2.16";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeClock, until } from "./support/virtual-time.ts";

beforeEach(() => {
  fakeClock(1_717_401_603_217);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** The waits between the attempts of a call whose answers are all of one kind. */
async function waits(status: number, options: object, headers: Record<string, string> = {}) {
  const sent: number[] = [];
  const reported: number[] = [];
  const fetch = async () => {
    sent.push(Date.now());
    return Response.json({}, { status, headers });
  };
  const hooks = { onRetry: ({ delayMs }: { delayMs: number }) => void reported.push(delayMs) };
  const client = createClient({ token: "token", fetch, rateLimit: false, hooks, ...options });
  const { response } = await until(client.GET("/me"));
  expect(response.status).toBe(status);
  const waited = sent.slice(1).map((at, i) => at - (sent[i] ?? 0));
  expect(reported).toEqual(waited);
  return waited;
}

describe("the wait before an attempt", () => {
  test("may be twice as long each time, up to a bound", async () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    const retry = { attempts: 6, maxDelayMs: 3_000 };
    expect(await waits(503, { retry })).toEqual([500, 1_000, 2_000, 3_000, 3_000]);
  });

  test("is at most eight seconds by default", async () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    const all = await waits(503, { retry: 7 });
    expect(all).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000]);
  });

  test("is a quarter of a second longer after a 429 that requests none", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    expect(await waits(429, { retry: 3 })).toEqual([500, 750]);
  });

  test("is the delay that the response requests", async () => {
    expect(await waits(503, { retry: 2 }, { "retry-after": "9" })).toEqual([9_000]);
    expect(await waits(429, { retry: 2 }, { "retry-after": "9" })).toEqual([9_000]);
  });

  test("is zero when the response requests zero, but a short one after a 429", async () => {
    expect(await waits(503, { retry: 2 }, { "retry-after": "0" })).toEqual([0]);
    expect(await waits(429, { retry: 2 }, { "retry-after": "0" })).toEqual([250]);
  });

  test("is until the window ends after a 429 alone", async () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    const reset = { "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + 5) };
    expect(await waits(503, { retry: 2 }, reset)).toEqual([500]);
    const [waited = 0] = await waits(429, { retry: 2 }, reset);
    expect(waited).toBeGreaterThan(4_000);
  });

  test("ends the call with its answer when it would last until the call's end", async () => {
    const requestedDelay = { "retry-after": "9" };
    expect(await waits(503, { retry: 2, timeoutMs: 9_001 }, requestedDelay)).toEqual([9_000]);
    const start = Date.now();
    expect(await waits(503, { retry: 2, timeoutMs: 9_000 }, requestedDelay)).toEqual([]);
    expect(Date.now() - start).toBeLessThan(100);
  });
});
