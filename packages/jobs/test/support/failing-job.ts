import { defineJob, type FailedItem, fromRows, memoryState } from "@interkit/jobs";

export const rows = Array.from({ length: 700 }, (_, index) => ({
  id: index + 1,
  even: index % 2 === 1,
}));

/** All items, of however many pages. */
export async function all(items: AsyncIterable<FailedItem>): Promise<FailedItem[]> {
  const list: FailedItem[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** A job that refuses the rows for which `isRefused` is true. */
export function jobRefusing(isRefused: (id: number) => boolean, seen: number[] = []) {
  return defineJob({
    name: "job",
    source: fromRows(rows),
    attempts: 1,
    step: ({ id }) => {
      seen.push(id);
      if (isRefused(id)) throw new Error(`${id} is refused`);
      return { id };
    },
  });
}

/** A new state, and no stop by failures in a row: most rows fail. */
export const options = () => ({
  state: memoryState(),
  maxFailuresInARow: Number.POSITIVE_INFINITY,
});
