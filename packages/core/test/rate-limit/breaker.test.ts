import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeClock, until } from "../support/virtual-time.ts";
import { SimulatedServer } from "./simulated-server.ts";
import {
  callNames,
  createSharingClient,
  runCalls,
  SimulatedStore,
  type StoreBehaviour,
} from "./simulated-store.ts";

const begin = 1_717_401_603_217;
beforeEach(() => {
  fakeClock(begin);
});
afterEach(() => {
  vi.useRealTimers();
});

const correct: StoreBehaviour = { kind: "correct", ms: 2 };
const unresponsive: StoreBehaviour = { kind: "unresponsive" };

describe("a store that does not respond", () => {
  test("delays a call by half a second at most, and by nothing after three queries", async () => {
    const server = new SimulatedServer({ limit: 1_666, latency: () => 20 });
    const store = new SimulatedStore(() => unresponsive);
    const took = await until(runCalls(createSharingClient(server, store), callNames(0, 50), 1));
    expect(took.slice(0, 3)).toEqual([520, 520, 520]);
    // The store is queried again after some seconds, and no call waits for that.
    expect(took.slice(3)).toEqual(Array(47).fill(20));
  });

  test("delays calls that are made together together, and not one after another", async () => {
    const server = new SimulatedServer({ limit: 1_666, latency: () => 20 });
    const took = await until(
      runCalls(
        createSharingClient(server, new SimulatedStore(() => unresponsive)),
        callNames(0, 200),
        200,
      ),
    );
    expect(Math.max(...took)).toBeLessThan(2_000);
  });

  test("is queried every five seconds, and used again once it responds", async () => {
    const server = new SimulatedServer({ limit: 1_666, latency: () => 100 });
    const store = new SimulatedStore(() => (Date.now() < begin + 12_000 ? unresponsive : correct));
    await until(runCalls(createSharingClient(server, store), callNames(0, 300), 1));
    const early = store.queries.filter(({ at }) => at < begin + 12_000);
    expect(early.length).toBeLessThanOrEqual(5);
    const gaps = early.slice(3).map(({ at }, i) => at - (early[i + 2]?.at ?? 0));
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(5_000);
    // One query counts all calls sent until then, and each later call has a query of its own.
    expect(store.queries.length).toBeGreaterThan(100);
    for (const [window, count] of [...store.counts].slice(1, -1)) {
      const { used } = server.windows.get(Number(window.split(":")[1]) - 1) ?? { used: 0 };
      // The call that is in flight when a window ends may count in either.
      expect(Math.abs(count - used)).toBeLessThanOrEqual(1);
    }
  });
});

test.each([
  ["rejects", { kind: "rejecting" }],
  ["returns NaN", { kind: "wrong", count: Number.NaN }],
  ["returns a negative count", { kind: "wrong", count: -7 }],
  ["returns text", { kind: "wrong", count: "5" }],
  ["returns nothing", { kind: "wrong", count: undefined }],
  ["returns a fraction", { kind: "wrong", count: 1.5 }],
  ["returns fewer calls than were added", { kind: "wrong", count: 0 }],
] as const)("a store that %s is queried three times, and then no more", async (_, behaviour) => {
  const server = new SimulatedServer({ limit: 1_666, latency: () => 20 });
  const store = new SimulatedStore(() => behaviour);
  const took = await until(runCalls(createSharingClient(server, store), callNames(0, 100), 1));
  expect(took).toEqual(Array(100).fill(20));
  expect(store.queries).toHaveLength(3);
});

test("the counts of a store that always reports a used-up window are ignored after a while", async () => {
  const server = new SimulatedServer({ limit: 50, latency: () => 20 });
  const store = new SimulatedStore(() => ({ kind: "wrong", count: 1_000_000 }));
  const start = Date.now();
  await until(runCalls(createSharingClient(server, store), callNames(0, 100), 10));
  expect([...server.answered.values()]).toEqual(Array(100).fill(1));
  expect(Date.now() - start).toBeLessThan(70_000);
});

test("however a store behaves, each call gets one response in time, and few calls are refused", async () => {
  const behaviour: fc.Arbitrary<StoreBehaviour> = fc.oneof(
    fc.nat({ max: 900 }).map((ms): StoreBehaviour => ({ kind: "correct", ms })),
    fc.constantFrom<StoreBehaviour>(
      unresponsive,
      { kind: "rejecting" },
      { kind: "throwing" },
      { kind: "resetting" },
    ),
    fc
      .oneof(
        fc.constantFrom<unknown>(Number.NaN, -1, 0, "7", null, undefined, 1.5, {}),
        fc.constantFrom<unknown>(1e15, 2 ** 53, Number.POSITIVE_INFINITY, -1e15),
        // A timestamp in the past or the future.
        fc.integer({ min: begin - 1e9, max: begin + 1e9 }),
        // A count that is too low.
        fc.integer({ min: 1, max: 10 }),
      )
      .map((count): StoreBehaviour => ({ kind: "wrong", count })),
  );
  const schedule = fc.record({
    at: fc.integer({ min: 0, max: 9_999 }),
    behaviours: fc.array(behaviour, { minLength: 1, maxLength: 6 }),
    lasts: fc.integer({ min: 200, max: 20_000 }),
    limit: fc.integer({ min: 20, max: 80 }),
    clients: fc.integer({ min: 1, max: 3 }),
    atATime: fc.integer({ min: 1, max: 8 }),
    slowest: fc.integer({ min: 1, max: 1_000 }),
  });
  await fc.assert(
    fc.asyncProperty(
      schedule,
      async ({ at, behaviours, lasts, limit, clients, atATime, slowest }) => {
        fakeClock(begin + at);
        const start = Date.now();
        const store = new SimulatedStore(
          () =>
            behaviours[Math.floor((Date.now() - start) / lasts) % behaviours.length] ??
            unresponsive,
        );
        const latency = (n: number) => 1 + ((n * 7_919) % slowest);
        const server = new SimulatedServer({ limit, latency });
        const each = 50;
        const all = Array.from({ length: clients }, (_, client) =>
          runCalls(createSharingClient(server, store), callNames(client, each), atATime),
        );
        const took = (await until(Promise.all(all))).flat();
        expect([...server.answered.values()]).toEqual(Array(each * clients).fill(1));
        // Three windows that the store reports as used up, and parts of others.
        expect(Math.max(...took)).toBeLessThan(100_000);
        // A refusal stops all calls: no more calls are refused than were in flight.
        const refused = [...server.windows.values()].slice(1).map((window) => window.refused);
        expect(Math.max(0, ...refused)).toBeLessThanOrEqual(clients * atATime);
        const total = refused.reduce((sum, calls) => sum + calls, 0);
        expect(total).toBeLessThanOrEqual(2 * clients * Math.max(1, refused.length));
        // Calls get no permit for three windows at most; then the store is not used for five seconds.
        const windowsNeeded = Math.ceil((each * clients) / limit) + 1;
        const sequentialMs = (each / atATime) * slowest;
        expect(Date.now() - start).toBeLessThan(60_000 + windowsNeeded * 40_000 + sequentialMs);
      },
    ),
    { numRuns: 150 },
  );
});
