import type { Checkpoint } from "@interkit/core";
import type { List } from "@interkit/pagination";

/** A state or a checkpoint as another process reads it. */
export const stored = <State>(state: State): State => JSON.parse(JSON.stringify(state));

/**
 * Reads a list in runs, each of which is killed at one of its items and resumed by the next; the last one
 * reads to the end. Returns the items that are done, and the last checkpoint.
 */
export async function readWithKills<Item>(
  open: (from: Checkpoint | undefined) => List<Item>,
  kills: readonly number[],
): Promise<{ readonly done: Item[]; readonly last: Checkpoint | undefined }> {
  const done: Item[] = [];
  let last: Checkpoint | undefined;
  for (const kill of [...kills, Number.POSITIVE_INFINITY]) {
    const list = open(last);
    let taken = 0;
    for await (const item of list) {
      taken += 1;
      last = stored(list.checkpoint());
      // The item in hand is not done.
      if (taken === kill) break;
      done.push(item);
    }
    if (taken < kill) last = stored(list.checkpoint());
  }
  return { done, last };
}
