import type { Checkpoint } from "@interkit/core";
import type { List } from "./list.ts";
import { checkCheckpoint } from "./pages/checkpoint.ts";
import { isValues } from "./pages/values.ts";
import { checkMs, checkNames, checkState } from "./sync/check-options.ts";
import { type ComparedPage, CompareRun, type CompareState } from "./sync/compare-run.ts";

/** Options of `compare`. */
export interface CompareOptions {
  /** The state of the last page that was stored; none for the first run. */
  readonly state: CompareState | null | undefined;
  /**
   * Ids that the program has from elsewhere, such as from `since`: those that the list does not have are
   * among the removed ones, too.
   */
  readonly ids?: Iterable<string> | undefined;
  /**
   * A run that lasts longer, in milliseconds, ends after the page in hand, and the next run continues it.
   * It always reads a page, so that it advances.
   */
  readonly budgetMs?: number | undefined;
}

/** What `compare` needs of an item. */
export interface ComparedItem {
  /** Intercom's id. */
  readonly id?: string | number | null | undefined;
}

/**
 * Returns what changed in a list since the last run, and what it does not have any more, page by page. It
 * works for every list: each run reads the whole list, and compares a hash of each item with that of the
 * last run. `since` costs a fraction of that, for searches that have a filter for changes.
 *
 * A run that is killed is continued from the last state that was stored; a list that cannot be continued,
 * such as a scroll, is read again, without the items that were found before. Removed ids are those that
 * the list does not return: an archived contact is in no list, for example, and still exists. Where it
 * matters, read one by its id, with `isGone` for the error.
 *
 * @throws {ConfigError} for invalid options, and for the state of another list.
 *
 * @example
 * ```ts
 * import { readFile, writeFile } from "node:fs/promises";
 * import { compare } from "@interkit/client";
 * import { createIntercom } from "@interkit/client/2.16";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const saved = await readFile("companies.json", "utf8").catch(() => "null");
 * const state = JSON.parse(saved);
 * for await (const page of compare(intercom.companies.list({ per_page: 60 }), { state })) {
 *   console.log(page.items.length, page.removed ?? [], page.cost.pages);
 *   await writeFile("companies.json", JSON.stringify(page.state));
 * }
 * ```
 */
export function compare<Item extends ComparedItem, Body>(
  list: List<Item, Body>,
  options: CompareOptions,
): AsyncIterable<ComparedPage<Item>> {
  checkNames("compare", options, ["state", "ids", "budgetMs"]);
  const { ids = [], budgetMs } = options;
  if (budgetMs !== undefined) checkMs("compare", "budgetMs", budgetMs, 1);
  const start = list.checkpoint();
  const state = options.state ?? { ...start, known: {} };
  checkState("compare", state, isValues(state.known) && isValues(state.found ?? {}));
  // The state of another version is accepted: its items differ, and its ids do not.
  checkCheckpoint({ ...state, version: start.version }, start);
  const open = (from: Checkpoint | undefined) => list.resumeFrom(from).pages();
  return {
    [Symbol.asyncIterator]: () =>
      new CompareRun(open, start, state, ids).pages(budgetMs ?? Number.POSITIVE_INFINITY),
  };
}
