import type { ClientOptions } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeClock, until } from "../support/virtual-time.ts";
import { type ServerBehaviour, SimulatedServer } from "./simulated-server.ts";
import { createUntimedClient } from "./timed-client.ts";

beforeEach(() => {
  fakeClock(1_717_401_603_217);
});
afterEach(() => {
  vi.useRealTimers();
});

/** Makes calls on the faked clock, so many at a time, and returns their statuses and the windows. */
async function load(
  behaviour: ServerBehaviour,
  calls: number,
  atATime: number,
  options: Partial<ClientOptions> = {},
) {
  const server = new SimulatedServer(behaviour);
  const client = createUntimedClient(server, options);
  let next = 0;
  const statuses: number[] = [];
  const work = async () => {
    while (next < calls) {
      const contact_id = String(next++);
      const { response } = await client.GET("/contacts/{contact_id}", {
        params: { path: { contact_id } },
      });
      statuses.push(response.status);
    }
  };
  const start = Date.now();
  await until(Promise.all(Array.from({ length: atATime }, work)));
  const seconds = (Date.now() - start) / 1000;
  const windows = [...server.windows.values()];
  const refused = windows.reduce((sum, window) => sum + window.refused, 0);
  return { server, client, statuses, seconds, windows, refused };
}

describe("the rate limit", () => {
  test.each([
    [5, 1],
    [5, 50],
    [100, 200],
    [900, 50],
  ])(
    "uses up every window without a refusal: responses in %d ms, %d calls at a time",
    async (latency, atATime) => {
      const limit = 166;
      const { windows, refused, statuses } = await load(
        { limit, latency: () => latency, phase: 3_000 },
        500,
        atATime,
      );
      expect(refused).toBe(0);
      expect(statuses).toEqual(Array(500).fill(200));
      // The calls begin within the first window, and end within the last one.
      for (const { used } of windows.slice(1, -1)) expect(used).toBeGreaterThanOrEqual(0.9 * limit);
    },
  );

  test("delays no call while responses report free capacity, and no other client", async () => {
    const { seconds } = await load({ limit: 1_666, latency: () => 20 }, 1_000, 50);
    // Twenty rounds of fifty.
    expect(seconds).toBe(0.4);
  });

  /** When the calls of the third window were sent, in milliseconds after its beginning. */
  async function thirdWindow(behaviour: Partial<ServerBehaviour>): Promise<number[]> {
    const sent: number[] = [];
    const latency = () => {
      sent.push(Date.now());
      return 10;
    };
    await load({ limit: 166, latency, ...behaviour }, 700, 30);
    const begin = Math.ceil((sent[0] ?? 0) / 10_000) * 10_000 + 10_000;
    return sent.filter((at) => at >= begin && at < begin + 10_000).map((at) => at - begin);
  }

  test("uses a window at once where no other client uses it", async () => {
    const sent = await thirdWindow({});
    expect(sent).toHaveLength(166);
    expect(sent.at(-1)).toBeLessThan(500);
  });

  test("spreads calls over the window once responses have shown those of other clients", async () => {
    const sent = await thirdWindow({ otherCalls: () => 60 });
    expect(sent.length).toBeGreaterThan(80);
    expect(sent.at(-1)).toBeGreaterThan(7_000);
    const gaps = sent.map((at, i) => at - (sent[i - 1] ?? at));
    expect(Math.max(...gaps)).toBeLessThan(5_000);
  });

  test("returns the permits of calls that the server counted in the window before", async () => {
    const server = new SimulatedServer({ limit: 20, latency: () => 3_600 });
    const client = createClient({ token: "token", fetch: server.fetch });
    await until(client.GET("/me"));
    // Ten calls reach the server before the window ends, and their responses arrive after it.
    await vi.advanceTimersByTimeAsync(8_000 - (Date.now() % 10_000));
    const calls = Array.from({ length: 10 }, () => client.GET("/me"));
    await vi.advanceTimersByTimeAsync(2_500);
    expect(client.rateLimit).toMatchObject({ limit: 20, remaining: 10 });
    await until(Promise.all(calls));
    expect(client.rateLimit).toMatchObject({ limit: 20, remaining: 20 });
    const start = Date.now();
    await until(Promise.all(Array.from({ length: 20 }, () => client.GET("/me"))));
    expect(Date.now() - start).toBe(3_600);
    expect(server.refused).toEqual([]);
  });

  test("leaves capacity for the calls of other clients that responses show", async () => {
    const behaviour = { limit: 166, otherCalls: () => 100, latency: () => 30 };
    const { refused, windows } = await load(behaviour, 300, 20);
    expect(refused).toBe(0);
    // A reserve is left in full windows, for calls of other clients that no response shows yet.
    expect(windows.slice(1, -1).map(({ used }) => used)).toEqual([161, 161, 161]);
  });

  test("pauses all calls at once when another client has used the window up", async () => {
    const sent: number[] = [];
    const latency = () => {
      sent.push(Date.now());
      return 40;
    };
    let windows = 0;
    const behaviour = { limit: 50, latency, otherCalls: () => (windows++ === 0 ? 50 : 0) };
    const { statuses } = await load(behaviour, 30, 10);
    expect(statuses).toEqual(Array(30).fill(200));
    const end = Math.ceil((sent[0] ?? 0) / 10_000) * 10_000;
    // Ten calls were in flight at the refusal; no call is sent again before the window ends.
    expect(sent.filter((at) => at < end)).toHaveLength(10);
    const firstSecond = sent.filter((at) => at >= end && at < end + 1_000);
    expect(firstSecond.length).toBeLessThanOrEqual(10);
  });

  test("estimates the limit without headers, and continues after refusals", async () => {
    const behaviour = { limit: 100, latency: () => 20, headers: false };
    const { windows, statuses, server } = await load(behaviour, 600, 20, { retry: 5 });
    expect(statuses).toEqual(Array(600).fill(200));
    expect([...server.answered.values()]).toEqual(Array(600).fill(1));
    // All calls pause together: no window has more refusals than calls were in flight.
    for (const { refused } of windows) expect(refused).toBeLessThanOrEqual(20);
  });

  test("completes each call exactly once, whatever the schedule", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          limit: fc.integer({ min: 5, max: 60 }),
          phase: fc.integer({ min: 0, max: 9 }).map((second) => second * 1000),
          slowest: fc.integer({ min: 1, max: 2_000 }),
          atATime: fc.integer({ min: 1, max: 80 }),
          calls: fc.integer({ min: 1, max: 150 }),
        }),
        async ({ limit, phase, slowest, atATime, calls }) => {
          const latency = (n: number) => 1 + ((n * 7_919) % slowest);
          const { server, statuses } = await load({ limit, phase, latency }, calls, atATime);
          expect(statuses).toEqual(Array(calls).fill(200));
          expect([...server.answered.values()]).toEqual(Array(calls).fill(1));
          // Only calls that are sent before the first response can be refused.
          expect(Math.max(-1, ...server.refused)).toBeLessThan(50);
        },
      ),
      { numRuns: 200 },
    );
  });
});
