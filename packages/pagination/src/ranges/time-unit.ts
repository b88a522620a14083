import { dependsOnItems } from "../pages/adaptive-size.ts";
import type { ReceivedPage } from "../pages/fetch-page.ts";
import { startPage } from "../pages/started.ts";
import { isValues, type Values } from "../pages/values.ts";
import type { TimeRange, TimeUnit } from "./range-query.ts";
import { type RangedSearch, searchRange } from "./range-walk.ts";

type Order = "ascending" | "descending";

/** When the items of a search begin, and how it compares times. */
interface SearchTimes {
  readonly start: number;
  readonly unit: TimeUnit;
  /** How many items the search has in all. */
  readonly total: number | undefined;
}

/** Finds the times of a search; `undefined` for one without items. */
export async function findTimes(
  search: RangedSearch,
  signal: AbortSignal,
): Promise<SearchTimes | undefined> {
  const { walk, by } = search;
  const firstOf = async (order: Order) => {
    const { items, totalCount } = await fetchFirst(search, {}, "second", signal, order);
    const time = isValues(items?.[0]) ? items[0][by] : undefined;
    return typeof time === "number" ? { time, total: totalCount } : undefined;
  };
  try {
    const oldest = await firstOf("ascending");
    if (oldest === undefined) return undefined;
    const { time, total } = oldest;
    return { start: time, unit: await findTimeUnit(search, time, signal), total };
  } catch (error) {
    // Where the oldest item cannot be read, nothing is known of its time.
    if (!walk.settings.skips || !dependsOnItems(error, walk.pagination)) throw error;
    const newest = await firstOf("descending");
    if (newest === undefined) throw error;
    const { time, total } = newest;
    return { start: 0, unit: await findTimeUnit(search, time, signal), total };
  }
}

/** Requests the first item of a range alone. `signal` aborts it, as the signal of the caller does. */
export function fetchFirst(
  search: RangedSearch,
  range: TimeRange,
  unit: TimeUnit,
  signal?: AbortSignal,
  order: Order = "ascending",
): Promise<ReceivedPage> {
  const walk = searchRange(search, range, unit);
  const sort = { field: search.by, order };
  const body = { ...(walk.request.body as Values), sort, pagination: { per_page: 1 } };
  const { page, abort } = startPage(walk, { ...walk.request, body });
  signal?.addEventListener("abort", abort);
  return page.finally(() => signal?.removeEventListener("abort", abort));
}

/**
 * Finds out how a search compares times, by the time of one of its items. If the item changes between two
 * requests, the result is "day", with which a search finds more items than with "second", and never fewer.
 */
export async function findTimeUnit(
  search: RangedSearch,
  time: number,
  signal?: AbortSignal,
): Promise<TimeUnit> {
  // A search that compares by the day finds nothing between two seconds.
  const { items } = await fetchFirst(search, { from: time, to: time + 1 }, "second", signal);
  return items === null || items.length === 0 ? "day" : "second";
}
