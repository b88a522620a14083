import { ConnectionError, ResponseError, TimeoutError } from "../errors/errors.ts";
import type { HookList } from "../observe/hook-list.ts";
import { minPauseMs, requestedDelayMs, retryAfterMs } from "../rate-limit/rate-limit-headers.ts";
import { rateLimitReasonOf } from "../responses/api-error.ts";
import { frozenCallInfo } from "../transport/call-info.ts";
import {
  isRepeatable,
  type TransportLayer,
  type TransportRequest,
  type TransportResponse,
} from "../transport/exchange.ts";
import { wasNeverSent } from "./never-sent.ts";
import type { RetryBudget } from "./retry-budget.ts";

/** What became of an attempt. */
export type AttemptResult = { readonly response: TransportResponse } | { readonly error: unknown };

/** The first wait is somewhere below this; every further one may be twice as long. */
const firstDelayMs = 500;

/**
 * Sends again what failed, where that cannot do anything twice or skip anything: reads, searches, and
 * whatever sets or deletes the same thing again. A POST or PATCH, or a read that moves on, is repeated
 * only when the server has certainly not acted on it: it was never reached, or it answered that there
 * were too many requests.
 *
 * The last outcome is passed on as it came; only what a repeated DELETE does not find any more is
 * marked as gone, if an attempt before may have deleted it.
 */
export function retry(budget: RetryBudget, hooks: HookList): TransportLayer {
  return (next) => async (request) => {
    const { call } = request;
    let mayBeProcessed = false;
    for (;;) {
      call.attempt += 1;
      const result = await resultOf(next(request));
      const delayMs = delayBeforeNext(request, result, budget);
      if (delayMs === undefined) return finalResponse(request, result, mayBeProcessed);
      mayBeProcessed ||= classify(call.route, result) === "unknown";
      const { route, attempt } = call;
      hooks.notify("onRetry", () => {
        const status = "response" in result ? result.response.status : undefined;
        const error = "error" in result ? result.error : undefined;
        return { call: frozenCallInfo(call), route, attempt, delayMs, status, error };
      });
      await call.deadline.sleep(delayMs);
    }
  };
}

function resultOf(attempt: Promise<TransportResponse>): Promise<AttemptResult> {
  return attempt.then(
    (response) => ({ response }),
    (error: unknown) => ({ error }),
  );
}

function finalResponse(
  { method }: TransportRequest,
  result: AttemptResult,
  mayBeProcessed: boolean,
): TransportResponse {
  if ("error" in result) throw result.error;
  const { response } = result;
  const isAlreadyDeleted =
    mayBeProcessed && method === "DELETE" && [404, 410].includes(response.status);
  return isAlreadyDeleted ? { ...response, isAlreadyDeleted } : response;
}

/** How long to wait before the next attempt; nothing when there is to be none. */
function delayBeforeNext(
  request: TransportRequest,
  result: AttemptResult,
  budget: RetryBudget,
): number | undefined {
  const { call } = request;
  const resultClass = classify(call.route, result);
  if (resultClass === "none") budget.refill();
  const worthwhile =
    resultClass === "refused" || (resultClass === "unknown" && isRepeatable(request));
  if (!worthwhile || call.attempt >= call.retry.attempts) return undefined;
  const isRateLimit = "response" in result && result.response.status === 429;
  const usualMs = jitter(call.attempt, call.retry);
  const delayMs = requestedDelay(result) ?? (isRateLimit ? minPauseMs + usualMs : usualMs);
  // To wait beyond the call's end would only hide what was answered.
  if (delayMs >= call.deadline.remainingMs) return undefined;
  // A 429 is the limiter's to space out; it says nothing of an outage.
  return isRateLimit || budget.take() ? delayMs : undefined;
}

/** How long the server asks to be left alone. Every answer tells of the window; only a 429 means it. */
function requestedDelay(result: AttemptResult): number | undefined {
  if (!("response" in result)) return undefined;
  const { status, headers } = result.response;
  return status === 429 ? retryAfterMs(headers) : requestedDelayMs(headers);
}

/**
 * What an attempt that failed may have done: `"refused"` is nothing, for certain; `"unknown"` may be
 * all of it; `"final"` is a failure that another attempt would not change.
 */
export function classify(
  route: string,
  result: AttemptResult,
): "none" | "refused" | "unknown" | "final" {
  if ("response" in result) {
    const { status, headers } = result.response;
    if (status === 429) return rateLimitReasonOf(route, headers) === "busy" ? "final" : "refused";
    if (status === 408 || (status >= 500 && status !== 501 && status !== 505)) return "unknown";
    return status < 400 ? "none" : "final";
  }
  const { error } = result;
  if (error instanceof ConnectionError) return wasNeverSent(error) ? "refused" : "unknown";
  if (error instanceof TimeoutError) return error.phase === "call" ? "final" : "unknown";
  const isTransient = error instanceof ResponseError && transientProblems.has(error.problem);
  return isTransient ? "unknown" : "final";
}

/** What may be otherwise the next time: an answer that ended early, and one that held nothing. */
const transientProblems: ReadonlySet<string> = new Set(["cut-off", "missing"]);

/** Somewhere between nothing and a bound that doubles, so that clients do not come back together. */
function jitter(attempt: number, { maxDelayMs }: { readonly maxDelayMs: number }): number {
  return Math.random() * Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 1));
}
