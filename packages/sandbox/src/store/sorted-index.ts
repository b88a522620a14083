import { comparePositions, type OrderedList, type Position } from "./position.ts";
import { SortedList } from "./sorted-list.ts";

interface Identified {
  readonly id: string;
}

/**
 * The value that an order sorts a record by. A record without a value comes last, in either
 * direction; a record with `false` is not in the order.
 */
export type SortKey<T> = (thing: T) => number | null | undefined | false;

/** A range of records: its size is known, its records are read on demand. */
export interface Range<T> {
  readonly size: number;
  readonly read: () => readonly T[];
}

/**
 * Keeps records sorted while they are added, changed and deleted, so that a page or a range is found
 * by binary search. Appending at the end, as most new records are, takes constant time.
 */
export class SortedIndex<T extends Identified> {
  readonly #key: SortKey<T>;
  /** Records with a value, ascending by value and id. */
  readonly #withValue: SortedList<T>;
  /** Records without a value, ascending by id. */
  readonly #withoutValue: SortedList<T>;

  constructor(key: SortKey<T>, things: Iterable<T>) {
    this.#key = key;
    const all = [...things].filter((thing) => key(thing) !== false);
    all.sort((a, b) => comparePositions(this.#positionOf(a), this.#positionOf(b), false));
    const valued = all.filter((thing) => !this.#hasNoValue(thing));
    this.#withValue = new SortedList(valued);
    this.#withoutValue = new SortedList(all.slice(valued.length));
  }

  /** Replaces a record; `before` is missing for a new one, `after` for a deleted one. */
  replace(before: T | undefined, after: T | undefined): void {
    const from = before && this.#listOf(before);
    const to = after && this.#listOf(after);
    if (before && after && from && from === to && this.#key(before) === this.#key(after)) {
      from.replace(after, this.#isBefore(before));
      return;
    }
    if (before) from?.remove(this.#isBefore(before));
    if (after) to?.insert(after, this.#isBefore(after));
  }

  /** All records in this order, ascending or descending. */
  listing(descending: boolean): OrderedList<T> {
    const [valued, blank] = [this.#withValue, this.#withoutValue];
    const positionOf = (thing: T) => this.#positionOf(thing);
    const from = (skipped: number, count: number) => [
      ...sliceOf(valued, skipped, skipped + count, descending),
      ...sliceOf(blank, skipped - valued.size, skipped - valued.size + count, descending),
    ];
    const after = (position: Position | undefined, count: number) => {
      if (!position) return from(0, count);
      const isBlank = (position.value ?? null) === null;
      const list = isBlank ? blank : valued;
      const compare = (thing: T) => comparePositions(positionOf(thing), position, false);
      const passed = descending
        ? list.size - list.countBefore((thing) => compare(thing) < 0)
        : list.countBefore((thing) => compare(thing) <= 0);
      return from(passed + (isBlank ? valued.size : 0), count);
    };
    return { size: valued.size + blank.size, positionOf, from, after };
  }

  /** The records whose value lies in a range, both ends included. */
  between(low: number, high: number): Range<T> {
    const all = this.#withValue;
    const read = (thing: T) => this.#key(thing) as number;
    const start = all.countBefore((thing) => read(thing) < low);
    const end = all.countBefore((thing) => read(thing) <= high);
    return { size: Math.max(end - start, 0), read: () => all.slice(start, end) };
  }

  #hasNoValue(thing: T): boolean {
    return (this.#key(thing) ?? null) === null;
  }

  #listOf(thing: T): SortedList<T> | undefined {
    if (this.#key(thing) === false) return undefined;
    return this.#hasNoValue(thing) ? this.#withoutValue : this.#withValue;
  }

  #positionOf(thing: T): Position {
    return { value: this.#key(thing), id: thing.id };
  }

  #isBefore(thing: T): (other: T) => boolean {
    const place = this.#positionOf(thing);
    return (other) => comparePositions(this.#positionOf(other), place, false) < 0;
  }
}

/** A slice of an ascending list, read from its beginning or from its end. */
function sliceOf<T>(list: SortedList<T>, from: number, to: number, descending: boolean): T[] {
  const within = (at: number) => Math.min(Math.max(at, 0), list.size);
  const [start, end] = [within(from), within(to)];
  if (!descending) return list.slice(start, end);
  return list.slice(list.size - end, list.size - start).reverse();
}
