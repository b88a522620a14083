import { ConfigError } from "@interkit/core";
import type { SearchList } from "./list.ts";
import { isValues } from "./pages/values.ts";
import type { Walk } from "./pages/walk.ts";
import { walkOf } from "./pages/walks.ts";
import { searchRange } from "./ranges/range-walk.ts";
import { checkMs, checkNames } from "./sync/check-options.ts";
import { SyncRun, type SyncSearch } from "./sync/sync-run.ts";
import { checkSyncState, type SyncState, syncKey } from "./sync/sync-state.ts";

/** Options of `since`. */
export interface SinceOptions {
  /** The state of the last page that was stored; none for the first run. */
  readonly state: SyncState | null | undefined;
  /** The time from which a first run returns changes; by default, it returns everything. */
  readonly from?: Date | undefined;
  /**
   * How long before its start the changes of a run are requested again by the next one, in milliseconds;
   * ten minutes by default. It has to exceed the time until a search finds a change, and the difference
   * of the server's clocks.
   */
  readonly overlapMs?: number | undefined;
  /**
   * A run that lasts longer, in milliseconds, ends after the page in hand, and the next run continues it.
   * It always reads a page, so that it advances.
   */
  readonly budgetMs?: number | undefined;
}

/** Items that changed, and the state to store once they are stored. */
export interface ChangesPage<Item> {
  /** The items that changed, oldest change first. May be empty. */
  readonly items: readonly Item[];
  /** The state with this page. Store it after the items: a run from it on returns what is left. */
  readonly state: SyncState;
}

/** What `since` needs of an item. */
export interface ChangedItem {
  /** Intercom's id. */
  readonly id: string;
  /** The time of the last change, in Unix seconds. */
  readonly updated_at: number;
}

/**
 * Returns what changed in a search since the last run, page by page, oldest change first. Each page has
 * the state to store with its items. A run that is killed at any moment is continued from the last state
 * that was stored: no change is left out, and only the pages that were not stored come again.
 *
 * Nothing is requested before it is iterated; each iteration begins with the same state. A complete run
 * returns each change once. It requests the changes of the last ten minutes before the previous run again
 * (`overlapMs`), since a search finds a change with a delay, and leaves out those that it had returned.
 * A state without `unfinished` is the one of a complete run.
 *
 * A search has no deleted item, no archived or merged contact, and no item that left the query by its
 * change: `poll` returns deletions and merges, and `compare` what a list has no more.
 *
 * @throws {ConfigError} for a search with a sort order or a cursor of its own, for invalid options, for
 * the state of another search, and for a query that has no room for two more filters in a group.
 *
 * @example
 * ```ts
 * import { readFile, rename, writeFile } from "node:fs/promises";
 * import { since } from "@interkit/client";
 * import { createIntercom, query } from "@interkit/client/2.16";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const open = intercom.conversations.search({ query: query.conversations.gt("created_at", 0) });
 * const saved = await readFile("state.json", "utf8").catch(() => "null");
 * for await (const { items, state } of since(open, { state: JSON.parse(saved) })) {
 *   console.log(items.length);
 *   await writeFile("state.new.json", JSON.stringify(state));
 *   // A kill during `writeFile` leaves the state before it.
 *   await rename("state.new.json", "state.json");
 * }
 * ```
 */
export function since<Item extends ChangedItem, Body>(
  list: SearchList<Item, Body>,
  options: SinceOptions,
): AsyncIterable<ChangesPage<Item>> {
  const walk = walkOf(list);
  if (walk?.pagination.style !== "body-cursor") {
    throw new ConfigError(
      "since needs the list of a search as its method returns it, such as contacts.search(); compare reads other lists",
    );
  }
  const search = createSearch(walk, options);
  return {
    // The types follow the description; the items are not validated at run time.
    [Symbol.asyncIterator]: () => new SyncRun(search).pages() as AsyncGenerator<ChangesPage<Item>>,
  };
}

function createSearch(walk: Walk, options: SinceOptions): SyncSearch {
  const { route } = walk;
  checkNames("since", options, ["state", "from", "overlapMs", "budgetMs"]);
  const { state, from, overlapMs = 600_000, budgetMs } = options;
  checkMs("since", "overlapMs", overlapMs, 0);
  if (budgetMs !== undefined) checkMs("since", "budgetMs", budgetMs, 1);
  checkBody(walk);
  const key = syncKey(walk);
  if (state !== undefined && state !== null) checkSyncState(state, key);
  const mark = from === undefined ? undefined : Math.floor(checkDate(route, from) / 1000);
  const settings = { ...walk.settings, dedupes: false };
  const search = { walk: { ...walk, settings }, by: "updated_at" };
  // The query is checked before anything is sent.
  searchRange(search, { from: 0, to: 0 });
  return {
    ...search,
    key,
    overlap: Math.ceil(overlapMs / 1000),
    budgetMs: budgetMs ?? Number.POSITIVE_INFINITY,
    state: state ?? { ...key, ...(mark === undefined ? undefined : { mark }), seen: {} },
  };
}

/** @throws {ConfigError} for a search with an order or a position of its own. */
function checkBody({ route, request }: Walk): void {
  const { sort, pagination } = isValues(request.body) ? request.body : {};
  const [field, order] = isValues(sort) ? [sort["field"], sort["order"]] : [];
  if (sort !== undefined && !(field === "updated_at" && String(order).startsWith("asc"))) {
    throw new ConfigError(
      `${route}: since reads the oldest change first, by updated_at; leave out "sort"`,
    );
  }
  if (isValues(pagination) && pagination["starting_after"] !== undefined) {
    throw new ConfigError(`${route}: since begins by its state; leave out "starting_after"`);
  }
}

function checkDate(route: string, from: unknown): number {
  const time = from instanceof Date ? from.getTime() : Number.NaN;
  if (Number.isFinite(time)) return time;
  throw new ConfigError(`${route}: "from" must be a valid Date`);
}
