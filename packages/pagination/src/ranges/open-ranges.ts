import { ConfigError } from "@interkit/core";
import { checkCount } from "../iteration/check-count.ts";
import { isValues } from "../pages/values.ts";
import type { OpenList, Walk } from "../pages/walk.ts";
import { searchRange } from "./range-walk.ts";
import { RangesSource } from "./ranges-source.ts";

/** Options of `inRanges`. */
export interface RangeOptions {
  /** The time that the search is split by. Every item has it, and it never changes. */
  readonly by: "created_at";
  /** How many ranges are read at the same time; 8 by default. */
  readonly concurrency?: number | undefined;
}

/**
 * Returns what opens the ranges of a search.
 *
 * @throws {ConfigError} for invalid options, and for a search that cannot be read in ranges.
 */
export function openRanges(walk: Walk, options: RangeOptions): OpenList<unknown, unknown> {
  const { route } = walk;
  const { by, concurrency = 8 } = options ?? {};
  if (by !== "created_at") {
    throw new ConfigError(`${route}: inRanges needs { by: "created_at" }, the time to split by`);
  }
  checkCount(route, "concurrency", concurrency, 1);
  const body = isValues(walk.request.body) ? walk.request.body : {};
  const { sort, pagination } = body;
  if (sort !== undefined) {
    throw new ConfigError(`${route}: inRanges sorts by ${by} itself; leave out "sort"`);
  }
  if (isValues(pagination) && pagination["starting_after"] !== undefined) {
    throw new ConfigError(
      `${route}: inRanges starts at the first page; leave out "starting_after"`,
    );
  }
  const search = { walk, by };
  // The query is checked before anything is sent.
  searchRange(search, { from: 0, to: 0 });
  return (_, from) => new RangesSource(search, concurrency, from);
}
