import { type Hooks, logTo } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { expect, test } from "vitest";
import { failureOf, observe } from "./support/observe.ts";

const call = {};
const route = "GET /contacts/{contact_id}";

/** The lines that a logger gets for events, each with its level. */
function logged(notify: (hooks: Hooks) => void): [level: string, line: string][] {
  const lines: [string, string][] = [];
  const to = (level: string) => (line: string) => void lines.push([level, line]);
  const logger = { debug: to("debug"), info: to("info"), warn: to("warn"), error: to("error") };
  notify(logTo(logger));
  return lines;
}

test("an answer is a line at debug, with the attempt and the request's id where there is one", () => {
  const answered = { call, route, status: 200, durationMs: 12.4 };
  expect(
    logged(({ onResponse }) => {
      onResponse?.({ ...answered, attempt: 1, requestId: undefined });
      onResponse?.({ ...answered, attempt: 2, requestId: "req\n1.a_b-c" });
      onResponse?.({ ...answered, attempt: 1, requestId: "a".repeat(100) });
    }),
  ).toEqual([
    ["debug", `${route} answered 200 in 12 ms`],
    ["debug", `${route} answered 200 in 12 ms, attempt 2 (request req1.a_b-c)`],
    ["debug", `${route} answered 200 in 12 ms (request ${"a".repeat(64)})`],
  ]);
});

test("a wait is a line at info, and a 429 one at warn", () => {
  const event = { call, route, attempt: 1 };
  expect(
    logged(({ onRateLimit }) => {
      onRateLimit?.({ ...event, reason: "wait", delayMs: 1_500.7 });
      onRateLimit?.({ ...event, reason: "rate-limit", delayMs: 250 });
      onRateLimit?.({ ...event, reason: "busy", delayMs: undefined });
    }),
  ).toEqual([
    ["info", `${route} waited 1501 ms for its turn`],
    ["warn", `${route} was refused (rate-limit), to be tried again in 250 ms`],
    ["warn", `${route} was refused (busy), to be tried again in an unknown time`],
  ]);
});

test("a repetition is a line at warn, with the status or the name of the error", () => {
  const event = { call, route, attempt: 1, delayMs: 300.2 };
  expect(
    logged(({ onRetry }) => {
      onRetry?.({ ...event, status: 503, error: undefined });
      onRetry?.({ ...event, status: undefined, error: new TypeError("private") });
      onRetry?.({ ...event, status: undefined, error: "private" });
    }),
  ).toEqual([
    ["warn", `${route} failed (503), attempt 2 in 300 ms`],
    ["warn", `${route} failed (TypeError), attempt 2 in 300 ms`],
    ["warn", `${route} failed (not an error), attempt 2 in 300 ms`],
  ]);
});

test("a failure is a line at error, with what is known to hold no secret", async () => {
  const errors: unknown[] = [];
  const hooks: Hooks = { onError: ({ error }) => errors.push(error) };
  const refusals = [[{ code: "not_found", message: "private" }], []];
  const { fetch } = observe(() =>
    Response.json({ type: "error.list", errors: refusals.pop() }, { status: 404 }),
  );
  const client = createClient({ token: "token", fetch, hooks });
  await client.GET("/me");
  await client.GET("/me");
  const layer = () => () => Promise.reject(new RangeError("private"));
  await failureOf(createClient({ token: "token", fetch, hooks, layers: [layer] }).GET("/me"));
  const silent = createClient({ token: () => Promise.reject(new Error("private")), fetch, hooks });
  await failureOf(silent.GET("/me"));
  const event = { call, route, durationMs: 20.6 };
  expect(
    logged(({ onError }) => {
      for (const error of errors) onError?.({ ...event, attempt: 1, error });
      onError?.({ ...event, attempt: 3, error: undefined });
    }),
  ).toEqual([
    ["error", `${route} failed after 21 ms: 404`],
    ["error", `${route} failed after 21 ms: 404 not_found`],
    ["error", `${route} failed after 21 ms: RangeError`],
    ["error", `${route} failed after 21 ms: The function that is the option "token" failed`],
    ["error", `${route} failed after 21 ms, 3 attempts: not an error`],
  ]);
});
