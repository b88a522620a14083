import type { List, ListNotice, ListOptions } from "@interkit/client";
import type { Json } from "../common/json.ts";
import { orAborted } from "../common/or-aborted.ts";
import type { Batch, SourceContext } from "./source.ts";

/** Options for the list of a source, to pass on to the method that returns it. */
export interface SourceListOptions {
  /** Aborted when the run ends early. */
  readonly signal: AbortSignal;
  /** The calls leave a share of the rate limit to interactive ones. */
  readonly priority: "bulk";
  /** Adds the notices of the list to the summary of the run. */
  readonly onNotice: NonNullable<ListOptions["onNotice"]>;
}

/** A list, or a function that returns it with the options of a run. */
export type ListInput<L> = L | ((options: SourceListOptions) => L);

/** The notices after which items may be missing. */
const losing: ReadonlySet<ListNotice["kind"]> = new Set(["count", "shift", "skipped"]);

/** Opens the list of a run. Nothing is sent. */
export function openList<L extends object>(list: ListInput<L>, context: SourceContext): L {
  if (typeof list !== "function") return list;
  return list({
    signal: context.signal,
    priority: "bulk",
    onNotice: ({ kind, message, place }) =>
      context.notice(
        place === undefined ? message : `${message}, at ${JSON.stringify(place)}`,
        losing.has(kind) ? "incomplete" : undefined,
      ),
  });
}

/** Opens the list once to check it, with a signal that is never aborted. */
export function checkedList<L extends object>(list: ListInput<L>): L {
  return openList(list, {
    mark: undefined,
    signal: new AbortController().signal,
    notice: () => undefined,
  });
}

/** The pages of a list as batches. A page that was read too late, after the end of the run, is no batch. */
export async function* pagesOf<Item>(
  list: List<Item>,
  { mark, signal }: SourceContext,
): AsyncGenerator<Batch<Item>> {
  const pages = list.resumeFrom(mark as never).pages();
  for await (const { items, checkpoint, totalCount } of untilAborted(pages, signal)) {
    yield { items, mark: checkpoint as unknown as Json, total: totalCount };
  }
}

/** Leaves an iteration as soon as the signal is aborted, also while it waits for its next value. */
export async function* untilAborted<T>(
  values: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const iterator = values[Symbol.asyncIterator]();
  try {
    while (!signal.aborted) {
      const result = await orAborted(iterator.next(), signal);
      if (result === undefined || result.done) return;
      yield result.value;
    }
  } finally {
    const left = iterator.return?.();
    // An iteration that ends late holds up nothing.
    if (signal.aborted) left?.catch(() => undefined);
    else await left;
  }
}
