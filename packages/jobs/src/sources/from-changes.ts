import { type ChangedItem, type SearchList, type SinceOptions, since } from "@interkit/client";
import type { Json } from "../common/json.ts";
import { checkNames } from "../options/check.ts";
import { checkedList, type ListInput, openList, untilAborted } from "./list-source.ts";
import type { Batch, Source, SourceContext } from "./source.ts";

/** Options of `fromChanges`. */
export type ChangesOptions = Pick<SinceOptions, "from" | "overlapMs">;

/**
 * What changed in a search of contacts, conversations or tickets since the last run, oldest change first, as `since`
 * of the client returns it. The first run returns everything, or what changed from `from` on. Deletions, merges and
 * archived contacts are not among the changes.
 *
 * A function that returns the search gets options to pass on to its method, as that of `fromList` does.
 *
 * @throws {ConfigError} for what is no search, for one with a sort order or a cursor of its own, and for invalid
 * options.
 *
 * @example
 * ```ts
 * import { createIntercom, query } from "@interkit/client/2.16";
 * import { fromChanges } from "@interkit/jobs";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const changes = fromChanges(
 *   (options) =>
 *     intercom.conversations.search({ query: query.conversations.gt("created_at", 0) }, options),
 *   { from: new Date("2026-01-01") },
 * );
 * console.log(changes.name);
 * ```
 */
export function fromChanges<Item extends ChangedItem>(
  search: ListInput<SearchList<Item>>,
  options: ChangesOptions = {},
): Source<Item> {
  checkNames("fromChanges", options, ["from", "overlapMs"]);
  const checked = checkedList(search);
  // It checks the search and the options, and sends nothing.
  since(checked, { ...options, state: null });
  return {
    name: `changes of ${checked.checkpoint().route}`,
    afterwards: "continue",
    read: (context) => changesOf(openList(search, context), options, context),
  };
}

async function* changesOf<Item extends ChangedItem>(
  search: SearchList<Item>,
  options: ChangesOptions,
  { mark = null, signal }: SourceContext,
): AsyncGenerator<Batch<Item>> {
  const pages = since(search, { ...options, state: mark as never });
  for await (const { items, state } of untilAborted(pages, signal)) {
    yield { items, mark: state as unknown as Json };
  }
}
