import { comparePositions, type OrderedList, type Position } from "./position.ts";
import { SortedList } from "./sorted-list.ts";

interface Identified {
  readonly id: string;
}

/**
 * What an order sorts a thing by. What has nothing comes after everything else, in either
 * direction; what has `false` is not in the order at all.
 */
export type SortKey<T> = (thing: T) => number | null | undefined | false;

/** Some of an order's things: counted at once, read when that is wanted. */
export interface Range<T> {
  readonly size: number;
  readonly read: () => readonly T[];
}

/**
 * Keeps things sorted while they come, change and go, so that a page or a range of them is found
 * by binary search. What comes last, as new things mostly do, is put there at once.
 */
export class SortedIndex<T extends Identified> {
  readonly #key: SortKey<T>;
  /** Things with a value, ascending by value and id. */
  readonly #withValue: SortedList<T>;
  /** Things without one, ascending by id. */
  readonly #withoutValue: SortedList<T>;

  constructor(key: SortKey<T>, things: Iterable<T>) {
    this.#key = key;
    const all = [...things].filter((thing) => key(thing) !== false);
    all.sort((a, b) => comparePositions(this.#positionOf(a), this.#positionOf(b), false));
    const valued = all.filter((thing) => !this.#hasNoValue(thing));
    this.#withValue = new SortedList(valued);
    this.#withoutValue = new SortedList(all.slice(valued.length));
  }

  /** Puts what a thing has become in the place of what it was; either can be missing. */
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

  /** Everything in this order, one way or the other. */
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

  /** The things whose value is between two, both included. */
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

/** A part of an ascending list, read from its beginning or from its end. */
function sliceOf<T>(list: SortedList<T>, from: number, to: number, descending: boolean): T[] {
  const within = (at: number) => Math.min(Math.max(at, 0), list.size);
  const [start, end] = [within(from), within(to)];
  if (!descending) return list.slice(start, end);
  return list.slice(list.size - end, list.size - start).reverse();
}
