import { ConfigError, type FetchLike, TimeoutError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { failureOf, observe } from "./support/observe.ts";
import { tokenSequence } from "./support/token-sequence.ts";
import { fakeClock, until } from "./support/virtual-time.ts";

beforeEach(() => {
  fakeClock(1_717_401_603_217);
});
afterEach(() => {
  vi.useRealTimers();
});

const after = <T>(ms: number, value: T) =>
  new Promise<T>((resolve) => setTimeout(() => resolve(value), ms));

/** A client whose token function returns these, one after the other, and then always the last one. */
function scene(given: Parameters<typeof tokenSequence>[0], fetch: FetchLike) {
  const { token, tokenCalls } = tokenSequence(given);
  const client = createClient({ token, fetch, rateLimit: false });
  return { get: (init = {}) => client.GET("/me", init), tokenCalls };
}

/** Refuses all but one token, each response after its own delay. */
function accepting(accepted: string, latencies: readonly number[]) {
  const sent: string[] = [];
  const fetch: FetchLike = async (_, { headers }) => {
    const token = String(headers["authorization"]).slice("Bearer ".length);
    const latency = latencies[sent.length] ?? 1;
    sent.push(token);
    return after(latency, Response.json({}, { status: token === accepted ? 200 : 401 }));
  };
  return { fetch, sent };
}

describe("a token that was refused", () => {
  test("is requested once by calls that are refused one after the other", async () => {
    const { fetch, sent } = accepting("new", [10, 50]);
    const { get, tokenCalls } = scene([() => "old", () => "new"], fetch);
    const [first, second] = await until(Promise.all([get(), get()]));
    expect([first?.response.status, second?.response.status]).toEqual([200, 200]);
    expect(tokenCalls()).toBe(2);
    expect(sent).toEqual(["old", "old", "new", "new"]);
  });

  test("is requested again after its function has failed", async () => {
    const { fetch, sent } = accepting("new", [10, 50]);
    const fails = () => Promise.reject(new Error("no vault"));
    const { get, tokenCalls } = scene([() => "old", fails, () => "new"], fetch);
    const calls = Promise.all([failureOf(get()), get()]);
    const [error, second] = await until(calls);
    expect(error).toBeInstanceOf(ConfigError);
    expect(second.response.status).toBe(200);
    expect(tokenCalls()).toBe(3);
    expect(sent).toEqual(["old", "old", "new"]);
  });

  test("is not requested by a timed-out attempt", async () => {
    const { fetch, sent } = accepting("new", [5_000]);
    const { get, tokenCalls } = scene([() => "old", () => "new"], fetch);
    const error = await until(failureOf(get({ timeoutMs: 1_000, retry: false })));
    expect(error).toBeInstanceOf(TimeoutError);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(tokenCalls()).toBe(1);
    expect(sent).toEqual(["old"]);
  });
});

test("a token is kept when an attempt that was sent with it takes too long", async () => {
  const { fetch } = accepting("token", [60_000]);
  const { get, tokenCalls } = scene([() => "token"], fetch);
  expect((await until(get())).response.status).toBe(200);
  expect((await until(get())).response.status).toBe(200);
  expect(tokenCalls()).toBe(1);
});

describe("a token function that hangs", () => {
  test("is abandoned once, by the call that has waited longest", async () => {
    const { fetch, requests } = observe();
    const never = new Promise<string>(() => {});
    const { get, tokenCalls } = scene([() => never, () => after(20_000, "late")], fetch);
    const first = get();
    await vi.advanceTimersByTimeAsync(10_000);
    const second = get();
    const [one, other] = await until(Promise.all([first, second]));
    expect([one.response.status, other.response.status]).toEqual([200, 200]);
    expect(tokenCalls()).toBe(2);
    expect(requests).toHaveLength(2);
  });

  test("does not replace a newer token by an older one", async () => {
    const { fetch, requests } = observe();
    const { get, tokenCalls } = scene([() => after(40_000, "old"), () => "new"], fetch);
    expect((await until(get())).response.status).toBe(200);
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await until(get())).response.status).toBe(200);
    const sent = requests.map(({ headers }) => headers.get("authorization"));
    expect(sent).toEqual(["Bearer new", "Bearer new"]);
    expect(tokenCalls()).toBe(2);
  });
});

test("a success may hold the token, as the caller's own data", async () => {
  const { fetch } = observe(() => Response.json({ id: "token" }));
  const { get } = scene([() => "token"], fetch);
  expect((await until(get())).data).toEqual({ id: "token" });
});
