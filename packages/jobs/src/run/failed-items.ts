import { checkNames, checkText } from "../options/check.ts";
import type { FailedItem, StateStore } from "../state/state-store.ts";
import { readableState, withState } from "./open-state.ts";
import { checkState } from "./options.ts";

/** Options of `failedItems`. */
export interface FailedItemsOptions {
  /** The path of the state file, or the store; `"interkit-jobs.db"` by default. */
  readonly state?: string | StateStore | undefined;
}

const pageSize = 500;

/**
 * Lists the items of a job whose attempts all failed, by key, each with the item and the reason. {@link replay} runs
 * them again.
 *
 * @throws {ConfigError} for a job without a name, and for wrong options.
 *
 * @example
 * ```ts
 * import { failedItems } from "@interkit/jobs";
 *
 * for await (const { key, reason } of failedItems({ name: "backfill-contacts" })) {
 *   console.error(key, reason);
 * }
 * ```
 */
export function failedItems(
  job: { readonly name: string },
  options: FailedItemsOptions = {},
): AsyncIterable<FailedItem> {
  checkText("failedItems", "name", job?.name);
  checkNames("failedItems", options, ["state"]);
  const { state = "interkit-jobs.db" } = options;
  checkState("failedItems", state);
  return { [Symbol.asyncIterator]: () => list(job.name, state) };
}

async function* list(job: string, state: string | StateStore): AsyncGenerator<FailedItem> {
  for (let after: string | undefined; ; ) {
    // The file is open while it is read, and not while the caller handles a page.
    const items = await withState(readableState(state), (store) =>
      store.failed(job, { limit: pageSize, after }),
    );
    yield* items;
    if (items.length < pageSize) return;
    after = items.at(-1)?.key;
  }
}
