import {
  ApiError,
  ConfigError,
  ConnectionError,
  InterkitError,
  RateLimitError,
  ResponseError,
  TimeoutError,
} from "@interkit/client";
import { defineJob, fromRows, type JobDefinition, memoryState, run } from "@interkit/jobs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeClock, until } from "../../core/test/support/virtual-time.ts";

beforeEach(() => fakeClock(Date.UTC(2026, 5, 1)));
afterEach(() => void vi.useRealTimers());

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

const init = (status: number, code = "code") => ({
  route: "GET /contacts/{contact_id}",
  status,
  errors: [{ code }],
  requestId: undefined,
  headers: new Headers(),
});
const api = (status: number, code?: string) => new ApiError(init(status, code));
const response = (status: number, problem: "html" | "cut-off" = "html") =>
  new ResponseError("not JSON", { response: new Response(null, { status }), problem });

/** Runs a step for one item that always throws an error, and returns how often and how it ended. */
async function runOne(error: unknown, definition: Partial<JobDefinition<string>> = {}) {
  const state = memoryState();
  const times: number[] = [];
  const job = defineJob({
    name: "one",
    source: fromRows(["item"]),
    key: (item) => item,
    step: (_, { attempt }) => {
      times.push(Date.now());
      expect(attempt).toBe(times.length);
      throw error;
    },
    ...definition,
  });
  const { counts } = await until(run(job, { state }));
  const [failed] = await state.failed("one", { limit: 1 });
  return { attempts: times.length, times, counts, failed };
}

describe("an item whose step fails", () => {
  test.each([
    ["no connection", new ConnectionError("refused", { cause: undefined })],
    ["a timeout", new TimeoutError("GET /me", { timeoutMs: 1, phase: "call" })],
    ["408", api(408)],
    ["425", api(425)],
    ["429", api(429)],
    ["500", api(500)],
    ["503", api(503)],
    ["a page of HTML with 200", response(200)],
    ["a page of HTML with 502", response(502)],
    ["a captcha page with 405", response(405)],
    ["a response that is cut off", response(200, "cut-off")],
    ["an error of a program", new Error("the database is away")],
    ["a value that is no error", "away"],
  ])("is tried again after %s", async (_, error) => {
    const { attempts, counts, failed } = await runOne(error);
    expect({ attempts, counts }).toMatchObject({ attempts: 3, counts: { done: 0, failed: 1 } });
    const reason = error instanceof Error ? error.message : error;
    expect(failed).toMatchObject({ key: "item", item: "item", reason, attempts: 3 });
  });

  test.each([
    ["400", api(400)],
    ["403 of this item", api(403, "forbidden")],
    ["405", api(405)],
    ["409", api(409)],
    ["422", api(422)],
    ["wrong options of a call", new ConfigError("An upsert needs an external_id")],
    ["a redirect to a page", response(403)],
    [
      "another error of the library",
      new (class extends InterkitError {
        override readonly kind = "signature";
      })("no signature"),
    ],
  ])("fails at once after %s", async (_, error) => {
    const { attempts, counts, failed } = await runOne(error);
    expect({ attempts, counts }).toMatchObject({ attempts: 1, counts: { done: 0, failed: 1 } });
    expect(failed).toMatchObject({
      reason: error.message,
      attempts: 1,
      failedAt: Date.now() / 1000,
    });
  });

  test.each([
    ["404", api(404)],
    ["410", api(410)],
    ["a page of HTML with 404", response(404)],
  ])("is gone after %s", async (_, error) => {
    const { attempts, counts, failed } = await runOne(error);
    expect({ attempts, counts }).toMatchObject({ attempts: 1, counts: { gone: 1, failed: 0 } });
    expect(failed).toBeUndefined();
  });

  test("waits longer before each attempt, up to half a minute", async () => {
    const { times } = await runOne(api(503), { attempts: 9 });
    const delays = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    for (const [index, delay] of delays.entries()) {
      const most = Math.min(1_000 * 2 ** index, 30_000);
      expect(delay).toBeGreaterThanOrEqual(most / 2);
      expect(delay).toBeLessThanOrEqual(most);
    }
  });

  test("waits for as long as a 429 requests", async () => {
    const error = new RateLimitError({
      ...init(429),
      retryAfterMs: 20_000,
      resetAt: undefined,
      reason: "rate-limit",
    });
    const { times } = await runOne(error, { attempts: 2 });
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(20_000);
  });

  test("is done when a later attempt succeeds, without what earlier ones called incomplete", async () => {
    const job = defineJob({
      name: "one",
      source: fromRows(["item"]),
      step: (_, { attempt, incomplete }) => {
        incomplete(`attempt ${attempt}`);
        if (attempt < 3) throw new Error("away");
      },
    });
    const summary = await until(run(job, { state: memoryState() }));
    expect(summary.counts).toEqual({ done: 1, gone: 0, failed: 0, incomplete: 1 });
    expect(summary.incomplete).toMatchObject([{ reason: "attempt 3" }]);
  });
});

describe("the summary", () => {
  test("counts what a step calls gone and incomplete, and names the first hundred", async () => {
    const job = defineJob({
      name: "parts",
      source: fromRows(numbers(250).map((id) => ({ id }))),
      step: ({ id }, { incomplete }) => {
        if (id === 1) return "gone";
        incomplete("over 500 parts");
        incomplete("no source");
        return undefined;
      },
    });
    const { counts, incomplete } = await until(run(job, { state: memoryState() }));
    expect(counts).toEqual({ done: 249, gone: 1, failed: 0, incomplete: 249 });
    expect(incomplete).toHaveLength(100);
    expect(incomplete[0]).toEqual({ key: "2", reason: "over 500 parts; no source" });
  });

  test("has each notice of the source once, and the number of those after the first hundred", async () => {
    const job = defineJob({
      name: "noticed",
      source: {
        name: "notices",
        afterwards: "restart",
        async *read({ notice }) {
          for (const number of numbers(120)) for (const _ of [1, 2]) notice(`notice ${number}`);
          yield { items: [1], mark: 1 };
        },
      },
      step: () => undefined,
    });
    const { notices } = await until(run(job, { state: memoryState() }));
    expect(notices).toHaveLength(101);
    expect(notices.slice(99)).toEqual(["notice 100", "40 more notices were left out"]);
  });
});

test.each([
  [Object.create(null), "The error has no message"],
  [{ message: "refused", headers: { authorization: "Bearer token" } }, "refused"],
  [Symbol("stop"), "Symbol(stop)"],
  ["busy", "busy"],
  [undefined, "undefined"],
])("a step may throw what is no error", async (thrown, reason) => {
  const { failed } = await runOne(thrown, { attempts: 1 });
  expect(failed).toMatchObject({ reason });
});
