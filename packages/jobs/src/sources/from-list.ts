import { ConfigError, type List } from "@interkit/client";
import { checkedList, type ListInput, openList, pagesOf } from "./list-source.ts";
import type { Source } from "./source.ts";

/**
 * The items of a list, as a method of the client returns it: a page is a batch. A run that continues begins behind
 * the last page whose items are done; a run after a complete one reads the whole list again.
 *
 * A function that returns the list gets options to pass on to its method: the calls of the list then end with the
 * run and have the priority of bulk calls, and the notices of the list are in the summary. Without it, a list is read
 * with the options that it was made with.
 *
 * @throws {ConfigError} for what is no list.
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { fromList } from "@interkit/jobs";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const contacts = fromList(intercom.contacts.list({ per_page: 150 }));
 * const companies = fromList((options) =>
 *   intercom.companies.list({ per_page: 60 }, { ...options, onUnreadable: "skip" }),
 * );
 * console.log(contacts.name, companies.name);
 * ```
 */
export function fromList<Item>(list: ListInput<List<Item>>): Source<Item> {
  const checked = checkedList(list);
  if (typeof checked?.resumeFrom !== "function") {
    throw new ConfigError(
      "fromList needs a list as a method of the client returns it, such as intercom.contacts.list()",
    );
  }
  return {
    name: checked.checkpoint().route,
    afterwards: "restart",
    read: (context) => pagesOf(openList(list, context), context),
  };
}
