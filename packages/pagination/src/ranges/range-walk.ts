import { type Checkpoint, ResponseError } from "@interkit/core";
import { itemKey, listKey } from "../pages/checkpoint.ts";
import { PageWalk } from "../pages/page-walk.ts";
import { isValues } from "../pages/values.ts";
import type { Page, Walk } from "../pages/walk.ts";
import { addRange, marginOf, type TimeRange, type TimeUnit } from "./range-query.ts";
import { type Reached, ReturnedItems } from "./returned-items.ts";

/** What the ranges of a search have in common. */
export interface RangedSearch {
  readonly walk: Walk;
  readonly by: string;
}

/** A range in a checkpoint. */
export interface RangePlace extends TimeRange, Reached {
  /** How the search compares times. */
  readonly unit: TimeUnit;
  /** Where the range ends, when its end was given to another range. */
  readonly until?: number;
  readonly checkpoint?: Checkpoint;
}

/** A page of a range, with the number of items that the walk had returned with each of its items. */
export interface RangePage extends Page<unknown> {
  readonly range: RangeWalk;
  readonly walked: readonly number[];
  /** That number with all its items. */
  readonly end: number;
}

/** Walks through the items of one range, oldest first. */
export class RangeWalk {
  readonly #search: RangedSearch;
  readonly #range: TimeRange;
  readonly #unit: TimeUnit;
  readonly #walk: PageWalk;
  /** Known where the rest of the range may be searched by another query. */
  readonly #returned: ReturnedItems | undefined;
  /** The range that failed, where this one searches a part of its rest. */
  readonly #failed: RangeWalk | undefined;
  #confirmed = 0;
  /** The end of the range; items from it on are those of another range. */
  #until: number | undefined;
  #walked = 0;
  /** How many items the server counts in the range, without those that were given to other ranges. */
  #total: number | undefined;
  /** How many it counted with the first page; known once that has been read. */
  #counted: number | undefined;
  /** The range that took over a part of this one last, until its items are counted. */
  #given: RangeWalk | undefined;
  #pageSize = 1;
  /** The time of the last item. */
  #reached: number | undefined;
  #isAtEnd = false;

  constructor(search: RangedSearch, place: RangePlace, failed?: RangeWalk) {
    const { from, to, unit, until, reached, checkpoint } = place;
    this.#failed = failed;
    if (search.walk.settings.skips || reached !== undefined) {
      this.#returned = new ReturnedItems(place, unit);
    }
    this.#search = search;
    this.#range = { from, to };
    this.#unit = unit;
    this.#until = until ?? to;
    const walk = searchRange(search, this.#range, unit);
    this.#walk = new PageWalk(walk, Number.POSITIVE_INFINITY, checkpoint);
    this.#reached = reached ?? from;
  }

  /** Returns the next page, without the items of other ranges; `undefined` at the end of the range. */
  async read(): Promise<RangePage | undefined> {
    if (this.#isAtEnd) return undefined;
    const page = await this.#walk.read();
    if (page === undefined) {
      this.#isAtEnd = true;
      return undefined;
    }
    const times = page.items.map((item) => this.#timeOf(item, page.response));
    this.#counted ??= page.totalCount ?? 0;
    this.#total ??= this.#counted;
    this.#pageSize = Math.max(this.#pageSize, page.items.length);
    this.#reached = times.reduce((latest, time) => Math.max(latest, time), this.#reached ?? 0);
    const start = this.#walked;
    this.#walked += page.items.length;
    this.#returned?.forget(this.#confirmed);
    const own = [...times.keys()].filter((index) => {
      const time = times[index] as number;
      if (!this.#includes(time)) return false;
      return !this.#returned?.add([time, itemKey(page.items[index])], start + index + 1);
    });
    // Items of one day may come in any order, where the search sorts by the day.
    const margin = marginOf(this.#unit);
    if (this.#until !== undefined && this.#reached >= this.#until + margin) this.#isAtEnd = true;
    return {
      ...page,
      items: own.map((index) => page.items[index]),
      walked: own.map((index) => start + index + 1),
      end: this.#walked,
      range: this,
    };
  }

  /**
   * Gives the later half of the time that is left to another range; `undefined` where too little is left
   * for that, and while it is unknown how many items the last half had.
   */
  split(): RangeWalk | undefined {
    const [reached, until] = [this.#reached, this.#until ?? now()];
    if (reached === undefined || this.left <= 2 * this.#pageSize || this.#given) return undefined;
    const middle = Math.ceil((reached + until) / 2);
    const least = leastWidth(this.#unit);
    if (middle - reached < least || until - middle < least) return undefined;
    const place = { from: middle, to: this.#until, unit: this.#unit };
    this.#given = new RangeWalk(this.#search, place, this.#failed);
    this.#until = middle;
    return this.#given;
  }

  /** Whether an error is that of a page of one item, which may be left out. */
  isUnreadable(error: unknown): boolean {
    return this.#search.walk.settings.skips && this.#walk.isUnreadable(error);
  }

  /** The time whose items were not all returned. */
  get rest(): TimeRange {
    const { from = Number.NEGATIVE_INFINITY } = this.#range;
    const { reached = Number.NEGATIVE_INFINITY } = this.#returned?.at(this.#walked) ?? {};
    const start = Math.max(from, reached - marginOf(this.#unit));
    return { from: start === Number.NEGATIVE_INFINITY ? undefined : start, to: this.#until };
  }

  /** Whether nothing was found so far. */
  get isEmpty(): boolean {
    return this.#walked === 0;
  }

  /** Returns the ranges for the rest of one that failed; `undefined` where that is too short to split. */
  halve(): RangeWalk[] | undefined {
    const { from, to } = this.rest;
    const start = from ?? 0;
    const least = leastWidth(this.#unit);
    // The end of all times is unknown: a server's clock may be ahead.
    const width = to === undefined ? Math.abs(now() - start) : to - start;
    const middle = start + Math.max(least, Math.ceil(width / 2));
    if (to !== undefined && to - middle < least) {
      // A record of the time that another range took over may have failed here.
      return to === this.#range.to ? undefined : [this.#part({ from, to })];
    }
    return [this.#part({ from, to: middle }), this.#part({ from: middle, to })];
  }

  /** A part of the rest. It begins with pages of one item, since a larger one may fail again. */
  #part(range: TimeRange): RangeWalk {
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = range;
    const walk = searchRange(this.#search, range, this.#unit);
    const key = listKey(walk, walk.route);
    const checkpoint = { ...key, position: { per_page: 1 }, pages: 0, items: 0 };
    const { done = [] } = this.#returned?.at(this.#walked) ?? {};
    const own = done.filter(([time]) => time >= from && time < to);
    const reached = own.length === 0 ? undefined : Math.max(...own.map(([time]) => time));
    const place = { ...range, unit: this.#unit, checkpoint };
    const part = reached === undefined ? place : { ...place, reached, done: own };
    return new RangeWalk(this.#search, part, this);
  }

  /** Whether this range searches a part of what was left of one of these. */
  isPartOf(ranges: ReadonlySet<RangeWalk>): boolean {
    for (let range = this.#failed; range !== undefined; range = range.#failed) {
      if (ranges.has(range)) return true;
    }
    return false;
  }

  /** How many items are left, as far as the server stated. */
  get left(): number {
    if (this.#isAtEnd || this.#total === undefined) return 0;
    if (this.#given !== undefined && this.#given.#counted !== undefined) {
      this.#total -= this.#given.#counted;
      this.#given = undefined;
    }
    return this.#total - this.#walked;
  }

  confirm(walked: number): void {
    this.#confirmed = walked;
    this.#walk.confirm(walked);
  }

  /** This range after a page; after what was confirmed, if there is none. */
  place(page?: RangePage): RangePlace {
    const { from, to } = this.#range;
    // Missing instead of undefined, as it is when it was written as JSON.
    return {
      ...(from === undefined ? undefined : { from }),
      ...(to === undefined ? undefined : { to }),
      ...(this.#until === to ? undefined : { until: this.#until as number }),
      ...this.#returned?.at(page?.end ?? this.#confirmed),
      unit: this.#unit,
      checkpoint: page?.checkpoint ?? this.#walk.checkpoint(),
    };
  }

  stop(): void {
    this.#walk.stop();
  }

  #includes(time: number): boolean {
    const { from = Number.NEGATIVE_INFINITY } = this.#range;
    return time >= from && time < (this.#until ?? Number.POSITIVE_INFINITY);
  }

  #timeOf(item: unknown, response: Response): number {
    const time = isValues(item) ? item[this.#search.by] : undefined;
    if (typeof time === "number") return time;
    const { route } = this.#search.walk;
    throw new ResponseError(`${route} returned an item without ${this.#search.by}`, {
      response,
      problem: "list",
    });
  }
}

export const now = (): number => Math.floor(Date.now() / 1000);

/** A range that is not wider finds more items of other ranges than of its own. */
export function leastWidth(unit: TimeUnit): number {
  return Math.max(1, 4 * marginOf(unit));
}

/** The search for the items of a range, oldest first. */
export function searchRange(
  { walk, by }: RangedSearch,
  range: TimeRange,
  unit: TimeUnit = "second",
): Walk {
  const body = isValues(walk.request.body) ? walk.request.body : {};
  const query = addRange(body["query"], by, range, unit);
  const sort = { field: by, order: "ascending" };
  return { ...walk, request: { ...walk.request, body: { ...body, query, sort } } };
}
