import type { Checkpoint } from "@interkit/core";
import { attachCheckpoint, checkCheckpoint, type ListKey, listKey } from "../pages/checkpoint.ts";
import type { ListNotice } from "../pages/notice.ts";
import { isValues } from "../pages/values.ts";
import type { ListSource, Page } from "../pages/walk.ts";
import {
  leastWidth,
  now,
  type RangedSearch,
  type RangePage,
  type RangePlace,
  RangeWalk,
} from "./range-walk.ts";
import { fetchFirst, findTimeUnit } from "./time-unit.ts";

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
  #controller = new AbortController();
  /** The items that were returned and not confirmed: their range, and how far it was walked with them. */
  readonly #unconfirmed: { readonly range: RangeWalk; readonly walked: number }[] = [];
  #confirmed = 0;
  readonly #before: { readonly pages: number; readonly items: number };
  /** The checkpoint of the last page of each range that was returned. */
  readonly #returned = new Map<RangeWalk, Checkpoint>();
  #pageCount = 0;
  #itemCount = 0;

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
    this.#places = from?.complete ? [] : (from?.ranges as readonly RangePlace[] | undefined);
  }

  async read(): Promise<Page<unknown> | undefined> {
    try {
      this.#readers ??= await this.#openReaders();
      for (;;) {
        this.#takeOver(this.#readers);
        if (this.#readers.length === 0) return undefined;
        const arrival: Arrival = await Promise.race(this.#readers.map(nextOf));
        const { reader, outcome } = arrival;
        reader.next = undefined;
        if ("error" in outcome) throw outcome.error;
        if (outcome.page !== undefined) return this.#addPage(outcome.page);
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
    return this.#checkpointOf((range) => range.place());
  }

  stop(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
    for (const { range } of this.#readers ?? []) range.stop();
  }

  #addPage({ range, walked, ...page }: RangePage): Page<unknown> {
    this.#pageCount += 1;
    this.#itemCount += page.items.length;
    this.#unconfirmed.push(...walked.map((count) => ({ range, walked: count })));
    this.#returned.set(range, page.checkpoint);
    const after = this.#checkpointOf((open) => open.place(this.#returned.get(open)));
    return { ...page, checkpoint: { ...after, items: this.#before.items + this.#itemCount } };
  }

  #checkpointOf(placeOf: (range: RangeWalk) => RangePlace): Checkpoint {
    const pages = this.#before.pages + this.#pageCount;
    const counts = { ...this.#key, pages, items: this.#before.items + this.#confirmed };
    if (this.#readers === undefined) {
      return this.#places === undefined ? counts : { ...counts, ranges: this.#places };
    }
    const open = new Set([...this.#readers, ...this.#unconfirmed].map(({ range }) => range));
    if (open.size === 0) return { ...counts, complete: true };
    return { ...counts, ranges: [...open].map(placeOf) };
  }

  async #openReaders(): Promise<Reader[]> {
    const places = this.#places ?? (await this.#splitEvenly());
    return places.map((place) => ({ range: new RangeWalk(this.#search, place), next: undefined }));
  }

  /** Splits the time since the oldest item evenly; `#takeOver` corrects that where it was uneven. */
  async #splitEvenly(): Promise<RangePlace[]> {
    const { signal } = this.#controller;
    const oldest = (await fetchFirst(this.#search, {}, "second", signal)).items?.[0];
    const start = isValues(oldest) ? oldest[this.#search.by] : undefined;
    if (typeof start !== "number") return [{ unit: "second" }];
    const unit = await findTimeUnit(this.#search, start, signal);
    const width = Math.max(leastWidth(unit), Math.ceil((now() - start) / this.#concurrency));
    const bounds: number[] = [];
    for (let bound = start + width; bound < now(); bound += width) bounds.push(bound);
    // Open at both ends: items may be added during the walk.
    return [undefined, ...bounds].map((from, index) => ({ from, to: bounds[index], unit }));
  }

  /** Lets a new range take over a part of the one with the most items left, while there is room. */
  #takeOver(readers: Reader[]): void {
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
