import type { ReceivedPage } from "../pages/fetch-page.ts";
import { startPage } from "../pages/started.ts";
import type { Values } from "../pages/values.ts";
import type { TimeRange, TimeUnit } from "./range-query.ts";
import { type RangedSearch, searchRange } from "./range-walk.ts";

/** Requests the first item of a range alone. `signal` aborts it, as the signal of the caller does. */
export function fetchFirst(
  search: RangedSearch,
  range: TimeRange,
  unit: TimeUnit,
  signal?: AbortSignal,
): Promise<ReceivedPage> {
  const walk = searchRange(search, range, unit);
  const body = { ...(walk.request.body as Values), pagination: { per_page: 1 } };
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
