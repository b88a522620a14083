import { ApiError, type Checkpoint, ResponseError } from "@interkit/core";
import { type ListKey, listKey, placeOf } from "../pages/checkpoint.ts";
import { PageWalk } from "../pages/page-walk.ts";
import { shortKey } from "../pages/short-key.ts";
import { isValues, type Values } from "../pages/values.ts";
import type { Page } from "../pages/walk.ts";
import type { TimeUnit } from "../ranges/range-query.ts";
import { type RangedSearch, searchRange } from "../ranges/range-walk.ts";
import { fetchFirst, findTimeUnit } from "../ranges/time-unit.ts";
import { isRefused } from "./is-refused.ts";
import { SeenItems } from "./seen-items.ts";
import type { SyncState, UnfinishedRun } from "./sync-state.ts";

/** A search whose changes are returned. */
export interface SyncSearch extends RangedSearch {
  readonly key: ListKey;
  /** In seconds. */
  readonly overlap: number;
  readonly budgetMs: number;
  /** The state to begin with. */
  readonly state: SyncState;
}

interface PageOfChanges {
  readonly items: readonly unknown[];
  readonly state: SyncState;
}

/** One run: it returns what changed from the mark until its start, or continues a run that was not complete. */
export class SyncRun {
  readonly #search: SyncSearch;
  readonly #seen: SeenItems;
  readonly #mark: number | undefined;
  #start: number | undefined;
  #unit: TimeUnit = "second";
  #from: number | undefined;
  #newest: number | undefined;
  #reached: number | undefined;
  /** Where an unfinished run continues, until a page was read. */
  #place: Values | undefined;
  #walk: PageWalk | undefined;

  constructor(search: SyncSearch) {
    const { mark, seen, unfinished, version } = search.state;
    this.#search = search;
    this.#seen = new SeenItems(seen);
    this.#mark = mark;
    this.#from = mark;
    if (unfinished === undefined) return;
    // Another version may compare times in another way: a new run begins at what is done.
    const isContinued = version === search.key.version;
    this.#from = isContinued ? unfinished.from : (unfinished.reached ?? unfinished.from);
    if (!isContinued) return;
    this.#start = unfinished.start;
    this.#unit = unfinished.unit;
    this.#newest = unfinished.newest;
    this.#reached = unfinished.reached;
    this.#place = unfinished.place;
  }

  async *pages(): AsyncGenerator<PageOfChanges> {
    const endsAt = performance.now() + this.#search.budgetMs;
    try {
      if (this.#place === undefined && (await this.#begin()) === "empty") {
        yield { items: [], state: this.#finish() };
        return;
      }
      for (;;) {
        const page = await this.#read();
        // The last page states that it is the last one, so that its state is the one of a complete run.
        const isLast = page === undefined || page.checkpoint.complete === true;
        const items = page === undefined ? [] : this.#add(page);
        if (!isLast && performance.now() < endsAt) this.#walk?.readAhead();
        yield { items, state: isLast ? this.#finish() : this.#unfinished(page.checkpoint) };
        if (isLast || performance.now() >= endsAt) return;
      }
    } finally {
      this.#walk?.stop();
    }
  }

  /** Finds out when this run begins by the server's clock, and how the search compares times. */
  async #begin(): Promise<"empty" | "begun"> {
    // Whatever the unit is, no item is left out when times are compared by the day.
    this.#unit = "day";
    try {
      const first = await fetchFirst(this.#search, { from: this.#from }, "day");
      this.#start = serverTime(first.response);
      const [item] = first.items ?? [];
      if (item === undefined) return "empty";
      const time = timeOf(item, this.#search.by, first.response);
      this.#unit = await findTimeUnit(this.#search, time);
    } catch (error) {
      // The first item alone cannot be read: the list itself may get past it.
      if (!(error instanceof ApiError) || (error.status !== 404 && error.status < 500)) throw error;
      this.#start ??= serverTime(error);
    }
    return "begun";
  }

  async #read(): Promise<Page<unknown> | undefined> {
    const place = this.#place;
    this.#walk ??= this.#open(place);
    try {
      return await this.#walk.read();
    } catch (error) {
      if (place === undefined || !isRefused(error)) throw error;
      // The server does not know the cursor any more: what is done is known by time.
      this.#from = this.#reached ?? this.#from;
      this.#walk = this.#open(undefined);
      return await this.#walk.read();
    } finally {
      this.#place = undefined;
    }
  }

  #open(place: Values | undefined): PageWalk {
    const to = this.#start === undefined ? undefined : this.#start + 1;
    const walk = searchRange(this.#search, { from: this.#from, to }, this.#unit);
    // The state states to which search it belongs, and the size of the pages may differ.
    const from = place && { pages: 0, items: 0, ...place, ...listKey(walk, walk.route) };
    return new PageWalk(walk, Number.POSITIVE_INFINITY, from);
  }

  /** Adds the items of a page, and returns those that were not returned before. */
  #add({ items, response }: Page<unknown>): unknown[] {
    const changes = items.filter((item) => {
      const time = timeOf(item, this.#search.by, response);
      this.#newest = Math.max(time, this.#newest ?? time);
      const settled = this.#settled ?? Number.NEGATIVE_INFINITY;
      // An item that changes during the run may be returned before the search moves it.
      if (time <= settled) this.#reached = Math.max(time, this.#reached ?? time);
      if (time < (this.#from ?? Number.NEGATIVE_INFINITY)) return false;
      // The whole item: it may have changed twice in a second, once before it was read.
      return this.#seen.add(time, shortKey(JSON.stringify(item)));
    });
    this.#forget(this.#oldestSeen);
    return changes;
  }

  /** The search has found all changes that are older than this. */
  get #settled(): number | undefined {
    const time = this.#start ?? this.#newest;
    return time === undefined ? undefined : time - this.#search.overlap;
  }

  /** Items that changed before a time do not come again, unless the server's clock is set back. */
  #forget(time: number): void {
    this.#seen.removeBefore(time - this.#search.overlap);
  }

  get #oldestSeen(): number {
    const reached = this.#unit === "second" ? this.#reached : undefined;
    return reached ?? this.#from ?? this.#settled ?? Number.NEGATIVE_INFINITY;
  }

  #unfinished(checkpoint: Checkpoint): SyncState {
    const run: Record<string, unknown> = { unit: this.#unit, place: placeOf(checkpoint) };
    const times = { start: this.#start, from: this.#from, newest: this.#newest };
    const reached = this.#unit === "second" ? this.#reached : undefined;
    // Missing instead of undefined, as it is when it was written as JSON.
    for (const [name, time] of Object.entries({ ...times, reached })) {
      if (time !== undefined) run[name] = time;
    }
    return this.#state(this.#mark, run as unknown as UnfinishedRun);
  }

  /** The state of a complete run. Its mark goes back with the clock of the server. */
  #finish(): SyncState {
    const mark = this.#settled ?? this.#mark;
    if (mark !== undefined) this.#forget(mark);
    return this.#state(mark, undefined);
  }

  #state(mark: number | undefined, unfinished: UnfinishedRun | undefined): SyncState {
    return {
      ...this.#search.key,
      ...(mark === undefined ? undefined : { mark }),
      seen: this.#seen.toJSON(),
      ...(unfinished === undefined ? undefined : { unfinished }),
    };
  }
}

/** The time of a response by the server's clock, in Unix seconds. */
function serverTime(response: Pick<Response, "headers">): number | undefined {
  const time = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}

function timeOf(item: unknown, by: string, response: Response): number {
  const time = isValues(item) ? item[by] : undefined;
  if (typeof time === "number") return time;
  throw new ResponseError(`The response has an item without ${by}`, { response, problem: "list" });
}
