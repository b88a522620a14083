import { RateLimitError } from "@interkit/client";
import type { StepContext } from "../job/job.ts";
import { classifyError } from "./classify-error.ts";
import { sleep } from "./sleep.ts";

/** How an item ended. */
export type ItemResult =
  | { readonly outcome: "done"; readonly value: unknown; readonly incomplete: readonly string[] }
  | { readonly outcome: "gone" }
  | {
      readonly outcome: "failed";
      readonly reason: string;
      readonly attempts: number;
      /** Whether it failed for a reason that may pass, as in an outage. */
      readonly mayPass: boolean;
    };

/** What the items of a run have in common. */
export interface ItemRunner<Item> {
  readonly step: (item: Item, context: StepContext) => unknown;
  readonly attempts: number;
  /** Aborted when the run has failed. */
  readonly signal: AbortSignal;
}

const firstDelayMs = 1_000;
const longestDelayMs = 30_000;
const longestReason = 1_000;

/**
 * Calls the step with an item until it ends, for a number of attempts where the failure may pass.
 *
 * @throws what ends the whole run: a refused token, a lost lease, the reason of the signal.
 */
export async function runItem<Item>(
  item: Item,
  { step, attempts, signal }: ItemRunner<Item>,
): Promise<ItemResult> {
  const call = { signal, priority: "bulk" } as const;
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    const incomplete: string[] = [];
    try {
      const value = await step(item, {
        signal,
        call,
        attempt,
        incomplete: (reason) => void incomplete.push(reason),
      });
      return value === "gone" ? { outcome: "gone" } : { outcome: "done", value, incomplete };
    } catch (error) {
      // What fails after an abort fails for that.
      signal.throwIfAborted();
      const kind = classifyError(error);
      if (kind === "final") throw error;
      if (kind === "gone") return { outcome: "gone" };
      const mayPass = kind === "passing";
      if (!mayPass || attempt === attempts) {
        return { outcome: "failed", reason: reasonOf(error), attempts: attempt, mayPass };
      }
      await sleep(delayBeforeNext(attempt, error), signal);
    }
  }
}

/** Half of the delay is random, so that items that failed together are not repeated together. */
function delayBeforeNext(attempt: number, error: unknown): number {
  const usualMs = Math.min(firstDelayMs * 2 ** (attempt - 1), longestDelayMs);
  const requestedMs = error instanceof RateLimitError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(usualMs * (0.5 + Math.random() / 2), requestedMs);
}

function reasonOf(error: unknown): string {
  const text = textOf(error);
  return text.length > longestReason ? `${text.slice(0, longestReason)}…` : text;
}

/** Not all that an object has: it may have a token, as the options of a request do. */
function textOf(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  if (typeof error !== "object" || error === null) return String(error);
  const message = "message" in error ? error.message : undefined;
  return typeof message === "string" && message !== "" ? message : "The error has no message";
}
