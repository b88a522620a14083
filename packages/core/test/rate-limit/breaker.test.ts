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

const honest: StoreBehaviour = { kind: "honest", ms: 2 };
const silent: StoreBehaviour = { kind: "silent" };

describe("a store that does not answer", () => {
  test("costs a call no more than half a second, and after three questions nothing", async () => {
    const server = new SimulatedServer({ limit: 1_666, latency: () => 20 });
    const store = new SimulatedStore(() => silent);
    const took = await until(runCalls(createSharingClient(server, store), callNames(0, 50), 1));
    expect(took.slice(0, 3)).toEqual([520, 520, 520]);
    // The store is asked again after some seconds, and nobody waits for that.
    expect(took.slice(3)).toEqual(Array(47).fill(20));
  });

  test("makes those who come together wait together, and not one after another", async () => {
    const server = new SimulatedServer({ limit: 1_666, latency: () => 20 });
    const took = await until(
      runCalls(
        createSharingClient(server, new SimulatedStore(() => silent)),
        callNames(0, 200),
        200,
      ),
    );
    expect(Math.max(...took)).toBeLessThan(2_000);
  });

  test("is asked every five seconds, and shared again when it is back", async () => {
    const server = new SimulatedServer({ limit: 1_666, latency: () => 100 });
    const store = new SimulatedStore(() => (Date.now() < begin + 12_000 ? silent : honest));
    await until(runCalls(createSharingClient(server, store), callNames(0, 300), 1));
    const early = store.queries.filter(({ at }) => at < begin + 12_000);
    expect(early.length).toBeLessThanOrEqual(5);
    const gaps = early.slice(3).map(({ at }, i) => at - (early[i + 2]?.at ?? 0));
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(5_000);
    // What was sent meanwhile is told, in one, and each later call by itself.
    expect(store.queries.length).toBeGreaterThan(100);
    for (const [window, count] of [...store.counts].slice(1, -1)) {
      const { used } = server.windows.get(Number(window.split(":")[1]) - 1) ?? { used: 0 };
      // The call that is under way when a window ends may count in either.
      expect(Math.abs(count - used)).toBeLessThanOrEqual(1);
    }
  });
});

test.each([
  ["throws", { kind: "broken" }],
  ["gives no number", { kind: "wrong", count: Number.NaN }],
  ["gives less than nothing", { kind: "wrong", count: -7 }],
  ["gives text", { kind: "wrong", count: "5" }],
  ["gives nothing", { kind: "wrong", count: undefined }],
  ["gives a fraction", { kind: "wrong", count: 1.5 }],
  ["gives fewer than were added", { kind: "wrong", count: 0 }],
] as const)("a store that %s is asked three times, and then left alone", async (_, behaviour) => {
  const server = new SimulatedServer({ limit: 1_666, latency: () => 20 });
  const store = new SimulatedStore(() => behaviour);
  const took = await until(runCalls(createSharingClient(server, store), callNames(0, 100), 1));
  expect(took).toEqual(Array(100).fill(20));
  expect(store.queries).toHaveLength(3);
});

test("a store that says that nothing is left is not believed for ever", async () => {
  const server = new SimulatedServer({ limit: 50, latency: () => 20 });
  const store = new SimulatedStore(() => ({ kind: "wrong", count: 1_000_000 }));
  const start = Date.now();
  await until(runCalls(createSharingClient(server, store), callNames(0, 100), 10));
  expect([...server.answered.values()]).toEqual(Array(100).fill(1));
  expect(Date.now() - start).toBeLessThan(70_000);
});

test("whatever a store does, each call is answered once, in time, and hardly one is refused", async () => {
  const behaviour: fc.Arbitrary<StoreBehaviour> = fc.oneof(
    fc.nat({ max: 900 }).map((ms): StoreBehaviour => ({ kind: "honest", ms })),
    fc.constantFrom<StoreBehaviour>(
      silent,
      { kind: "broken" },
      { kind: "throwing" },
      { kind: "forgetful" },
    ),
    fc
      .oneof(
        fc.constantFrom<unknown>(Number.NaN, -1, 0, "7", null, undefined, 1.5, {}),
        fc.constantFrom<unknown>(1e15, 2 ** 53, Number.POSITIVE_INFINITY, -1e15),
        // A time, as if of the past or the future.
        fc.integer({ min: begin - 1e9, max: begin + 1e9 }),
        // Too few.
        fc.integer({ min: 1, max: 10 }),
      )
      .map((count): StoreBehaviour => ({ kind: "wrong", count })),
  );
  const schedule = fc.record({
    at: fc.integer({ min: 0, max: 9_999 }),
    manners: fc.array(behaviour, { minLength: 1, maxLength: 6 }),
    lasts: fc.integer({ min: 200, max: 20_000 }),
    limit: fc.integer({ min: 20, max: 80 }),
    clients: fc.integer({ min: 1, max: 3 }),
    atATime: fc.integer({ min: 1, max: 8 }),
    slowest: fc.integer({ min: 1, max: 1_000 }),
  });
  await fc.assert(
    fc.asyncProperty(schedule, async ({ at, manners, lasts, limit, clients, atATime, slowest }) => {
      fakeClock(begin + at);
      const start = Date.now();
      const store = new SimulatedStore(
        () => manners[Math.floor((Date.now() - start) / lasts) % manners.length] ?? silent,
      );
      const latency = (n: number) => 1 + ((n * 7_919) % slowest);
      const server = new SimulatedServer({ limit, latency });
      const each = 50;
      const all = Array.from({ length: clients }, (_, client) =>
        runCalls(createSharingClient(server, store), callNames(client, each), atATime),
      );
      const took = (await until(Promise.all(all))).flat();
      expect([...server.answered.values()]).toEqual(Array(each * clients).fill(1));
      // Three windows in which the store says that nothing is left, and the rest of some others.
      expect(Math.max(...took)).toBeLessThan(100_000);
      // A refusal stops all calls: no more of them are refused than were under way.
      const refused = [...server.windows.values()].slice(1).map((window) => window.refused);
      expect(Math.max(0, ...refused)).toBeLessThanOrEqual(clients * atATime);
      const total = refused.reduce((sum, calls) => sum + calls, 0);
      expect(total).toBeLessThanOrEqual(2 * clients * Math.max(1, refused.length));
      // Three windows without a turn, and then five seconds alone: nothing waits for longer.
      const atOneGo = Math.ceil((each * clients) / limit) + 1;
      const inTurn = (each / atATime) * slowest;
      expect(Date.now() - start).toBeLessThan(60_000 + atOneGo * 40_000 + inTurn);
    }),
    { numRuns: 150 },
  );
});
