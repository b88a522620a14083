import { rateLimitReasonOf } from "../answers/api-error.ts";
import { ConnectionError, ResponseError, TimeoutError } from "../errors/errors.ts";
import type { Watchers } from "../observe/watchers.ts";
import { askedDelayMs, retryAfterMs, shortestPauseMs } from "../rate-limit/reading.ts";
import { infoOf } from "../transport/call-of.ts";
import { type Answer, isRepeatable, type Outgoing, type Step } from "../transport/exchange.ts";
import { wasNeverSent } from "./never-sent.ts";
import type { RetryBudget } from "./retry-budget.ts";

/** What became of an attempt. */
export type Outcome = { readonly answer: Answer } | { readonly error: unknown };

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
export function retry(budget: RetryBudget, watchers: Watchers): Step {
  return (next) => async (outgoing) => {
    const { call } = outgoing;
    let mayBeDone = false;
    for (;;) {
      call.attempt += 1;
      const outcome = await outcomeOf(next(outgoing));
      const delayMs = delayBeforeNext(outgoing, outcome, budget);
      if (delayMs === undefined) return settled(outgoing, outcome, mayBeDone);
      mayBeDone ||= harmOf(call.route, outcome) === "unknown";
      const { route, attempt } = call;
      watchers.tell("onRetry", () => {
        const status = "answer" in outcome ? outcome.answer.status : undefined;
        const error = "error" in outcome ? outcome.error : undefined;
        return { call: infoOf(call), route, attempt, delayMs, status, error };
      });
      await call.deadline.sleep(delayMs);
    }
  };
}

function outcomeOf(attempt: Promise<Answer>): Promise<Outcome> {
  return attempt.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
}

function settled({ method }: Outgoing, outcome: Outcome, mayBeDone: boolean): Answer {
  if ("error" in outcome) throw outcome.error;
  const { answer } = outcome;
  const isGone = mayBeDone && method === "DELETE" && [404, 410].includes(answer.status);
  return isGone ? { ...answer, isGone } : answer;
}

/** How long to wait before the next attempt; nothing when there is to be none. */
function delayBeforeNext(
  outgoing: Outgoing,
  outcome: Outcome,
  budget: RetryBudget,
): number | undefined {
  const { call } = outgoing;
  const harm = harmOf(call.route, outcome);
  if (harm === "none") budget.refill();
  const worthwhile = harm === "refused" || (harm === "unknown" && isRepeatable(outgoing));
  if (!worthwhile || call.attempt >= call.retry.attempts) return undefined;
  const isRateLimit = "answer" in outcome && outcome.answer.status === 429;
  const usualMs = jitter(call.attempt, call.retry);
  const delayMs = askedDelay(outcome) ?? (isRateLimit ? shortestPauseMs + usualMs : usualMs);
  // To wait beyond the call's end would only hide what was answered.
  if (delayMs >= call.deadline.remainingMs) return undefined;
  // A 429 is the limiter's to space out; it says nothing of an outage.
  return isRateLimit || budget.take() ? delayMs : undefined;
}

/** How long the server asks to be left alone. Every answer tells of the window; only a 429 means it. */
function askedDelay(outcome: Outcome): number | undefined {
  if (!("answer" in outcome)) return undefined;
  const { status, headers } = outcome.answer;
  return status === 429 ? retryAfterMs(headers) : askedDelayMs(headers);
}

/**
 * What an attempt that failed may have done: `"refused"` is nothing, for certain; `"unknown"` may be
 * all of it; `"final"` is a failure that another attempt would not change.
 */
export function harmOf(route: string, outcome: Outcome): "none" | "refused" | "unknown" | "final" {
  if ("answer" in outcome) {
    const { status, headers } = outcome.answer;
    if (status === 429) return rateLimitReasonOf(route, headers) === "busy" ? "final" : "refused";
    if (status === 408 || (status >= 500 && status !== 501 && status !== 505)) return "unknown";
    return status < 400 ? "none" : "final";
  }
  const { error } = outcome;
  if (error instanceof ConnectionError) return wasNeverSent(error) ? "refused" : "unknown";
  if (error instanceof TimeoutError) return error.phase === "call" ? "final" : "unknown";
  const isPassing = error instanceof ResponseError && passing.has(error.problem);
  return isPassing ? "unknown" : "final";
}

/** What may be otherwise the next time: an answer that ended early, and one that held nothing. */
const passing: ReadonlySet<string> = new Set(["cut-off", "missing"]);

/** Somewhere between nothing and a bound that doubles, so that clients do not come back together. */
function jitter(attempt: number, { maxDelayMs }: { readonly maxDelayMs: number }): number {
  return Math.random() * Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 1));
}
