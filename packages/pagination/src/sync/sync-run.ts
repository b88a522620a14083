import { ApiError, type Checkpoint, ResponseError } from "@interkit/core";
import { type ListKey, listKey, placeOf } from "../pages/checkpoint.ts";
import { PageWalk } from "../pages/page-walk.ts";
import { shortKey } from "../pages/short-key.ts";
import { isValues, type Values } from "../pages/values.ts";
import type { Page } from "../pages/walk.ts";
import { notifySkipped } from "../ranges/notify-skipped.ts";
import { marginOf, type TimeRange, type TimeUnit } from "../ranges/range-query.ts";
import { type RangedSearch, searchRange } from "../ranges/range-walk.ts";
import { fetchFirst, findTimeUnit } from "../ranges/time-unit.ts";
import { isRefused } from "./is-refused.ts";
import { SeenItems } from "./seen-items.ts";
import type { SyncState, UnfinishedRun } from "./sync-state.ts";
import { TimeLeft } from "./time-left.ts";

/** The only search that compares times by the calendar day, in some versions. */
const comparesByDay = "POST /contacts/search";

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
  #left: TimeLeft;
  #newest: number | undefined;
  #reached: number | undefined;
  /** Where an unfinished run continues, until a page was read. */
  #place: Values | undefined;
  /** Reads the present range of what is left. */
  #walk: PageWalk | undefined;
  /** The latest change in it that was read. */
  #walked: number | undefined;
  /** Whether its first page has one item, since a larger one may fail. */
  #isNarrow = false;
  /** What is left out, until it is known that other requests succeed. */
  #skipped: { readonly range: TimeRange; readonly error: unknown }[] = [];

  constructor(search: SyncSearch) {
    const { mark, seen, unfinished, version } = search.state;
    this.#search = search;
    this.#seen = new SeenItems(seen);
    this.#mark = mark;
    this.#left = new TimeLeft(mark, []);
    if (unfinished === undefined) return;
    // Another version may compare times in another way: a new run begins at what is done.
    const isContinued = version === search.key.version;
    const { from, reached = from, start, ends = [endOf(start)] } = unfinished;
    this.#left = new TimeLeft(isContinued ? from : reached, ends);
    if (!isContinued) return;
    this.#start = start;
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
        const items = page === undefined ? [] : this.#add(page);
        this.#notifySkipped();
        // The last page states that it is the last one, so that its state is the one of a complete run.
        const place = page?.checkpoint.complete ? undefined : page?.checkpoint;
        if (place === undefined) this.#walk = undefined;
        const isLast = place === undefined && !this.#left.next();
        if (performance.now() < endsAt) this.#walk?.readAhead();
        yield { items, state: isLast ? this.#finish() : this.#unfinished(place) };
        if (isLast || performance.now() >= endsAt) return;
      }
    } finally {
      this.#walk?.stop();
    }
  }

  /** Finds out when this run begins by the server's clock, and how the search compares times. */
  async #begin(): Promise<"empty" | "begun"> {
    const { from } = this.#left.range;
    // Whatever the unit is, no item is left out when times are compared by the day.
    this.#unit = "day";
    try {
      const first = await fetchFirst(this.#search, { from }, "day");
      this.#start = serverTime(first.response);
      const [item] = first.items ?? [];
      if (item === undefined) return "empty";
      const time = timeOf(item, this.#search.by, first.response);
      this.#unit = await findTimeUnit(this.#search, time);
    } catch (error) {
      // The first item alone cannot be read: the list itself may get past it.
      if (!(error instanceof ApiError) || (error.status !== 404 && error.status < 500)) throw error;
      this.#start ??= serverTime(error);
      if (this.#search.walk.route !== comparesByDay) this.#unit = "second";
    }
    this.#left = new TimeLeft(from, [endOf(this.#start)]);
    return "begun";
  }

  async #read(): Promise<Page<unknown> | undefined> {
    for (;;) {
      const place = this.#place;
      this.#place = undefined;
      this.#walk ??= this.#open(place);
      try {
        return await this.#walk.read();
      } catch (error) {
        if (place !== undefined && isRefused(error)) {
          // The server does not know the cursor any more: what is done is known by time.
          this.#left.continueFrom(this.#reached);
        } else if (!this.#narrow(error)) throw error;
        this.#walk = undefined;
      }
    }
  }

  #open(place: Values | undefined): PageWalk {
    this.#walked = place && this.#reached;
    const walk = searchRange(this.#search, this.#left.range, this.#unit);
    const first = place ?? (this.#isNarrow ? { position: { per_page: 1 } } : undefined);
    // The state states to which search it belongs, and the size of the pages may differ.
    const from = first && { pages: 0, items: 0, ...first, ...listKey(walk, walk.route) };
    return new PageWalk(walk, Number.POSITIVE_INFINITY, from);
  }

  /** Continues without a record that cannot be read, where the list skips such records. */
  #narrow(error: unknown): boolean {
    if (!this.#search.walk.settings.skips || !this.#walk?.isUnreadable(error)) return false;
    const range = this.#left.narrow(this.#rest, this.#unit);
    if (typeof range === "object") this.#skipped.push({ range, error });
    this.#isNarrow = true;
    return range !== undefined;
  }

  #notifySkipped(): void {
    const { walk, key } = this.#search;
    for (const { range, error } of this.#skipped.splice(0)) {
      notifySkipped(walk, range, error, { ...key, pages: 0, items: 0 });
    }
  }

  /** Adds the items of a page, and returns those that were not returned before. */
  #add({ items, response }: Page<unknown>): unknown[] {
    const { from = Number.NEGATIVE_INFINITY } = this.#left.range;
    if (items.length > 0) this.#left.addReadable();
    const changes = items.filter((item) => {
      const time = timeOf(item, this.#search.by, response);
      this.#walked = Math.max(time, this.#walked ?? time);
      this.#newest = Math.max(time, this.#newest ?? time);
      const settled = this.#settled ?? Number.NEGATIVE_INFINITY;
      // An item that changes during the run may be returned before the search moves it.
      if (time <= settled) this.#reached = Math.max(time, this.#reached ?? time);
      if (time < from) return false;
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

  /** The time from which the changes of the present range may not all have been returned. */
  get #rest(): number | undefined {
    return this.#walked === undefined ? undefined : this.#walked - marginOf(this.#unit);
  }

  /** Items that changed before a time do not come again, unless the server's clock is set back. */
  #forget(time: number): void {
    this.#seen.removeBefore(time - this.#search.overlap);
  }

  get #oldestSeen(): number {
    const reached = this.#unit === "second" ? this.#reached : undefined;
    const { from = this.#search.walk.settings.skips ? this.#rest : undefined } = this.#left.range;
    return reached ?? from ?? this.#settled ?? Number.NEGATIVE_INFINITY;
  }

  /** The state of a run that continues at a checkpoint, or at the start of the next range. */
  #unfinished(checkpoint: Checkpoint | undefined): SyncState {
    const place = checkpoint === undefined ? {} : placeOf(checkpoint);
    const run: Record<string, unknown> = { unit: this.#unit, place };
    const { from } = this.#left.range;
    const times = { start: this.#start, from, newest: this.#newest, ends: this.#left.ends };
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

/** A run reads what changed before this time. */
const endOf = (start: number | undefined) => (start === undefined ? undefined : start + 1);

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
