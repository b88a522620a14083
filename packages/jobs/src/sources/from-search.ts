import { ConfigError, type RangeOptions, type SearchList } from "@interkit/client";
import { checkedList, type ListInput, openList, pagesOf } from "./list-source.ts";
import type { Source } from "./source.ts";

/**
 * The items of a search, read in ranges of `created_at` side by side, in no particular order: a large search takes
 * a fraction of the time of `fromList`. A run that continues goes on in each range; a run after a complete one reads
 * the whole search again.
 *
 * A function that returns the search gets options to pass on to its method, as that of `fromList` does.
 *
 * @param ranges how many ranges are read at the same time; 8 by default.
 * @throws {ConfigError} for what is no search, for one with a sort order or a cursor of its own, and for a query
 * that has no room for two more filters in a group.
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { fromSearch } from "@interkit/jobs";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const users = fromSearch((options) =>
 *   intercom.contacts.search(
 *     {
 *       query: { field: "role", operator: "=", value: "user" },
 *       pagination: { per_page: 150 },
 *     },
 *     options,
 *   ),
 * );
 * console.log(users.name);
 * ```
 */
export function fromSearch<Item>(
  search: ListInput<SearchList<Item>>,
  ranges: RangeOptions = { by: "created_at" },
): Source<Item> {
  const checked = checkedList(search);
  if (typeof checked?.inRanges !== "function") {
    throw new ConfigError(
      "fromSearch needs a search as a method of the client returns it, such as intercom.contacts.search(query); fromList reads other lists",
    );
  }
  return {
    name: checked.inRanges(ranges).checkpoint().route,
    afterwards: "restart",
    read: (context) => pagesOf(openList(search, context).inRanges(ranges), context),
  };
}
