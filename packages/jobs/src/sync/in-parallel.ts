import { classifyError } from "../run/classify-error.ts";

/** So many failures in a row are an outage. */
const mostFailures = 25;

/**
 * Works on items, several at a time. An item that fails does not stop the others, unless 25 fail in a row, or one
 * fails for a reason that all others share, as after an abort.
 */
export async function inParallel<Item>(
  items: Iterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<unknown>,
  onFailure: (item: Item, error: unknown) => void,
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
        if (failures >= mostFailures || classifyError(error) === "final") stopped ??= { error };
        else onFailure(next.value, error);
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker));
  if (stopped !== undefined) throw stopped.error;
}
