import { toJson } from "../common/json.ts";
import type { Counts, FailedItem } from "../state/state-store.ts";
import type { SettledBatch, SettledItem } from "./work.ts";

export const noCounts: Counts = { done: 0, gone: 0, failed: 0, incomplete: 0 };

/** Adds how the items of batches ended. */
export function addCounts(counts: Counts, batches: readonly SettledBatch<unknown>[]): Counts {
  const sum = { ...counts };
  for (const { result } of batches.flatMap(({ items }) => items)) {
    sum[result.outcome] += 1;
    if (result.outcome === "done" && result.incomplete.length > 0) sum.incomplete += 1;
  }
  return sum;
}

/** What the steps returned, in the order of the items. */
export function valuesOf(batches: readonly SettledBatch<unknown>[]): unknown[] {
  return batches
    .flatMap(({ items }) => items)
    .flatMap(({ result }) => (result.outcome === "done" ? result.value : undefined))
    .filter((value) => value !== undefined);
}

/**
 * The items that failed last, and the keys of those that did not: an item that comes twice ends as it ended the
 * second time.
 */
export function failuresOf(
  job: string,
  batches: readonly SettledBatch<unknown>[],
): { failed: FailedItem[]; resolved: string[] } {
  const last = new Map<string, SettledItem<unknown>>();
  for (const item of batches.flatMap(({ items }) => items)) last.set(item.key, item);
  const failed: FailedItem[] = [];
  const resolved: string[] = [];
  for (const { key, item, earlierAttempts, result } of last.values()) {
    if (result.outcome !== "failed") resolved.push(key);
    else {
      failed.push({
        key,
        item: toJson(`The item "${key}" of the job "${job}", which failed,`, item),
        reason: result.reason,
        attempts: earlierAttempts + result.attempts,
        failedAt: Math.floor(Date.now() / 1000),
      });
    }
  }
  return { failed, resolved };
}
