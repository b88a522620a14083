import { ConfigError, TimeoutError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { failureOf, observe } from "./support/observe.ts";
import { tokenSequence } from "./support/token-sequence.ts";
import { fakeClock, until } from "./support/virtual-time.ts";

beforeEach(() => {
  fakeClock(1_717_401_603_217);
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new Promise<string>(() => {});
const later = (ms: number) =>
  new Promise<string>((resolve) => setTimeout(() => resolve(`token-${ms}`), ms));

/** A client whose token function returns these, one after the other. */
function clientWith(...given: (() => string | Promise<string>)[]) {
  const { fetch, requests } = observe();
  const { token, tokenCalls } = tokenSequence(given);
  const client = createClient({ token, fetch, rateLimit: false });
  const get = (init = {}) => client.GET("/me", init);
  return { get, requests, tokenCalls };
}

test("one that hangs once makes only one attempt time out", async () => {
  const { get, tokenCalls, requests } = clientWith(
    () => never,
    () => "token",
  );
  const [first, second] = await until(Promise.all([get(), get()]));
  expect([first?.response.status, second?.response.status]).toEqual([200, 200]);
  expect(tokenCalls()).toBe(2);
  expect((await get()).response.status).toBe(200);
  expect([tokenCalls(), requests.length]).toEqual([2, 3]);
});

test("one that hangs makes a call without retries time out, and the next call calls it again", async () => {
  const { get, tokenCalls } = clientWith(
    () => never,
    () => "token",
  );
  const error = await until(failureOf(get({ timeoutMs: 1_000, retry: false })));
  expect(error).toBeInstanceOf(TimeoutError);
  expect((await until(get())).response.status).toBe(200);
  expect(tokenCalls()).toBe(2);
});

test("an aborted call does not make other calls request the token again", async () => {
  const { get, tokenCalls } = clientWith(() => later(5_000));
  const controller = new AbortController();
  const aborted = failureOf(get({ signal: controller.signal }));
  const waiting = get();
  await vi.advanceTimersByTimeAsync(10);
  controller.abort();
  expect(await aborted).toMatchObject({ name: "AbortError" });
  const joining = get();
  expect((await until(joining)).response.status).toBe(200);
  expect((await until(waiting)).response.status).toBe(200);
  expect(tokenCalls()).toBe(1);
});

test("one that is slower than the timeout of calls succeeds after a few calls", async () => {
  const { get, requests } = clientWith(() => later(5_000));
  let status: number | undefined;
  for (let calls = 0; calls < 5 && status === undefined; calls += 1) {
    const call = get({ timeoutMs: 2_000, retry: false });
    status = await until(
      call.then(
        ({ response }) => response.status,
        () => undefined,
      ),
    );
  }
  expect(status).toBe(200);
  expect(requests[0]?.headers.get("authorization")).toBe("Bearer token-5000");
});

test("a token that comes after its attempt has ended sends nothing", async () => {
  const { get, requests } = clientWith(() => later(5_000));
  await until(failureOf(get({ timeoutMs: 2_000, retry: false })));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(requests).toHaveLength(0);
});

test.each([
  [
    "throws",
    () => {
      throw new Error("no vault");
    },
  ],
  ["rejects with nothing", () => Promise.reject(undefined)],
  ["returns a number", () => 7 as unknown as string],
])("one that %s is a ConfigError, and the next call calls it again", async (_, wrong) => {
  const { get, requests } = clientWith(wrong, () => "token");
  expect(await until(failureOf(get()))).toBeInstanceOf(ConfigError);
  expect(requests).toHaveLength(0);
  expect((await get()).response.status).toBe(200);
});
