import { createClient } from "@interkit/core/2.16";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeClock, until } from "./support/virtual-time.ts";

beforeEach(() => {
  fakeClock(1_717_401_603_217);
});
afterEach(() => {
  vi.useRealTimers();
});

/** The result of an attempt: a response, or an error with a code. */
type Fate =
  | { readonly status: number; readonly after?: string; readonly text: string }
  | { readonly code: string; readonly syscall: string };

const after = fc.oneof(
  fc.integer({ min: 0, max: 12 }).map(String),
  fc.integer({ min: -5, max: 12 }).map((seconds) => `date:${seconds}`),
);
const body = fc.constantFrom("{}", "{", "", "<html></html>");
const fate: fc.Arbitrary<Fate> = fc.oneof(
  fc.record(
    {
      status: fc.constantFrom(200, 400, 404, 408, 422, 429, 429, 500, 501, 502, 503, 504),
      after,
      text: body,
    },
    { requiredKeys: ["status", "text"] },
  ),
  fc.constantFrom(
    { code: "ECONNREFUSED", syscall: "connect" },
    { code: "EHOSTUNREACH", syscall: "connect" },
    { code: "ENOTFOUND", syscall: "getaddrinfo" },
    { code: "ECONNREFUSED", syscall: "read" },
    { code: "EHOSTUNREACH", syscall: "read" },
    { code: "ENETUNREACH", syscall: "write" },
    { code: "ECONNRESET", syscall: "read" },
    { code: "EPIPE", syscall: "write" },
  ),
);

const params = { path: { contact_id: "1" } };
const operations = {
  "GET /contacts/{contact_id}": { repeatable: true, init: { params } },
  "PUT /contacts/{contact_id}": { repeatable: true, init: { params, body: { name: "Ada" } } },
  "DELETE /contacts/{contact_id}": { repeatable: true, init: { params } },
  "POST /contacts/search": { repeatable: true, init: { body: {} } },
  "POST /contacts": { repeatable: false, init: { body: { email: "ada@example.com" } } },
  "POST /conversations/{conversation_id}/reply": {
    repeatable: false,
    init: { params: { path: { conversation_id: "1" } }, body: {} },
  },
} as const;

/** The server cannot have done anything: it was not reached, or said that it would not. */
const didNothing = (one: Fate | undefined) =>
  one !== undefined &&
  ("code" in one ? ["connect", "getaddrinfo"].includes(one.syscall) : one.status === 429);

/** It failed in a way in which a retry may succeed. */
const mayPass = (one: Fate | undefined, route: string) =>
  one !== undefined &&
  ("code" in one ||
    [408, 429, 500, 502, 503, 504].includes(one.status) ||
    // An empty response where an object is required; a deletion succeeds without one.
    (one.status === 200 && one.text === "" && !route.startsWith("DELETE")));

interface Sent {
  readonly at: number;
  /** The delay that the response requests, in milliseconds. */
  readonly requestedMs: number | undefined;
}

/** Makes one call whose attempts have the given results; all further attempts succeed. */
async function fare(
  route: keyof typeof operations,
  fates: readonly Fate[],
  options: { readonly attempts: number; readonly timeoutMs: number },
) {
  const sent: Sent[] = [];
  const fetch = async (): Promise<Response> => {
    const one = fates[sent.length] ?? { status: 200, text: "{}" };
    const at = Date.now();
    if ("code" in one) {
      sent.push({ at, requestedMs: undefined });
      throw Object.assign(new TypeError("fetch failed"), { cause: one });
    }
    const { status, text } = one;
    const seconds = one.after?.match(/^date:(.*)$/)?.[1];
    const header =
      seconds === undefined ? one.after : new Date(at + Number(seconds) * 1000).toUTCString();
    const until = seconds === undefined ? Number(header) * 1000 : Date.parse(header ?? "") - at;
    // There is always some delay after a 429.
    const least = status === 429 ? 250 : 0;
    // The delay that a success requests is ignored, even if its body is invalid.
    const isRequested = header !== undefined && status !== 200;
    sent.push({ at, requestedMs: isRequested ? Math.max(least, until) : undefined });
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (header !== undefined) headers["retry-after"] = header;
    return new Response(text, { status, headers });
  };
  const { attempts, timeoutMs } = options;
  const retry = { attempts };
  const client = createClient({ token: "token", fetch, rateLimit: false, retry, timeoutMs });
  const start = Date.now();
  const call = client.request(route, operations[route].init).then(
    ({ response }) => response.status,
    (error: Error & { status?: number }) => error.status ?? error.name,
  );
  return { outcome: await until(call), sent, tookMs: Date.now() - start };
}

/** The longest delay after an attempt whose response requests none. */
function longestWait(one: Fate | undefined, attempt: number): number {
  const pause = one !== undefined && "status" in one && one.status === 429 ? 250 : 0;
  return pause + Math.min(8_000, 500 * 2 ** attempt);
}

test("no call is sent twice that may have been done, none too often, and none too early", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...(Object.keys(operations) as (keyof typeof operations)[])),
      fc.array(fate, { maxLength: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 40_000 }),
      async (route, fates, attempts, timeoutMs) => {
        const { outcome, sent, tookMs } = await fare(route, fates, { attempts, timeoutMs });
        const { repeatable } = operations[route];
        const repeated = sent.slice(0, -1);
        const last = fates[sent.length - 1];

        expect(sent.length).toBeGreaterThanOrEqual(1);
        expect(sent.length).toBeLessThanOrEqual(attempts);
        expect(tookMs).toBeLessThanOrEqual(timeoutMs);
        // Only failed attempts are retried, and those of other writes only if they had no effect.
        for (const [i] of repeated.entries()) {
          expect(mayPass(fates[i], route)).toBe(true);
          if (!repeatable) expect(didNothing(fates[i])).toBe(true);
        }
        // The caller gets the result of the last attempt, never an older one.
        const given = last === undefined ? 200 : "code" in last ? "ConnectionError" : last.status;
        expect(outcome).toBe(given);
        // Delays are those that the response requested, or else below a limit that doubles.
        for (const [i, { at, requestedMs }] of repeated.entries()) {
          const waited = (sent[i + 1]?.at ?? 0) - at;
          if (requestedMs === undefined) {
            expect(waited).toBeLessThanOrEqual(longestWait(fates[i], i) + 1);
          } else expect(Math.abs(waited - requestedMs)).toBeLessThanOrEqual(1);
        }
        // A call without a further retry had no attempt or no time left, or must not be retried.
        const mayRepeat = repeatable ? mayPass(last, route) : didNothing(last);
        if (mayRepeat && sent.length < attempts) {
          const longest = sent.at(-1)?.requestedMs ?? longestWait(last, sent.length - 1);
          expect(tookMs + longest).toBeGreaterThanOrEqual(timeoutMs - 1);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

test("a call is retried after a short delay, whatever window a failing server reports", async () => {
  const sent: number[] = [];
  const fetch = async () => {
    sent.push(Date.now());
    const headers = {
      "x-ratelimit-limit": "1666",
      "x-ratelimit-remaining": "1600",
      "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + 9),
    };
    return Response.json({}, { status: sent.length === 1 ? 503 : 200, headers });
  };
  const client = createClient({ token: "token", fetch });
  const call = client.GET("/me");
  await vi.advanceTimersByTimeAsync(501);
  expect((await call).response.status).toBe(200);
  expect(sent).toHaveLength(2);
});

test("an export that waits for another is reported as busy, and never sent again", async () => {
  await fc.assert(
    fc.asyncProperty(fc.option(after), fc.integer({ min: 1, max: 9 }), async (wait, remaining) => {
      let sent = 0;
      const fetch = async () => {
        sent += 1;
        const headers = new Headers({ "x-ratelimit-remaining": String(remaining) });
        if (wait !== null && !wait.startsWith("date")) headers.set("retry-after", wait);
        return Response.json({ type: "error.list", errors: [] }, { status: 429, headers });
      };
      const client = createClient({ token: "token", fetch, rateLimit: false, retry: 5 });
      const init = { body: { created_at_after: 1, created_at_before: 2 } };
      const { response } = await client.POST("/export/content/data", init);
      expect([response.status, sent]).toEqual([429, 1]);
    }),
  );
});
