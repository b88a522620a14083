import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { skewClocks, withClockAhead } from "../support/skewed-clock.ts";
import { fakeClock, until } from "../support/virtual-time.ts";
import { SimulatedServer } from "./simulated-server.ts";
import {
  callNames,
  createSharingClient,
  runCalls,
  SimulatedStore,
  type StoreBehaviour,
  sleep,
} from "./simulated-store.ts";

beforeEach(() => {
  fakeClock(1_717_401_603_217);
});
afterEach(() => {
  vi.useRealTimers();
});

const correct = (ms: number) => () => ({ kind: "correct", ms }) satisfies StoreBehaviour;

describe("a store that is queried for each call", () => {
  test("costs no throughput, since one query counts all calls that wait", async () => {
    const server = new SimulatedServer({ limit: 1_666, latency: () => 20 });
    const store = new SimulatedStore(correct(15));
    const start = Date.now();
    await until(runCalls(createSharingClient(server, store), callNames(0, 1_000), 50));
    // Twenty rounds of 20 ms, and up to two queries in each.
    expect(Date.now() - start).toBeLessThan(1_200);
    expect(store.queries.length).toBeLessThan(150);
  });

  test("allows the whole limit where a query takes as long as a call", async () => {
    const server = new SimulatedServer({ limit: 166, latency: () => 15 });
    const store = new SimulatedStore(correct(15));
    await until(runCalls(createSharingClient(server, store), callNames(0, 800), 20));
    expect(server.refused).toEqual([]);
    for (const { used } of [...server.windows.values()].slice(1, -1)) expect(used).toBe(166);
  });

  test("subtracts calls that were aborted after they were counted", async () => {
    const server = new SimulatedServer({ limit: 50, latency: () => 20 });
    const store = new SimulatedStore(correct(400));
    const client = createSharingClient(server, store);
    const calls = Array.from({ length: 12 }, (_, i) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 50 + 20 * i);
      const call = client.GET("/me", { signal: controller.signal });
      return expect(call).rejects.toMatchObject({ name: "AbortError" });
    });
    await until(Promise.all(calls));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(store.queries.some(({ calls }) => calls < 0)).toBe(true);
    expect([...store.counts.values()]).toEqual([0]);
    expect(client.rateLimit?.remaining).toBe(client.rateLimit?.limit);
    expect(server.answered.size).toBe(0);
  });
});

test("processes whose clocks differ by seconds share a window fairly", async () => {
  const schedule = fc.record({
    // A run depends on nothing but its schedule, so that a seed and a path reproduce it.
    at: fc.integer({ min: 0, max: 9_999 }),
    ahead: fc.array(fc.constantFrom(0, 2_000, -2_000, 3_700, -4_400), {
      minLength: 2,
      maxLength: 3,
    }),
    phase: fc.integer({ min: 0, max: 9_999 }).map((ms) => Math.floor(ms / 1_000) * 1_000),
    latency: fc.integer({ min: 5, max: 200 }),
  });
  await fc.assert(
    fc.asyncProperty(schedule, async ({ at, ahead, phase, latency }) => {
      fakeClock(1_717_401_600_000 + at);
      const endSkew = skewClocks();
      const limit = 100;
      const server = new SimulatedServer({ limit, phase, latency: () => latency });
      // The server's clock is not that of any process.
      const fetch: typeof server.fetch = (...request) =>
        withClockAhead(0, () => server.fetch(...request));
      const store = new SimulatedStore(correct(10));
      const each = Math.ceil((limit * 6) / ahead.length);
      const begin = Date.now();
      const ends = ahead.map((ms, client) =>
        withClockAhead(ms, async () => {
          await sleep(client * 20);
          await runCalls(createSharingClient({ fetch }, store), callNames(client, each), 20);
          return withClockAhead(0, () => Date.now() - begin);
        }),
      );
      const times = await until(Promise.all(ends)).finally(endSkew);
      expect([...server.answered.values()]).toEqual(Array(each * ahead.length).fill(1));
      // The first process uses the first window; the others get their share from then on.
      expect(Math.min(...times) / Math.max(...times)).toBeGreaterThan(0.5);
      // No call is refused once responses have reported to each process where the windows begin.
      const later = [...server.windows.values()].slice(2);
      expect(later.map(({ refused }) => refused)).toEqual(later.map(() => 0));
    }),
    {
      numRuns: 8,
      // The first process once got no permit for three windows, and treated the store as failed.
      examples: [[{ at: 6_629, ahead: [2_000, 3_700], phase: 5_000, latency: 65 }]],
    },
  );
});
