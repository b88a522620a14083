import { createClient } from "@interkit/core/2.16";
import { expect, test } from "vitest";
import { until } from "../support/virtual-time.ts";
import { SimulatedStore, type StoreBehaviour } from "./simulated-store.ts";
import { timedClient, timedSharingClient } from "./timed-client.ts";
import { begin, passTo, startAtWindow } from "./window-start.ts";

const correct: StoreBehaviour = { kind: "correct", ms: 10 };

startAtWindow();

/** How many calls the server counted in each window. */
const used = ({ windows }: { readonly windows: Map<number, { readonly used: number }> }) =>
  [...windows.values()].map((window) => window.used);

test("a process alone uses a window at once, and one query counts all calls that wait", async () => {
  const { call, sent, queries, store } = timedSharingClient({});
  await until(call(1));
  await until(call(99));
  expect(sent).toEqual([10, 30, ...Array(98).fill(40)]);
  expect(queries()).toEqual([
    [0, 1],
    [20, 1],
    [30, 98],
  ]);
  expect(store.queries.map(({ expiresInMs }) => expiresInMs)).toEqual([20_000, 20_000, 20_000]);
});

test("processes that a store counts use all of a window, spread over its time", async () => {
  const { call, sent, server, queries } = timedSharingClient({ otherCalls: () => 30 }, () => 30);
  await until(call(1));
  await passTo(10_100);
  await until(call(1));
  await until(call(80));
  expect(used(server)).toEqual([31, 100, 41]);
  const inWindow = sent.filter((at) => at >= 10_000 && at < 20_000);
  // One in 8,500 ms / 70. Each is counted before it is sent, after a moment for other processes.
  expect(inWindow.slice(0, 5)).toEqual([10_122, 10_257, 10_381, 10_505, 10_629]);
  expect(inWindow.at(-1)).toBe(18_580);
  const queriesInWindow = queries().filter(([at]) => at >= 10_000 && at < 20_000);
  expect(queriesInWindow).toHaveLength(70);
  expect(queriesInWindow.every(([, calls]) => calls === 1)).toBe(true);
});

test("a part of a window is left when the store does not count all of its calls", async () => {
  const { call, server } = timedSharingClient({ otherCalls: () => 30 }, () => 10);
  await until(call(1));
  await passTo(10_100);
  await until(call(1));
  await until(call(80));
  expect(used(server).slice(0, 2)).toEqual([31, 97]);
});

test("a part of a window is left when a query failed in it, and no part of later windows", async () => {
  let queryCount = 0;
  const behaviour = (): StoreBehaviour => (queryCount++ === 3 ? { kind: "rejecting" } : correct);
  const others = () => 30;
  const { call, sent, server, queries } = timedSharingClient(
    { otherCalls: others },
    others,
    behaviour,
  );
  await until(call(1));
  await passTo(10_100);
  await until(call(1));
  await until(call(150));
  expect(used(server)).toEqual([31, 97, 100, 44]);
  expect(sent.slice(1, 6)).toEqual([10_122, 10_257, 10_381, 10_527, 10_657]);
  // The call of the query that failed is counted by the next one.
  expect(queries().slice(3, 6)).toEqual([
    [10_371, 1],
    [10_517, 2],
    [10_647, 1],
  ]);
});

test("calls are sent one by one while a store fails that had counted calls of others", async () => {
  const isUnresponsive = () => Date.now() > begin + 14_999 && Date.now() < begin + 15_900;
  const { call, sent } = timedSharingClient(
    { otherCalls: () => 10 },
    () => 10,
    () => (isUnresponsive() ? { kind: "unresponsive" } : correct),
  );
  await until(call(1));
  await passTo(10_100);
  await until(call(40));
  await passTo(15_000);
  await until(call(20));
  expect(sent.slice(41, 49)).toEqual([15_500, 16_000, ...Array(6).fill(16_020)]);
});

test("calls that the store has counted after the timeout are not reported again", async () => {
  let queryCount = 0;
  const behaviour = (): StoreBehaviour => ({ kind: "correct", ms: queryCount++ === 0 ? 800 : 10 });
  const { call, sent, queries, store } = timedSharingClient({}, undefined, behaviour);
  await until(call(1));
  await passTo(2_000);
  await until(call(1));
  expect(sent).toEqual([500, 2_010]);
  expect(queries()).toEqual([
    [0, 1],
    [2_000, 1],
  ]);
  expect([...store.counts.values()]).toEqual([2]);
});

test("calls are counted again in the window that the first response reports", async () => {
  let queryCount = 0;
  const behaviour = (): StoreBehaviour => ({ kind: "correct", ms: queryCount++ === 0 ? 800 : 10 });
  const { call, queries, store } = timedSharingClient({ phase: 4_000 }, undefined, behaviour);
  await until(call(1));
  await passTo(2_000);
  await until(call(1));
  expect(queries()).toEqual([
    [0, 1],
    [510, 1],
    [2_000, 1],
  ]);
  const [assumed, reported] = [begin / 10_000 + 1, begin / 10_000];
  expect([...store.counts]).toEqual([
    [`workspace:${assumed}`, 1],
    [`workspace:${reported}`, 2],
  ]);
});

test("the count of an assumed window that was wrong is dropped", async () => {
  // Another process has called in the window that was assumed.
  const others = () => (Date.now() > begin + 20 && Date.now() < begin + 30 ? 70 : 0);
  const { call, client, queries } = timedSharingClient({ phase: 4_000 }, others);
  const calls = [call(1)];
  await passTo(15);
  calls.push(call(1));
  await passTo(28);
  expect(client.rateLimit).toMatchObject({ limit: 100, remaining: 98 });
  await until(Promise.all(calls));
  expect(queries()).toEqual([
    [0, 1],
    [15, 1],
    [25, 2],
  ]);
});

test("a window keeps its name when responses do not agree on its end", async () => {
  const store = new SimulatedStore(() => correct);
  let requests = 0;
  const fetch = async () => {
    requests += 1;
    const end = begin / 1_000 + (requests % 2 === 0 ? 5 : 4);
    return Response.json({}, { headers: { "x-ratelimit-reset": String(end) } });
  };
  const client = createClient({ token: "token", fetch, rateLimit: { store, key: "workspace" } });
  for (let call = 0; call < 4; call += 1) await until(client.GET("/me"));
  await passTo(3_000);
  expect([...store.counts.values()]).toEqual([1, 4]);
});

test("calls in flight are reported when the next window begins", async () => {
  const latency = (request: number) => (request === 0 ? 10 : 400);
  const { call, client, queries } = timedSharingClient({ latency });
  await until(call(1));
  await passTo(9_800);
  const calls = call(7);
  await passTo(10_100);
  expect(client.rateLimit).toMatchObject({ remaining: 93 });
  await until(calls);
  expect(queries().slice(1)).toEqual([
    [9_800, 1],
    [9_810, 6],
    [10_100, 7],
  ]);
});

test("a query counts at most a quarter of the allowed calls, also before the first count", async () => {
  const store = new SimulatedStore(
    () => correct,
    () => 4,
  );
  const rateLimit = { store, key: "workspace", reserve: 0.5 };
  const latency = (request: number) => (request === 47 ? 50 : 10);
  const { call, sent } = timedClient({ otherCalls: () => 4, latency }, { rateLimit });
  await until(call(1));
  await passTo(10_100);
  await until(call(1));
  // The share of bulk calls is used up, and the others wait.
  const bulk = call(80, "bulk");
  await passTo(19_970);
  expect(sent).toHaveLength(47);
  const interactive = call(1);
  // Its response is the first one of the next window.
  await passTo(20_035);
  const last = store.queries.at(-1);
  expect([last?.calls, Number(last?.at) - begin]).toEqual([4, 20_030]);
  await until(Promise.all([bulk, interactive]));
});
