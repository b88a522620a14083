import { apiError, type RateLimitError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeClock, until } from "./support/virtual-time.ts";

const now = 1_717_401_603_217;
beforeEach(() => {
  fakeClock(now);
});
afterEach(() => {
  vi.useRealTimers();
});

const rateLimit = (headers: HeadersInit) => {
  const response = new Response(null, { status: 429, headers });
  return apiError("GET /me", { error: {}, response }) as RateLimitError;
};

/** Invalid values of headers. */
const invalid = fc.oneof(
  fc.string({ unit: "grapheme-ascii" }),
  fc.constantFrom("", "-1", "1e9", "0x10", "NaN", "Infinity", " 7 ", "1,5", "1, 2", "٣"),
  fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String),
  fc.double().map(String),
);
const writable = invalid.filter((value) => {
  try {
    return new Headers({ a: value }) !== undefined;
  } catch {
    return false;
  }
});

test("Retry-After is read in seconds and as a date", () => {
  expect(rateLimit({ "retry-after": "1.25" }).retryAfterMs).toBe(1_250);
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000 }), (seconds) => {
      // There is always some delay after a 429, even if the server requests none.
      const asNumber = rateLimit({ "retry-after": String(seconds) }).retryAfterMs;
      expect(asNumber).toBe(Math.max(250, seconds * 1000));
      const date = new Date(now + seconds * 1000);
      const asDate = rateLimit({ "retry-after": date.toUTCString() }).retryAfterMs ?? 0;
      // A date has no milliseconds, and one in the past requests no delay.
      expect(asDate).toBe(Math.max(250, Math.floor(date.getTime() / 1000) * 1000 - now));
    }),
  );
});

describe("a header that was sent twice", () => {
  const twice = (name: string, ...values: string[]) => {
    const headers = new Headers();
    for (const value of values) headers.append(name, value);
    return headers;
  };
  const waitOf = (...values: string[]) => rateLimit(twice("retry-after", ...values)).retryAfterMs;

  test("requests the longest of its delays", () => {
    const inTen = new Date(now + 10_000).toUTCString();
    const inFive = new Date(now + 5_000).toUTCString();
    expect(waitOf("2", "2")).toBe(2_000);
    expect(waitOf("2", "7")).toBe(7_000);
    expect(waitOf(inTen, inFive)).toBe(Date.parse(inTen) - now);
  });

  test("is ignored if one of its values is invalid", () => {
    for (const other of ["soon", "2001-02-02", "2/2", "-1", "", "Mon 1"]) {
      expect(waitOf("2", other)).toBeUndefined();
    }
  });

  test("reports the lower limit", async () => {
    const headers = twice("x-ratelimit-limit", "166", "1666");
    headers.append("x-ratelimit-remaining", "1600");
    headers.append("x-ratelimit-remaining", "40");
    const client = createClient({ token: "t", fetch: async () => Response.json({}, { headers }) });
    await client.GET("/me");
    expect(client.rateLimit).toMatchObject({ limit: 166, remaining: 40 });
  });
});

test.each([
  ["a limit of nothing", { "x-ratelimit-limit": "0", "x-ratelimit-remaining": "0" }],
  ["what is left of no limit", { "x-ratelimit-remaining": "7" }],
])("%s leaves the limit as it was", async (_, headers) => {
  const client = createClient({ token: "t", fetch: async () => Response.json({}, { headers }) });
  const { limit, remaining = 0 } = client.rateLimit ?? {};
  await client.GET("/me");
  expect(client.rateLimit).toMatchObject({ limit, remaining: remaining - 1 });
});

test("a limit without what is left of it is the limit", async () => {
  const headers = { "x-ratelimit-limit": "50" };
  const client = createClient({ token: "t", fetch: async () => Response.json({}, { headers }) });
  await client.GET("/me");
  expect(client.rateLimit).toMatchObject({ limit: 50, remaining: 49 });
});

test("only a date as HTTP writes it is a date", () => {
  const dates = [
    "2035-01-01",
    "Jan 1 2035",
    "1/2/2035",
    "Mon, 01 Jan 2035 00:00:00 +0100",
    "12.5.2035",
    "about Mon, 01 Jan 2035 00:00:00 GMT",
    "Mon, 01 Jan 2035 00:00:00 GMT or later",
    "Mon, 99 Jan 2035 00:00:00 GMT",
  ];
  for (const date of dates) expect(rateLimit({ "retry-after": date }).retryAfterMs).toBeUndefined();
});

test("X-RateLimit-Reset is read as Unix seconds, by the client and by its errors", async () => {
  const limit = fc.integer({ min: 1, max: 10_000 });
  const left = fc.integer({ min: 1, max: 10 });
  await fc.assert(
    fc.asyncProperty(limit, fc.double({ min: 0, max: 1, noNaN: true }), left, async (...given) => {
      const [limit, share, secondsLeft] = given;
      // The call that is answered has been counted.
      const remaining = Math.min(Math.floor(limit * share), limit - 1);
      const resetAt = Math.floor(Date.now() / 1000) + secondsLeft;
      const headers = {
        "x-ratelimit-limit": String(limit),
        "x-ratelimit-remaining": String(remaining),
        "x-ratelimit-reset": String(resetAt),
      };
      const error = rateLimit(headers);
      expect(error.resetAt?.getTime()).toBe(resetAt * 1000);
      expect(error.retryAfterMs).toBe(resetAt * 1000 - Date.now());
      const fetch = async () => Response.json({}, { headers });
      const client = createClient({ token: "token", fetch });
      await client.GET("/me");
      expect(client.rateLimit).toMatchObject({ limit, remaining });
      expect(client.rateLimit?.resetAt.getTime()).toBe(resetAt * 1000);
    }),
  );
});

test("invalid headers delay no call, and leave numbers finite", async () => {
  const names = ["retry-after", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"];
  const headers = fc.dictionary(fc.constantFrom(...names, "date"), writable);
  await fc.assert(
    fc.asyncProperty(headers, fc.constantFrom(200, 429, 503), async (given, status) => {
      const { retryAfterMs, resetAt, reason } = rateLimit(given);
      if (retryAfterMs !== undefined) {
        // Timers cannot wait for more than 2^31 milliseconds, and would end at once.
        expect(retryAfterMs >= 0 && retryAfterMs < 2 ** 31).toBe(true);
      }
      expect(resetAt?.getTime()).not.toBeNaN();
      expect(reason).toBe("rate-limit");

      let sent = 0;
      const fetch = async () => {
        sent += 1;
        return Response.json({ id: "1" }, { status, headers: given });
      };
      const client = createClient({ token: "token", fetch, timeoutMs: 60_000 });
      const start = Date.now();
      await until(Promise.allSettled([client.GET("/me"), client.GET("/me")]));
      expect(Date.now() - start).toBeLessThanOrEqual(60_000);
      expect(sent).toBeLessThanOrEqual(6);
      const { limit, remaining, resetAt: end } = client.rateLimit ?? {};
      expect(limit).toBeGreaterThanOrEqual(1);
      expect(remaining).toBeGreaterThanOrEqual(0);
      expect(remaining).toBeLessThanOrEqual(limit ?? 0);
      expect(end?.getTime()).not.toBeNaN();
    }),
    { numRuns: 500 },
  );
});
