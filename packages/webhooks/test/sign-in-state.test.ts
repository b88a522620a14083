import { ApiError } from "@interkit/core";
import { createMemoryStore } from "@interkit/webhooks";
import { createSignIn } from "@interkit/webhooks/sign-in";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { clientId, clientSecret } from "./support/oauth.ts";
import { problemOf, sentCookie, setUp } from "./support/sign-in.ts";

afterEach(() => {
  vi.useRealTimers();
});

describe("a state", () => {
  test("of another browser is refused, and the code is not exchanged", async () => {
    const { intercom, start, finish } = await setUp();
    const [attacker, victim] = [await start(), await start()];
    const refused = finish(`code=code=&state=${attacker.state}`, victim.cookie);
    expect(problemOf(await refused.catch((error) => error))).toBe("state-mismatch");
    expect(intercom.requests).toEqual([]);
  });

  test("that was changed in any place is refused", async () => {
    const { start, finish } = await setUp();
    const { state, cookie } = await start({ role: "user" });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(state.length - 1),
        fc.constantFrom("A", "_", ".", ""),
        async (at, by) => {
          const changed = `${state.slice(0, at)}${by}${state.slice(at + 1)}`;
          // The last digit of a signature has bits without a meaning.
          fc.pre(changed !== state && at < state.length - 1);
          const refused = finish(`code=code=&state=${changed}`, cookie);
          expect(problemOf(await refused.catch((error) => error))).toBe("state-mismatch");
        },
      ),
    );
  });

  test.each([
    ["a comma within another cookie", "other=1, "],
    ["white space that is none of a header", "\u00a0"],
    ["such white space after another cookie", "other=1;\u00a0"],
    ["a prefix of its name", "x-"],
  ])("is bound to a cookie of that name, which %s does not make", async (_what, before) => {
    const { intercom, signIn, start } = await setUp();
    const { state, cookie } = await start();
    const own = cookie.split("; ").find((pair) => pair.startsWith("__Host-"));
    const url = `/callback?code=code=&state=${state}`;
    const forged = `${before}${own}`;
    for (const headers of [new Headers({ cookie: forged }), { Cookie: [forged] }]) {
      await expect(signIn.finish({ url, headers })).rejects.toMatchObject({
        problem: "state-missing",
      });
    }
    expect(intercom.requests).toEqual([]);
    const headers = { cookie: ["other=1, 2;", `last=1;\t${own}`] };
    expect(await signIn.finish({ url, headers })).toMatchObject({ outcome: "granted" });
  });

  test("of another app is refused", async () => {
    const { finish } = await setUp();
    const other = await createSignIn({ clientId, clientSecret: "another secret" }).start();
    const refused = finish(`code=code=&state=${other.state}`, sentCookie(other.cookie));
    expect(problemOf(await refused.catch((error) => error))).toBe("state-mismatch");
  });

  test("counts once, also when it comes back twice at the same time", async () => {
    const { intercom, start, finish } = await setUp();
    const { state, cookie } = await start();
    const twice = [1, 2].map(() => finish(`code=code=&state=${state}`, cookie));
    const outcomes = (await Promise.allSettled(twice)).map((one) =>
      one.status === "fulfilled" ? one.value.outcome : problemOf(one.reason),
    );
    expect(outcomes.sort()).toEqual(["granted", "state-used"]);
    const exchanges = intercom.requests.filter(({ path }) => path === "/auth/eagle/token");
    expect(exchanges).toHaveLength(1);
  });

  test("counts once among servers that share a store", async () => {
    const { intercom, start, finish } = await setUp({ store: createMemoryStore() });
    const store = createMemoryStore();
    const [one, other] = [1, 2].map(() =>
      createSignIn({ clientId, clientSecret, baseUrl: intercom.url, store }),
    );
    const { state, cookie } = await start();
    const callback = { url: `/?code=code=&state=${state}`, headers: { cookie } };
    expect(await one?.finish(callback)).toMatchObject({ outcome: "granted" });
    await expect(other?.finish(callback)).rejects.toMatchObject({ problem: "state-used" });
    // This server has a store of its own, and Intercom refuses the code.
    await expect(finish(`code=code=&state=${state}`, cookie)).rejects.toBeInstanceOf(ApiError);
  });

  test("expires", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { start, finish } = await setUp({ stateTtlMs: 60_000 });
    const { state, cookie } = await start();
    vi.advanceTimersByTime(60_000);
    const refused = finish(`code=code=&state=${state}`, cookie);
    expect(problemOf(await refused.catch((error) => error))).toBe("state-expired");
  });

  test.each([
    ["without a state", (_state: string) => "code=code=", true, "state-missing"],
    ["without a cookie", (state: string) => `code=code=&state=${state}`, false, "state-missing"],
    ["without a code", (state: string) => `state=${state}`, true, "code-missing"],
    ["without a query", () => "", true, "state-missing"],
  ])("a callback %s is refused", async (_what, query, hasCookie, problem) => {
    const { start, finish } = await setUp();
    const { state, cookie } = await start();
    const error = await finish(query(state), hasCookie ? cookie : undefined).catch((one) => one);
    expect(problemOf(error)).toBe(problem);
    expect(error.kind).toBe("sign-in");
  });

  test("has to expire, and needs a store", async () => {
    await expect(setUp({ stateTtlMs: Number.POSITIVE_INFINITY })).rejects.toThrow(
      '"stateTtlMs" must be a positive number and no infinity',
    );
    await expect(setUp({ store: {} as never })).rejects.toThrow('"store" must have a method');
  });

  test("does not hold a payload that is too long for a URL", async () => {
    const { signIn } = await setUp();
    await expect(signIn.start("x".repeat(2_000))).rejects.toThrow("too long for a URL");
  });
});
