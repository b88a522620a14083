import { createClient } from "@interkit/core/2.16";
import { expect, test, vi } from "vitest";
import { until } from "../support/virtual-time.ts";
import { begin, startAtWindow } from "./window-start.ts";

/** Headers of a response in the window of this time. */
const usage = (used = 10) => ({
  "x-ratelimit-limit": "100",
  "x-ratelimit-remaining": String(100 - used),
  "x-ratelimit-reset": String(Math.floor(Date.now() / 10_000) * 10 + 10),
});

startAtWindow();

/**
 * Makes a call that is refused after some time, with these headers, and then so many others. Returns
 * when they were sent, and the client.
 */
async function afterRefusal(headers: HeadersInit, others: number, refusedAt = 0) {
  const sent: number[] = [];
  const fetch = async () => {
    sent.push(Date.now() - begin);
    const isFirst = sent.length === 1;
    if (isFirst) await new Promise((resolve) => setTimeout(resolve, refusedAt));
    return Response.json(
      {},
      { status: isFirst ? 429 : 200, headers: isFirst ? headers : usage(1) },
    );
  };
  const client = createClient({ token: "token", fetch, retry: false, timeoutMs: 60_000 });
  await until(client.GET("/me"));
  const calls = Promise.all(Array.from({ length: others }, () => client.GET("/me")));
  return { client, sent, calls };
}

const resetOf = ({ rateLimit }: { readonly rateLimit: { readonly resetAt: Date } | undefined }) =>
  Number(rateLimit?.resetAt) - begin;

test("a refusal pauses all calls for the time of Retry-After, within the window", async () => {
  const { client, sent, calls } = await afterRefusal({ ...usage(), "retry-after": "2" }, 3);
  expect(client.rateLimit).toMatchObject({ limit: 100, remaining: 0, waiting: 3 });
  expect(resetOf(client)).toBe(10_000);
  await vi.advanceTimersByTimeAsync(2_049);
  expect(sent).toEqual([0]);
  expect(client.rateLimit).toMatchObject({ remaining: 0, waiting: 3 });
  await until(calls);
  expect(sent).toEqual([0, 2_050, 2_050, 2_050]);
  expect(resetOf(client)).toBe(10_000);
});

test("a refusal may pause calls for longer than the window", async () => {
  const { client, sent, calls } = await afterRefusal({ ...usage(), "retry-after": "15" }, 2);
  await vi.advanceTimersByTimeAsync(12_000);
  expect(client.rateLimit).toMatchObject({ remaining: 0, waiting: 2 });
  await until(calls);
  expect(sent).toEqual([0, 15_050, 15_050]);
});

test("a refusal without Retry-After pauses calls until the window ends", async () => {
  const { sent, calls } = await afterRefusal(usage(), 2);
  await until(calls);
  expect(sent).toEqual([0, 10_050, 10_189]);
});

test("a refusal at the window's end pauses calls for a moment", async () => {
  const { sent, calls } = await afterRefusal(usage(), 2, 9_990);
  await until(calls);
  expect(sent).toEqual([0, 10_240, 10_240]);
});

test("a window that no response reports begins when the pause is over", async () => {
  const { client, sent, calls } = await afterRefusal({ "retry-after": "3" }, 0);
  await until(calls);
  expect(client.rateLimit).toMatchObject({ remaining: 0 });
  expect(resetOf(client)).toBe(3_000);
  await vi.advanceTimersByTimeAsync(3_050);
  expect(client.rateLimit).toMatchObject({ limit: 20, remaining: 20 });
  expect(resetOf(client)).toBe(13_000);
  expect(sent).toEqual([0]);
});

test("a second refusal does not shorten the pause of the first", async () => {
  const sent: number[] = [];
  const fetch = async () => {
    const request = sent.push(Date.now() - begin);
    const headers = { ...usage(), "retry-after": request === 1 ? "4" : "1" };
    return Response.json({}, { status: request <= 2 ? 429 : 200, headers });
  };
  const { GET } = createClient({ token: "token", fetch, retry: false });
  await until(Promise.all([GET("/me"), GET("/me")]));
  await until(GET("/me"));
  expect(sent).toEqual([0, 0, 4_050]);
});
