import { classifyError } from "./classify-error.ts";

/** So many failures in a row are an outage. */
const mostFailures = 25;

/** How items are worked on. */
export interface ParallelOptions<Item> {
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
  /** Is called with an item that failed. */
  readonly onFailure: (item: Item, error: unknown) => void;
}

/**
 * Works on items, several at a time. An item that fails does not stop the others, unless 25 fail in a row, or one
 * fails for a reason that all others share, as a 401 is.
 *
 * @throws what stopped it, and the reason of the signal when that is aborted.
 */
export async function inParallel<Item>(
  items: Iterable<Item>,
  work: (item: Item) => Promise<unknown>,
  { concurrency, signal, onFailure }: ParallelOptions<Item>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let failures = 0;
  let stopped: { readonly error: unknown } | undefined;
  async function worker(): Promise<void> {
    for (let next = iterator.next(); !next.done && !stopped; next = iterator.next()) {
      try {
        await work(next.value);
        failures = 0;
      } catch (error) {
        failures += 1;
        const isFinal = signal?.aborted || classifyError(error) === "final";
        if (isFinal || failures >= mostFailures) stopped ??= { error };
        else onFailure(next.value, error);
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker));
  if (stopped !== undefined) throw stopped.error;
}
