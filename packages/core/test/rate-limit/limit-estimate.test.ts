import { createClient } from "@interkit/core/2.16";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeClock, until } from "../support/virtual-time.ts";

beforeEach(() => {
  // A window has just begun.
  fakeClock(1_717_401_600_100);
});
afterEach(() => {
  vi.useRealTimers();
});

const headersReporting = (limit: number) => ({
  "x-ratelimit-limit": String(limit),
  "x-ratelimit-remaining": String(limit),
});

/**
 * Makes calls that a server accepts, and one more that it refuses. Returns a function that lets
 * windows pass and returns the limit after them.
 */
async function refusedAfter(calls: number, headers: HeadersInit = {}) {
  let sent = 0;
  const fetch = async () => {
    sent += 1;
    return Response.json({}, { status: sent === calls + 1 ? 429 : 200, headers });
  };
  const rateLimit = { callsPerWindow: 200 };
  const client = createClient({ token: "token", fetch, rateLimit, retry: false });
  for (let call = 0; call <= calls; call += 1) await until(client.GET("/me"));
  const limitAfter = (windows: number) => {
    for (let window = 0; window < windows; window += 1) {
      vi.advanceTimersByTime(10_000);
      // The limiter closes a window when the property is read.
      void client.rateLimit;
    }
    return client.rateLimit?.limit;
  };
  return limitAfter;
}

test("a limit that no header reports is assumed a tenth below the number of accepted calls", async () => {
  const limitAfter = await refusedAfter(50);
  expect(limitAfter(1)).toBe(45);
});

test("calls in flight at the refusal do not count as accepted", async () => {
  let sent = 0;
  const fetch = async () => {
    sent += 1;
    if (sent > 51) await new Promise((resolve) => setTimeout(resolve, 20));
    return Response.json({}, { status: sent === 51 ? 429 : 200 });
  };
  const rateLimit = { callsPerWindow: 200 };
  const client = createClient({ token: "token", fetch, rateLimit, retry: false });
  for (let call = 0; call < 50; call += 1) await until(client.GET("/me"));
  await until(Promise.all(Array.from({ length: 9 }, () => client.GET("/me"))));
  vi.advanceTimersByTime(10_000);
  expect(client.rateLimit?.limit).toBe(45);
});

test("it is assumed to be twenty at least", async () => {
  const limitAfter = await refusedAfter(5);
  expect(limitAfter(1)).toBe(20);
});

test("it rises with each window without a refusal, up to the option callsPerWindow", async () => {
  const limitAfter = await refusedAfter(50);
  expect([limitAfter(2), limitAfter(1), limitAfter(1)]).toEqual([48, 51, 54]);
  expect(limitAfter(40)).toBe(200);
});

test("a limit that a header reports neither falls nor rises", async () => {
  const limitAfter = await refusedAfter(30, headersReporting(50));
  expect([limitAfter(0), limitAfter(5)]).toEqual([50, 50]);
});
