import { expect, test } from "vitest";
import { until } from "../support/virtual-time.ts";
import { timedClient } from "./timed-client.ts";
import { passTo, startAtWindow } from "./window-start.ts";

startAtWindow();

/** How many calls were sent at each time. */
function counts(sent: readonly number[]): Record<number, number> {
  const all: Record<number, number> = {};
  for (const at of sent) all[at] = (all[at] ?? 0) + 1;
  return all;
}

test("three tenths of a window are sent at once, and the rest over 8.5 seconds", async () => {
  const { call, sent, server } = timedClient({ otherCalls: () => 20 });
  await until(call(1));
  await passTo(10_100);
  // Its response shows calls of another client.
  await until(call(1));
  await until(call(80));
  const inWindow = sent.filter((at) => at >= 10_000 && at < 20_000);
  // Nine calls up to thirty, since the other client made twenty: some in flight, the others after them.
  const atOnce = [10_110, 10_110, 10_120, 10_120, 10_120, 10_120, 10_130, 10_130, 10_130];
  // Then one in 8,500 ms / 67, and up to 100 ms later to let other clients go first.
  const spread = [10_161, 10_290, 10_419, 10_547];
  expect(inWindow.slice(0, 14)).toEqual([10_100, ...atOnce, ...spread]);
  expect(inWindow.at(-1)).toBe(18_580);
  // Three of a hundred are left.
  expect([...server.windows.values()].map(({ used }) => used)).toEqual([21, 97, 24]);
});

test("bulk calls are spread within their share, and do not wait for a slow response", async () => {
  const latency = (request: number) => (request === 2 ? 11_000 : 10);
  const options = { rateLimit: { reserve: 0.5 } };
  const { call, sent, server } = timedClient({ otherCalls: () => 10, latency }, options);
  await until(call(1));
  await passTo(10_100);
  await until(call(1));
  await until(call(45, "bulk"));
  const inWindow = sent.filter((at) => at >= 10_000 && at < 20_000);
  const atOnce = [10_110, 10_110, 10_110, 10_110];
  // Half as often as calls that may use the whole window.
  expect(inWindow.slice(0, 9)).toEqual([10_100, ...atOnce, 10_288, 10_545, 10_803, 11_060]);
  expect(inWindow.at(-1)).toBe(18_452);
  expect([...server.windows.values()].map(({ used }) => used)).toEqual([11, 48, 18]);
  // The share is used up, and the others go in the next window.
  expect(sent.filter((at) => at >= 20_000)).toEqual(Array(8).fill(20_050));
});

test("calls in flight are limited by the client's part of all calls, at a quarter at most", async () => {
  const latency = (request: number) => (request < 2 ? 10 : 1_000);
  const { call, sent } = timedClient({ otherCalls: () => 30, latency });
  await until(call(1));
  await passTo(15_000);
  await until(call(1));
  await until(call(80));
  const inWindow = counts(sent.filter((at) => at >= 10_000 && at < 20_000));
  expect(inWindow).toEqual({ 15000: 1, 15010: 2, 16010: 2, 17010: 3, 18010: 4, 19010: 5 });
});

test("calls in flight are limited to a quarter after a window without calls of other clients", async () => {
  const { call, client, sent } = timedClient({ otherCalls: () => 30 });
  await until(call(1));
  await passTo(10_100);
  // Its response shows calls of another client.
  await until(call(1));
  await passTo(25_000);
  // The limiter closes a window when the property is read.
  void client.rateLimit;
  await passTo(35_000);
  await until(call(30));
  expect(counts(sent.slice(2))).toEqual({ 35000: 25, 35010: 5 });
});

test("calls in flight count twice, since a response may include them or not", async () => {
  const latency = (request: number) => (request === 2 ? 400 : 10);
  const { call, client } = timedClient({ otherCalls: () => 38, latency });
  await until(call(1));
  await passTo(10_100);
  const calls = call(2);
  await passTo(10_111);
  expect(client.rateLimit).toMatchObject({ limit: 100, remaining: 60 });
  await until(calls);
});

test("after a refusal nothing is sent at once", async () => {
  let windows = 0;
  const { call, sent, server } = timedClient({ otherCalls: () => (windows++ === 0 ? 100 : 0) });
  await until(call(60));
  const later = sent.filter((at) => at >= 10_000);
  expect(counts(sent)[0]).toBe(50);
  // One in 8,500 ms / 97.
  expect(later.slice(0, 5)).toEqual([10_050, 10_189, 10_278, 10_366, 10_455]);
  expect(later).toHaveLength(60);
  expect(later.at(-1)).toBe(15_324);
  expect([...server.windows.values()].map(({ refused }) => refused)).toEqual([50, 0]);
});

test("calls are spread until a response reports the limit", async () => {
  const rateLimit = { callsPerWindow: 100 };
  const { call, sent } = timedClient({ headers: false }, { rateLimit });
  await until(call(120));
  // One in 8,500 ms / 70, after the 100 ms in which other clients may go first.
  expect(sent.slice(0, 33)).toEqual([...Array(30).fill(0), 222, 343, 465]);
  expect(sent[99]).toBe(8_600);
  expect(sent.slice(100)).toEqual(Array(20).fill(10_050));
});

test("fifty calls are sent before the first response, and all others after it", async () => {
  const latency = (request: number) => (request === 0 ? 500 : 60_000);
  const { call, sent } = timedClient({ limit: 1_666, latency });
  await until(call(200));
  expect(counts(sent)).toEqual({ 0: 50, 500: 150 });
});
