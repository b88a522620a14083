import type { RateLimitStore } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeClock, until } from "../support/virtual-time.ts";
import { SimulatedServer } from "./simulated-server.ts";

beforeEach(() => {
  fakeClock(1_717_401_603_217);
});
afterEach(() => {
  vi.useRealTimers();
});

/** A store that responds after a delay, as one in another process does. */
function slowStore(ms: () => number): RateLimitStore {
  const counts = new Map<string, number>();
  const pass = () => new Promise((resolve) => setTimeout(resolve, ms() / 2));
  return {
    add: async (key, calls) => {
      await pass();
      const count = (counts.get(key) ?? 0) + calls;
      counts.set(key, count);
      await pass();
      return count;
    },
  };
}

test("clients that share a store make no more calls together than one client may", async () => {
  const schedule = fc.record({
    limit: fc.integer({ min: 20, max: 80 }),
    phase: fc.integer({ min: 0, max: 9 }).map((second) => second * 1000),
    startsIn: fc.array(fc.integer({ min: 0, max: 25_000 }), { minLength: 2, maxLength: 4 }),
    atATime: fc.integer({ min: 1, max: 6 }),
    slowest: fc.integer({ min: 1, max: 2_000 }),
    slowestStore: fc.integer({ min: 0, max: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(schedule, async ({ limit, phase, startsIn, atATime, slowest, ...others }) => {
      const begin = Date.now();
      const server = new SimulatedServer({
        limit,
        phase,
        latency: (n) => 1 + ((n * 7_919) % slowest),
      });
      let queries = 0;
      const store = slowStore(() => (queries++ * 7_919) % (others.slowestStore + 1));
      const each = 60;
      const run = async (ms: number, client: number) => {
        const { GET } = createClient({
          token: "token",
          fetch: server.fetch,
          timeoutMs: Number.POSITIVE_INFINITY,
          retry: { attempts: 10, attemptTimeoutMs: Number.POSITIVE_INFINITY },
          rateLimit: { store, key: "workspace" },
        });
        await new Promise((resolve) => setTimeout(resolve, ms));
        let next = 0;
        const work = async () => {
          while (next < each) {
            const contact_id = `${client}-${next++}`;
            await GET("/contacts/{contact_id}", { params: { path: { contact_id } } });
          }
        };
        await Promise.all(Array.from({ length: atATime }, work));
      };
      await until(Promise.all(startsIn.map(run)));
      expect([...server.answered.values()]).toEqual(Array(each * startsIn.length).fill(1));
      // Each client sends a few calls before its first response reports where the windows begin.
      const initialCalls = startsIn.length * atATime;
      const refused = [...server.windows.values()].map((window) => window.refused);
      expect(Math.max(...refused)).toBeLessThanOrEqual(initialCalls);
      const later = [...server.windows].filter(
        ([index]) => index * 10_000 + phase > begin + Math.max(...startsIn) + 2_000,
      );
      expect(later.map(([, window]) => window.refused)).toEqual(later.map(() => 0));
    }),
    { numRuns: 60 },
  );
});

describe("a store that does not respond", () => {
  const unresponsive: RateLimitStore = { add: () => new Promise(() => {}) };

  test("delays calls by a second at most, and then each client counts alone", async () => {
    const server = new SimulatedServer({ limit: 50, latency: () => 20 });
    const { GET } = createClient({
      token: "token",
      fetch: server.fetch,
      rateLimit: { store: unresponsive, key: "workspace" },
    });
    const start = Date.now();
    expect((await until(GET("/me"))).response.status).toBe(200);
    expect(Date.now() - start).toBeLessThan(1_100);
  });

  test("does not delay the abort of a call, and aborted calls use no permits", async () => {
    const server = new SimulatedServer({ limit: 10, latency: () => 20 });
    const store = slowStore(() => 800);
    const { GET } = createClient({
      token: "token",
      fetch: server.fetch,
      rateLimit: { store, key: "workspace" },
    });
    const tried = Array.from({ length: 40 }, async () => {
      const start = Date.now();
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 300);
      await expect(GET("/me", { signal: controller.signal })).rejects.toMatchObject({
        name: "AbortError",
      });
      return Date.now() - start;
    });
    expect(await until(Promise.all(tried))).toEqual(Array(40).fill(300));
    expect(server.answered.size).toBe(0);
    // Aborted calls are not counted in later windows.
    await vi.advanceTimersByTimeAsync(20_000);
    const results = await until(Promise.all(Array.from({ length: 10 }, () => GET("/me"))));
    expect(results.map(({ response }) => response.status)).toEqual(Array(10).fill(200));
    expect(server.refused).toEqual([]);
    expect(server.windows.size).toBeLessThanOrEqual(2);
  });
});
