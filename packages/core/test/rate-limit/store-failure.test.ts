import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { fakeClock, until } from "../support/virtual-time.ts";
import { SimulatedServer } from "./simulated-server.ts";
import {
  callNames,
  createSharingClient,
  runCalls,
  SimulatedStore,
  type StoreBehaviour,
} from "./simulated-store.ts";

const midnight = 1_717_372_800_000;
afterEach(() => {
  vi.useRealTimers();
});

/** How a store fails until a time. */
const failures: Record<string, (end: number) => StoreBehaviour> = {
  // Redis does so when its process is paused: it counts the queries once the process continues.
  "hangs and then continues": (end) => ({ kind: "correct", ms: 2 * (end - Date.now()) }),
  "never responds": () => ({ kind: "unresponsive" }),
  rejects: () => ({ kind: "rejecting" }),
  throws: () => ({ kind: "throwing" }),
  "loses its counts": () => ({ kind: "resetting" }),
  "is slow": () => ({ kind: "correct", ms: 450 }),
  "returns NaN": () => ({ kind: "wrong", count: Number.NaN }),
};

test.each(Object.keys(failures))(
  "processes whose store %s for some seconds get no refusals, and lose little throughput",
  async (failure) => {
    const schedule = fc.record({
      at: fc.integer({ min: 0, max: 9_999 }),
      from: fc.integer({ min: 15_000, max: 25_000 }),
      lasts: fc.integer({ min: 500, max: 12_000 }),
      slowest: fc.integer({ min: 1, max: 300 }),
      storeMs: fc.constantFrom(1, 15),
    });
    await fc.assert(
      fc.asyncProperty(schedule, async ({ at, from, lasts, slowest, storeMs }) => {
        fakeClock(midnight + at);
        const start = Date.now();
        const end = start + from + lasts;
        const isFailing = () => Date.now() >= start + from && Date.now() < end;
        const store = new SimulatedStore(() =>
          isFailing()
            ? (failures[failure]?.(end) as StoreBehaviour)
            : { kind: "correct", ms: storeMs },
        );
        const limit = 166;
        const latency = (n: number) => 1 + ((n * 7_919) % slowest);
        const server = new SimulatedServer({ limit, latency });
        const each = (limit * 6) / 3;
        const ends = [0, 1, 2].map(async (client) => {
          await runCalls(createSharingClient(server, store), callNames(client, each), 50);
          return Date.now() - start;
        });
        const times = await until(Promise.all(ends));
        expect([...server.answered.values()]).toEqual(Array(each * 3).fill(1));
        const later = [...server.windows.values()].slice(1);
        expect(later.map(({ refused }) => refused)).toEqual(later.map(() => 0));
        const full = later.slice(0, -1).map(({ used }) => used);
        const used = full.reduce((sum, calls) => sum + calls, 0);
        expect(used / (limit * full.length)).toBeGreaterThan(0.95);
        expect(Math.min(...times) / Math.max(...times)).toBeGreaterThan(0.5);
      }),
      {
        numRuns: 4,
        // A store that hung over a window's beginning once let each process take most of that window.
        examples: [[{ at: 3_557, from: 24_991, lasts: 2_752, slowest: 120, storeMs: 1 }]],
      },
    );
  },
);
