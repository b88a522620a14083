import { ConnectionError, ResponseError, TimeoutError } from "../errors/errors.ts";
import type { HookList } from "../observe/hook-list.ts";
import { minPauseMs, requestedDelayMs, retryAfterMs } from "../rate-limit/rate-limit-headers.ts";
import { rateLimitReasonOf } from "../responses/api-error.ts";
import { missingObjectError } from "../responses/response-data.ts";
import {
  isRepeatable,
  isSuccess,
  type Transport,
  type TransportLayer,
  type TransportRequest,
  type TransportResponse,
} from "../transport/exchange.ts";
import type { OperationFacts } from "../transport/operation-table-types.ts";
import { wasNeverSent } from "./never-sent.ts";
import type { RetryBudget } from "./retry-budget.ts";

/** The result of an attempt. */
export type AttemptResult = { readonly response: TransportResponse } | { readonly error: unknown };

/** The upper bound of the first delay; the bound doubles with each attempt. */
const firstDelayMs = 500;

/**
 * Retries failed attempts where that cannot repeat or skip anything: reads, searches and idempotent
 * writes. A write, or a read that advances, is retried only when the server has certainly not
 * processed it: the server was never reached, or it answered that there were too many requests.
 *
 * The last result is passed on unchanged; only a repeated DELETE that finds nothing is marked as
 * already deleted, if an earlier attempt may have deleted it.
 */
export function retry(budget: RetryBudget, hooks: HookList | undefined): TransportLayer {
  return (next) => async (request) => {
    const { call } = request;
    let mayBeProcessed = false;
    for (;;) {
      call.attempt += 1;
      const result = await send(next, request);
      const delayMs = delayBeforeNext(request, result, budget);
      if (delayMs === undefined) return finalResponse(request, result, mayBeProcessed);
      mayBeProcessed ||= classify(call.facts, result) === "unknown";
      hooks?.notify("onRetry", call, () => {
        const status = "response" in result ? result.response.status : undefined;
        const error = "error" in result ? result.error : undefined;
        return { delayMs, status, error };
      });
      await call.deadline.sleep(delayMs);
    }
  };
}

async function send(next: Transport, request: TransportRequest): Promise<AttemptResult> {
  try {
    const response = await next(request);
    // A response without an object where one is required is a failure, so that a read is retried.
    const error = isSuccess(response.status) && missingObjectError(request.call, response);
    return error ? { error } : { response };
  } catch (error) {
    return { error };
  }
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

/** The delay before the next attempt; `undefined` when there is none. */
function delayBeforeNext(
  request: TransportRequest,
  result: AttemptResult,
  budget: RetryBudget,
): number | undefined {
  const { call } = request;
  const resultClass = classify(call.facts, result);
  if (resultClass === "none") budget.refill();
  const worthwhile =
    resultClass === "refused" || (resultClass === "unknown" && isRepeatable(request));
  if (!worthwhile || call.attempt >= call.retry.attempts) return undefined;
  const isRateLimit = "response" in result && result.response.status === 429;
  const usualMs = jitter(call.attempt, call.retry);
  const delayMs = requestedDelay(result) ?? (isRateLimit ? minPauseMs + usualMs : usualMs);
  // A delay beyond the deadline would only hide the response.
  if (delayMs >= call.deadline.remainingMs) return undefined;
  // The limiter spaces out attempts after a 429, which is no sign of an outage.
  return isRateLimit || budget.take() ? delayMs : undefined;
}

/**
 * The delay that the server requests. Every response reports the window; only a 429 requests a wait
 * for it.
 */
function requestedDelay(result: AttemptResult): number | undefined {
  if (!("response" in result)) return undefined;
  const { status, headers } = result.response;
  return status === 429 ? retryAfterMs(headers) : requestedDelayMs(headers);
}

/**
 * Classifies an attempt: `"none"` is no failure; `"refused"` had certainly no effect; `"unknown"` may
 * have had its full effect; `"final"` is a failure that another attempt would not change.
 */
export function classify(
  facts: OperationFacts,
  result: AttemptResult,
): "none" | "refused" | "unknown" | "final" {
  if ("response" in result) {
    const { status, headers } = result.response;
    if (status === 429) return rateLimitReasonOf(facts, headers) === "busy" ? "final" : "refused";
    if (status === 408 || (status >= 500 && status !== 501 && status !== 505)) return "unknown";
    return status < 400 ? "none" : "final";
  }
  const { error } = result;
  if (error instanceof ConnectionError) return wasNeverSent(error) ? "refused" : "unknown";
  if (error instanceof TimeoutError) return error.phase === "call" ? "final" : "unknown";
  const isTransient = error instanceof ResponseError && transientProblems.has(error.problem);
  return isTransient ? "unknown" : "final";
}

/** Problems that may disappear: a response that was cut off, and one that held nothing. */
const transientProblems: ReadonlySet<string> = new Set(["cut-off", "missing"]);

/** A random delay below a bound that doubles, so that clients do not retry at the same time. */
function jitter(attempt: number, { maxDelayMs }: { readonly maxDelayMs: number }): number {
  return Math.random() * Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 1));
}
