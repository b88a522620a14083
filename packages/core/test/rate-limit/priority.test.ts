import { createClient } from "@interkit/core/2.16";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeClock, until } from "../support/virtual-time.ts";
import { type ServerBehaviour, SimulatedServer } from "./simulated-server.ts";

beforeEach(() => {
  fakeClock(1_717_401_603_217);
});
afterEach(() => {
  vi.useRealTimers();
});

type Priority = "interactive" | "bulk";

/** A client, and the order in which its calls were sent. */
function setUp(behaviour: Omit<ServerBehaviour, "latency">, reserve?: number) {
  const server = new SimulatedServer({ latency: () => 20, ...behaviour });
  const sent: string[] = [];
  const client = createClient({
    token: "token",
    fetch: (url, init) => {
      sent.push(new URL(url).pathname.slice("/contacts/".length));
      return server.fetch(url, init);
    },
    timeoutMs: Number.POSITIVE_INFINITY,
    ...(reserve === undefined ? {} : { rateLimit: { reserve } }),
  });
  const call = async (contact_id: string, priority: Priority, signal?: AbortSignal) => {
    const init = { params: { path: { contact_id } }, priority, ...(signal && { signal }) };
    await client.GET("/contacts/{contact_id}", init);
  };
  return { server, sent, call };
}

describe("the priority of calls", () => {
  test("sends interactive calls first, and never starves a bulk call", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Priority>("interactive", "bulk"), { maxLength: 120 }),
        fc.integer({ min: 5, max: 60 }),
        fc.constantFrom(0, 0.1, 0.5, 0.9),
        async (priorities, limit, reserve) => {
          const { sent, call, server } = setUp({ limit }, reserve);
          const names = priorities.map((priority, i) => `${priority}-${i}`);
          const calls = priorities.map((priority, i) => call(names[i] ?? "", priority));
          await until(Promise.all(calls));
          const of = (priority: string) => (name: string) => name.startsWith(priority);
          // Each call is sent once, and those of one priority in the order in which they were made.
          expect([...server.answered.values()]).toEqual(names.map(() => 1));
          const firsts = sent.filter((name, i) => sent.indexOf(name) === i);
          const bulk = firsts.filter(of("bulk"));
          expect(bulk).toEqual(names.filter(of("bulk")));
          expect(firsts.filter(of("interactive"))).toEqual(names.filter(of("interactive")));
          // The first calls need no response; after them every tenth permit goes to a bulk call.
          for (const [i, name] of bulk.entries()) {
            expect(firsts.indexOf(name)).toBeLessThanOrEqual(
              Math.max(names.indexOf(name), 50) + 10 * (i + 1),
            );
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test("gives every tenth permit to a bulk call, and no other", async () => {
    const { sent, call, server } = setUp({ limit: 60 }, 0.9);
    await until(call("first", "interactive"));
    // The first calls get what is left of the window; all others wait for the next one.
    const waiting = [
      ...Array.from({ length: 100 }, (_, i) => call(`interactive-${i}`, "interactive")),
      ...Array.from({ length: 4 }, (_, i) => call(`bulk-${i}`, "bulk")),
    ];
    await until(Promise.all(waiting));
    expect(server.refused).toEqual([]);
    const positions = sent.flatMap((name, i) => (name.startsWith("bulk") ? [i] : []));
    const gaps = positions.slice(1).map((position, i) => position - (positions[i] ?? 0));
    expect(gaps).toEqual([10, 10, 10]);
  });

  test("keeps a share of every window free for interactive calls", async () => {
    const limit = 100;
    const { sent, call, server } = setUp({ limit }, 0.3);
    const bulk = Array.from({ length: 400 }, (_, i) => call(`bulk-${i}`, "bulk"));
    const waits: number[] = [];
    const callRepeatedly = async () => {
      for (let i = 0; i < 12; i++) {
        await new Promise((resolve) => setTimeout(resolve, 3_700));
        const start = Date.now();
        await call(`interactive-${i}`, "interactive");
        waits.push(Date.now() - start);
      }
    };
    await until(Promise.all([...bulk, callRepeatedly()]));
    expect(server.refused).toEqual([]);
    expect(sent).toHaveLength(412);
    const used = [...server.windows.values()].map((window) => window.used);
    // 70 bulk calls, and the three interactive ones that are made in ten seconds.
    expect(Math.max(...used)).toBeLessThanOrEqual(73);
    // However many bulk calls wait, an interactive call takes no longer than its response.
    expect(Math.max(...waits)).toBeLessThan(100);
  });
});

test("calls that are aborted leave the queue at once, and delay no other call", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.integer({ min: 0, max: 40_000 })), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 5, max: 20 }),
      async (abortedAfter, limit) => {
        const { call, server } = setUp({ limit });
        const results = abortedAfter.map(async (ms, i) => {
          const controller = new AbortController();
          const abortAt = ms === null ? Number.POSITIVE_INFINITY : Date.now() + ms;
          const timer = ms === null ? undefined : setTimeout(() => controller.abort(), ms);
          const name = await call(`${i}`, "interactive", controller.signal).then(
            () => "answered",
            (error: Error) => error.name,
          );
          clearTimeout(timer);
          // No call waits on after it was aborted.
          expect(Date.now()).toBeLessThanOrEqual(abortAt);
          return name;
        });
        const names = await until(Promise.all(results));
        for (const [i, name] of names.entries()) {
          expect(["answered", "AbortError"]).toContain(name);
          if (abortedAfter[i] === null) expect(name).toBe("answered");
          const times = server.answered.get(`/contacts/${i}`) ?? 0;
          expect(times).toBeLessThanOrEqual(1);
          if (name === "answered") expect(times).toBe(1);
        }
      },
    ),
    { numRuns: 500 },
  );
});
