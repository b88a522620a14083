import { createClient } from "@interkit/core/2.16";
import { describe, expect, test, vi } from "vitest";
import { until } from "../support/virtual-time.ts";
import { timedClient } from "./timed-client.ts";
import { begin, passTo, startAtWindow } from "./window-start.ts";

startAtWindow();

type Client = ReturnType<typeof createClient>;

/** When a client expects the window to end, in milliseconds from the beginning, by its own clock. */
const endOf = ({ rateLimit }: Client) => Number(rateLimit?.resetAt) - begin;

describe("a window", () => {
  test("ends at a multiple of ten seconds until a response reports its end", async () => {
    const client = createClient({ token: "token" });
    expect(endOf(client)).toBe(10_000);
    await passTo(3_456);
    expect(endOf(createClient({ token: "token" }))).toBe(10_000);
  });

  test("is followed by others while no call is made, each a moment after its end", async () => {
    const client = createClient({ token: "token" });
    const ends: number[] = [];
    for (const ms of [10_049, 10_050, 30_049, 30_050]) {
      await passTo(ms);
      ends.push(endOf(client));
    }
    expect(ends).toEqual([10_000, 20_000, 30_000, 40_000]);
  });

  test("ends when the first response reports, also if that is no multiple of ten seconds", async () => {
    const { client, call, sent } = timedClient({ limit: 5, phase: 3_000 });
    await until(call(1));
    expect(endOf(client)).toBe(3_000);
    expect(client.rateLimit).toMatchObject({ limit: 5, remaining: 4 });
    await until(call(5));
    expect(sent).toEqual([0, 10, 10, 10, 10, 3_050]);
    expect(endOf(client)).toBe(13_000);
  });

  test.each([
    [-10, 10_000],
    [-9, 4_000],
    [20, 23_000],
    [21, 10_000],
  ])("that would end %d s after the response has the end %d", async (seconds, end) => {
    await passTo(3_000);
    const headers = { "x-ratelimit-reset": String((begin + 3_000) / 1_000 + seconds) };
    const fetch = async () => Response.json({}, { headers });
    const client = createClient({ token: "token", fetch });
    await client.GET("/me");
    expect(endOf(client)).toBe(end);
  });

  test("begins at once when a response belongs to it, with all calls in flight", async () => {
    const latency = (request: number) => (request < 20 ? 10 : 2 * request + 20);
    const { client, call } = timedClient({ latency });
    await until(call(20));
    await passTo(9_975);
    // The calls reach the server from 10,005 on, and the first response arrives at 10,035.
    const calls = call(40);
    await passTo(10_034);
    expect([client.rateLimit?.remaining, endOf(client)]).toEqual([40, 10_000]);
    await passTo(10_036);
    expect([client.rateLimit?.remaining, endOf(client)]).toEqual([60, 20_000]);
    await until(calls);
    expect([client.rateLimit?.remaining, endOf(client)]).toEqual([60, 20_000]);
  });
});

describe("the server's clock", () => {
  /** A client whose own clock is ahead of the server's, which may be set later. */
  function setUp(aheadMs: number) {
    const server = { ahead: 0 };
    const serverTime = () => begin + performance.now() - uptime + server.ahead;
    const fetch = async () => {
      const at = serverTime();
      await new Promise((resolve) => setTimeout(resolve, 10));
      const headers = {
        date: new Date(at).toUTCString(),
        "x-ratelimit-limit": "100",
        "x-ratelimit-reset": String(Math.floor(at / 10_000) * 10 + 10),
      };
      return Response.json({}, { headers });
    };
    const uptime = performance.now();
    vi.setSystemTime(begin + aheadMs);
    const client = createClient({ token: "token", fetch });
    /** How much later than the server the client expects the window to end. */
    const lateBy = () => {
      const end = Number(client.rateLimit?.resetAt) - Date.now() + serverTime();
      return end - Math.ceil(serverTime() / 10_000) * 10_000;
    };
    const callAt = async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms - (performance.now() - uptime));
      await until(client.GET("/me"));
      return lateBy();
    };
    return { server, callAt };
  }

  test("is that of this machine when no response contradicts it", async () => {
    const { callAt } = setUp(300);
    expect([await callAt(400), await callAt(1_700), await callAt(2_000)]).toEqual([
      -300, -300, -300,
    ]);
  });

  test("is estimated from the response that bounds it most closely", async () => {
    const { callAt } = setUp(3_700);
    const late = [await callAt(300), await callAt(1_900), await callAt(2_050), await callAt(3_800)];
    // The sooner a response comes after the beginning of a second, the closer it bounds the clock.
    expect(late).toEqual([310, 310, 60, 60]);
  });

  test.each([[60_000], [-60_000]])("is estimated anew when it was set by %d ms", async (ms) => {
    const { callAt, server } = setUp(ms);
    const late = [await callAt(300), await callAt(1_100)];
    server.ahead = ms;
    late.push(await callAt(2_500), await callAt(3_800));
    // From then on it is that of this machine.
    expect(late).toEqual([310, 110, 0, 0]);
  });

  test("may be ahead of the estimate: calls are sent as early as the earliest client may", async () => {
    const clock = () => Date.now() - 3_700;
    const { call, sent } = timedClient({ otherCalls: () => 30, clock });
    await passTo(300);
    await until(call(1));
    await passTo(13_900);
    await until(call(1));
    await until(call(4));
    // By the client's estimate less of the window is over, and the last three would be sent later.
    expect(sent.slice(2)).toEqual([13_910, 13_910, 13_910, 13_947]);
  });
});
