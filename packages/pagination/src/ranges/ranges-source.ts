import type { Checkpoint } from "@interkit/core";
import { attachCheckpoint, checkCheckpoint, type ListKey, listKey } from "../pages/checkpoint.ts";
import type { ListNotice } from "../pages/notice.ts";
import type { ListSource, Page } from "../pages/walk.ts";
import { notifySkipped } from "./notify-skipped.ts";
import {
  leastWidth,
  now,
  type RangedSearch,
  type RangePage,
  type RangePlace,
  RangeWalk,
} from "./range-walk.ts";
import { findTimes } from "./time-unit.ts";
import { UnreadableRanges } from "./unreadable-ranges.ts";

/** A range that is being read, and its next page. */
interface Reader {
  readonly range: RangeWalk;
  next: Promise<Arrival> | undefined;
}

interface Arrival {
  readonly reader: Reader;
  readonly outcome: { readonly page: RangePage | undefined } | { readonly error: unknown };
}

/**
 * Reads the ranges of a search side by side, each with a cursor of its own. A range that ends takes over
 * the later half of the range that has the most items left. The pages come in whatever order they arrive.
 */
export class RangesSource implements ListSource<unknown, unknown> {
  readonly #search: RangedSearch;
  readonly #concurrency: number;
  readonly #key: ListKey;
  /** The ranges of the checkpoint, until they are opened. */
  readonly #places: readonly RangePlace[] | undefined;
  #readers: Reader[] | undefined;
  /** The parts of ranges that failed, until there is room for them. */
  #waiting: RangeWalk[] = [];
  readonly #unreadable = new UnreadableRanges();
  #controller = new AbortController();
  /** The items that were returned and not confirmed: their range, and how far it was walked with them. */
  readonly #unconfirmed: { readonly range: RangeWalk; readonly walked: number }[] = [];
  #confirmed = 0;
  readonly #before: { readonly pages: number; readonly items: number };
  /** The last page of each range that was returned. */
  readonly #returned = new WeakMap<RangeWalk, RangePage>();
  #pageCount = 0;
  #itemCount = 0;
  /** How many items the search has in all; the responses count those of single ranges. */
  #total: number | undefined;

  constructor(search: RangedSearch, concurrency: number, from: Checkpoint | undefined) {
    const { walk } = search;
    const { onNotice } = walk.settings;
    // The checkpoint of a notice is one of a range.
    const settings = {
      ...walk.settings,
      onNotice:
        onNotice &&
        ((notice: ListNotice) => onNotice({ ...notice, checkpoint: this.checkpoint() })),
    };
    this.#search = { ...search, walk: { ...walk, settings } };
    this.#concurrency = concurrency;
    this.#key = listKey(walk, `${walk.route} in ranges of ${search.by}`);
    if (from !== undefined) checkCheckpoint(from, this.#key);
    this.#before = { pages: from?.pages ?? 0, items: from?.items ?? 0 };
    this.#total = from?.total;
    this.#places = from?.complete ? [] : (from?.ranges as readonly RangePlace[] | undefined);
  }

  async read(): Promise<Page<unknown> | undefined> {
    try {
      this.#readers ??= await this.#openReaders();
      for (;;) {
        this.#takeOver(this.#readers);
        if (this.#readers.length === 0) {
          this.#leaveOut();
          return undefined;
        }
        const arrival: Arrival = await Promise.race(this.#readers.map(nextOf));
        const { reader, outcome } = arrival;
        reader.next = undefined;
        if ("error" in outcome) {
          if (!this.#narrow(reader.range, outcome.error)) throw outcome.error;
        } else if (outcome.page !== undefined) return this.#addPage(outcome.page);
        else if (reader.range.isEmpty) this.#unreadable.addEmpty(reader.range);
        this.#readers = this.#readers.filter((other) => other !== reader);
      }
    } catch (error) {
      throw attachCheckpoint(error, this.checkpoint());
    }
  }

  readAhead(): void {
    for (const reader of this.#readers ?? []) nextOf(reader);
  }

  confirm(items: number): void {
    for (const { range, walked } of this.#unconfirmed.splice(0, items - this.#confirmed)) {
      range.confirm(walked);
    }
    this.#confirmed = items;
  }

  checkpoint(): Checkpoint {
    const unconfirmed = new Set(this.#unconfirmed.map(({ range }) => range));
    // A range that failed is resumed as a whole until all its items are confirmed: items of its parts
    // are confirmed after them.
    const ranges = [...new Set([...this.#open(), ...unconfirmed])];
    const open = ranges.filter((range) => !range.isPartOf(unconfirmed));
    return this.#checkpointOf(open.map((range) => range.place()));
  }

  stop(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
    for (const { range } of this.#readers ?? []) range.stop();
  }

  #addPage(received: RangePage): Page<unknown> {
    const { range, walked, end: _, ...page } = received;
    this.#pageCount += 1;
    this.#itemCount += page.items.length;
    this.#unconfirmed.push(...walked.map((count) => ({ range, walked: count })));
    this.#returned.set(range, received);
    if (page.items.length > 0) this.#leaveOut();
    const places = this.#open().map((open) => open.place(this.#returned.get(open)));
    const after = this.#checkpointOf(places);
    const checkpoint = { ...after, items: this.#before.items + this.#itemCount };
    return { ...page, totalCount: this.#total, checkpoint };
  }

  /** The ranges that are not at their end. */
  #open(): RangeWalk[] {
    const readers = this.#readers ?? [];
    return [...readers.map(({ range }) => range), ...this.#waiting, ...this.#unreadable.ranges];
  }

  #checkpointOf(ranges: readonly RangePlace[]): Checkpoint {
    const pages = this.#before.pages + this.#pageCount;
    const counts = {
      ...this.#key,
      pages,
      items: this.#before.items + this.#confirmed,
      ...(this.#total === undefined ? undefined : { total: this.#total }),
    };
    if (this.#readers === undefined) {
      return this.#places === undefined ? counts : { ...counts, ranges: this.#places };
    }
    return ranges.length === 0 ? { ...counts, complete: true } : { ...counts, ranges };
  }

  /** Splits the rest of a range that failed, or leaves it out. Returns whether the others go on. */
  #narrow(range: RangeWalk, error: unknown): boolean {
    if (!range.isUnreadable(error)) return false;
    const halves = range.halve();
    if (halves === undefined && !this.#unreadable.add(range, error)) {
      this.#waiting.unshift(...this.#unreadable.restore().filter((other) => other !== range));
      return false;
    }
    // The earlier one first: one record is found before the parts of other ranges are searched.
    this.#waiting.unshift(...(halves ?? []));
    return true;
  }

  /** Reports the ranges that are left out. */
  #leaveOut(): void {
    for (const { range, error } of this.#unreadable.take()) {
      notifySkipped(this.#search.walk, range.rest, error, this.checkpoint());
    }
  }

  async #openReaders(): Promise<Reader[]> {
    const places = this.#places ?? (await this.#splitEvenly());
    const ranges = places.map((place) => new RangeWalk(this.#search, place));
    // A checkpoint may have more ranges than are read at the same time.
    this.#waiting = ranges.splice(this.#concurrency);
    return ranges.map((range) => ({ range, next: undefined }));
  }

  /** Splits the time since the oldest item evenly; `#takeOver` corrects that where it was uneven. */
  async #splitEvenly(): Promise<RangePlace[]> {
    const times = await findTimes(this.#search, this.#controller.signal);
    this.#total = times === undefined ? 0 : times.total;
    if (times === undefined) return [{ unit: "second" }];
    const { start, unit } = times;
    const width = Math.max(leastWidth(unit), Math.ceil((now() - start) / this.#concurrency));
    const bounds: number[] = [];
    for (let bound = start + width; bound < now(); bound += width) bounds.push(bound);
    // Open at both ends: items may be added during the walk.
    return [undefined, ...bounds].map((from, index) => ({ from, to: bounds[index], unit }));
  }

  /** Lets a new range take over a part of the one with the most items left, while there is room. */
  #takeOver(readers: Reader[]): void {
    while (this.#waiting.length > 0 && readers.length < this.#concurrency) {
      readers.push({ range: this.#waiting.shift() as RangeWalk, next: undefined });
    }
    while (readers.length > 0 && readers.length < this.#concurrency) {
      const ranges = readers.map(({ range }) => range).sort((one, other) => other.left - one.left);
      const taken = firstOf(ranges, (range) => range.split());
      if (taken === undefined) return;
      readers.push({ range: taken, next: undefined });
    }
  }
}

function firstOf<T, R>(values: readonly T[], call: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const result = call(value);
    if (result !== undefined) return result;
  }
  return undefined;
}

/** Requests the next page of a range, once. */
function nextOf(reader: Reader): Promise<Arrival> {
  reader.next ??= reader.range.read().then(
    (page) => ({ reader, outcome: { page } }),
    (error: unknown) => ({ reader, outcome: { error } }),
  );
  return reader.next;
}
