import { createClient } from "@interkit/core/2.16";
import { describe, expect, test, vi } from "vitest";
import { until } from "../support/virtual-time.ts";
import { SimulatedStore } from "./simulated-store.ts";
import { timedClient } from "./timed-client.ts";
import { begin, startAtWindow } from "./window-start.ts";

startAtWindow();

const pass = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe("calls that wait", () => {
  test("are sent when the next window begins, though a call is in flight", async () => {
    const latency = (request: number) => (request === 1 ? 30_000 : 10);
    const { call, sent } = timedClient({ limit: 5, latency });
    await until(call(1));
    await until(call(5));
    expect(sent).toEqual([0, 10, 10, 10, 10, 10_050]);
  });

  test("are sent then, too, when the last response before it comes just after the end", async () => {
    // One response is slow; that of the last call comes just before the next window begins.
    const latency = (request: number) => [10, 30_000, 10, 10, 1_020, 10][request] ?? 0;
    const { call, sent } = timedClient({ limit: 5, latency });
    await until(call(1));
    const calls = [call(3)];
    await vi.advanceTimersByTimeAsync(9_000 - 10);
    calls.push(call(2));
    await until(Promise.all(calls));
    expect(sent).toEqual([0, 10, 10, 10, 9_000, 10_050]);
  });

  test("are sent in their order, also before a call that is made when they may be sent", async () => {
    const { client } = timedClient({ limit: 5 });
    const order: string[] = [];
    const get = (id: string) =>
      client.GET("/me", { headers: { "x-id": id } }).then(() => order.push(id));
    await until(Promise.all(["a", "b", "c", "d", "e"].map(get)));
    const late = pass(10_050 - 10).then(() => get("late"));
    const waiting = Promise.all(["f", "g"].map(get));
    await until(Promise.all([waiting, late]));
    expect(order.slice(5)).toEqual(["f", "g", "late"]);
  });

  test("leave no timer behind when all were aborted, and keep it for the others", async () => {
    const { client, call, sent } = timedClient({ limit: 5 });
    await until(call(5));
    const controllers = [new AbortController(), new AbortController()];
    const waiting = controllers.map(({ signal }) =>
      expect(client.GET("/me", { signal })).rejects.toMatchObject({ name: "AbortError" }),
    );
    await vi.advanceTimersByTimeAsync(100);
    controllers[0]?.abort();
    const other = client.GET("/me");
    controllers[1]?.abort();
    await Promise.all(waiting);
    await until(other);
    expect(sent.slice(5)).toEqual([10_050]);

    await until(call(4));
    const last = new AbortController();
    const aborted = expect(client.GET("/me", { signal: last.signal })).rejects.toThrow();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(1);
    last.abort();
    await aborted;
    expect(vi.getTimerCount()).toBe(0);
  });

  test("set no timer where only a response can free a permit", async () => {
    const responses: ((response: Response) => void)[] = [];
    const fetch = () => new Promise<Response>((resolve) => responses.push(resolve));
    const timeoutMs = Number.POSITIVE_INFINITY;
    const retry = { attemptTimeoutMs: timeoutMs };
    const { GET } = createClient({ token: "token", fetch, timeoutMs, retry });
    const calls = Array.from({ length: 60 }, () => GET("/me"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(responses).toHaveLength(50);
    expect(vi.getTimerCount()).toBe(0);
    responses[0]?.(Response.json({}));
    await vi.advanceTimersByTimeAsync(0);
    expect(responses).toHaveLength(60);
    for (const respond of responses) respond(Response.json({}));
    await Promise.all(calls);
  });
});

test("attempts without a response are no longer in flight", async () => {
  let requests = 0;
  const fetch = async () => {
    requests += 1;
    throw new TypeError("no connection");
  };
  const { GET } = createClient({ token: "token", fetch, retry: false });
  const calls = Array.from({ length: 120 }, () => expect(GET("/me")).rejects.toThrow());
  await until(Promise.all(calls));
  expect(requests).toBe(120);
  expect(Date.now()).toBe(begin);
});

test("bulk calls leave the reserve free when they are made one by one, too", async () => {
  const { client, sent } = timedClient({ limit: 20 }, { rateLimit: { reserve: 0.5 } });
  for (let call = 0; call < 11; call += 1) await until(client.GET("/me", { priority: "bulk" }));
  expect(sent).toEqual([...Array.from({ length: 10 }, (_, i) => 10 * i), 10_050]);
});

test("calls that wait only for the store are not reported as delayed", async () => {
  const events: string[] = [];
  const hooks = { onRateLimit: ({ reason }: { reason: string }) => void events.push(reason) };
  const store = new SimulatedStore(() => ({ kind: "correct", ms: 10 }));
  const rateLimit = { store, key: "workspace" };
  const { call } = timedClient({ limit: 20 }, { rateLimit, hooks });
  await until(call(1));
  await until(call(10));
  expect(events).toEqual([]);
  await until(call(12));
  expect(events).toEqual(["wait", "wait", "wait"]);
});
