import { createClient } from "@interkit/core/2.16";
import { describe, expect, test } from "vitest";
import { until } from "../support/virtual-time.ts";
import { SimulatedStore, type StoreBehaviour } from "./simulated-store.ts";
import { timedSharingClient } from "./timed-client.ts";
import { elapsed, passTo, startAtWindow } from "./window-start.ts";

const correct: StoreBehaviour = { kind: "correct", ms: 10 };

startAtWindow();

describe("a call that the store counts after those of others", () => {
  test("stays counted and is sent as soon as it may be, within a second", async () => {
    const others = () => (elapsed() < 3_000 ? 50 : 55);
    const { call, sent, queries } = timedSharingClient({}, others);
    await until(call(1));
    await passTo(2_900);
    await until(call(1));
    await passTo(3_000);
    await until(call(1));
    // The 58th call may be sent at 8,500 ms * (58 - 30) / 70.
    expect(sent.slice(1)).toEqual([2_910, 3_400]);
    expect(queries().slice(1)).toEqual([
      [2_900, 1],
      [3_000, 1],
    ]);
  });

  test("is subtracted when it would wait for longer", async () => {
    const others = () => (elapsed() < 3_000 ? 50 : 70);
    const { call, sent, queries } = timedSharingClient({}, others);
    await until(call(1));
    await passTo(2_900);
    await until(call(1));
    await passTo(3_000);
    await until(call(3));
    // The 74th call may be sent at 8,500 ms * (74 - 30) / 70, or when the store shows that it may.
    expect(sent.slice(1)).toEqual([2_910, 5_235, 5_357, 5_480]);
    expect(queries().slice(1, 4)).toEqual([
      [2_900, 1],
      [3_000, 1],
      [3_010, -1],
    ]);
  });

  test("is subtracted when the window is used up, and sent in the next one", async () => {
    const others = () => (elapsed() > 9_000 && elapsed() < 10_000 ? 99 : 60);
    const { call, sent, queries } = timedSharingClient({}, others);
    await until(call(1));
    await passTo(8_600);
    await until(call(1));
    await passTo(9_300);
    await until(call(1));
    expect(sent.slice(1)).toEqual([8_610, 13_775]);
    expect(queries().slice(1, 4)).toEqual([
      [8_600, 1],
      [9_300, 1],
      [9_310, -1],
    ]);
  });

  test("is sent within a second also if it is the last one of the window", async () => {
    const others = () => (elapsed() < 8_300 ? 94 : 97);
    const { call, sent } = timedSharingClient({}, others);
    await until(call(1));
    await passTo(8_200);
    await until(call(1));
    await passTo(8_300);
    await until(call(1));
    expect(sent.slice(1)).toEqual([8_210, 8_500]);
  });

  test.each([
    ["a refusal pauses all calls", 429, { "retry-after": "4" }, 12_080],
    ["a response shows more calls", 200, { "x-ratelimit-remaining": "20" }, 6_344],
  ])("is not sent when %s in the meantime", async (_, status, shown, sentAt) => {
    const others = () => (elapsed() < 3_000 ? 50 : 55);
    const store = new SimulatedStore(() => correct, others);
    const sent: number[] = [];
    const fetch = async () => {
      const isSlow = sent.push(elapsed()) === 2;
      await new Promise((resolve) => setTimeout(resolve, isSlow ? 290 : 10));
      const headers = {
        date: new Date().toUTCString(),
        "x-ratelimit-limit": "100",
        ...(isSlow ? shown : {}),
      };
      return Response.json({}, { status: isSlow ? status : 200, headers });
    };
    const rateLimit = { store, key: "workspace" };
    const client = createClient({ token: "token", fetch, rateLimit, retry: false });
    await until(client.GET("/me"));
    await passTo(2_900);
    const slow = client.GET("/me");
    await passTo(3_000);
    await until(Promise.all([slow, client.GET("/me")]));
    expect(sent.slice(1)).toEqual([2_910, sentAt]);
  });
});

describe("a store that counts whole windows", () => {
  /** Makes a call at these times, and returns when they were sent. */
  async function sentAt(times: readonly number[], others: () => number): Promise<number[]> {
    const { call, sent } = timedSharingClient({}, others);
    for (const at of [0, ...times]) {
      await passTo(at);
      await until(call(1));
    }
    return sent.slice(1);
  }

  test("is not queried for five seconds after it does so in the first half of three windows in a row", async () => {
    const others = () => (elapsed() < 10_000 ? 0 : 100);
    const sent = await sentAt([11_000, 31_000, 41_000], others);
    expect(sent).toEqual([30_060, 31_000, 41_000]);
  });

  test("is used when it does so later in the windows", async () => {
    const others = () => (elapsed() > 10_000 && elapsed() % 10_000 > 6_000 ? 100 : 0);
    const times = [17_000, 27_000, 37_000, 47_000, 57_000];
    expect(await sentAt(times, others)).toEqual([20_060, 30_060, 40_060, 50_060, 60_060]);
  });

  test("is used when it does so in fewer than three windows in a row", async () => {
    const others = () => ([1, 2, 4, 5].includes(Math.floor(elapsed() / 10_000)) ? 100 : 0);
    expect(await sentAt([11_000, 41_000], others)).toEqual([30_060, 60_060]);
  });

  test("is used when it counts only a part of them", async () => {
    const { call, queries } = timedSharingClient({ otherCalls: () => 20 }, () => 20);
    for (let second = 0; second < 60; second += 1) {
      await passTo(second * 1_000 + 100);
      await until(call(1));
    }
    expect(queries()).toHaveLength(60);
  });
});

test("a store that failed is queried again after five seconds, and used if its count is possible", async () => {
  let behaviour: StoreBehaviour = { kind: "rejecting" };
  let others = 0;
  const { call, client, sent, queries } = timedSharingClient(
    {},
    () => others,
    () => behaviour,
  );
  for (let failed = 0; failed < 3; failed += 1) await until(call(1));
  // More than a window's calls.
  behaviour = correct;
  others = 200;
  await passTo(5_019);
  const calls = [call(1)];
  await passTo(5_020);
  calls.push(call(2));
  await until(Promise.all(calls));
  expect(client.rateLimit).toMatchObject({ remaining: 94 });
  // As many as a window has.
  others = 99;
  await passTo(10_060);
  await until(call(1));
  expect(client.rateLimit).toMatchObject({ remaining: 0 });
  await until(call(1));
  expect(sent.slice(0, 7)).toEqual([0, 10, 20, 5_019, 5_020, 5_020, 10_060]);
  expect(queries().slice(0, 6)).toEqual([
    [0, 1],
    [10, 2],
    [20, 3],
    [5_020, 5],
    [10_060, 1],
    [20_050, 1],
  ]);
});
