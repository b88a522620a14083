import { comparePositions, countBefore, type Listing, type Position } from "./position.ts";

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
  readonly #valued: T[] = [];
  /** Things without one, ascending by id. */
  readonly #blank: T[] = [];

  constructor(key: SortKey<T>, things: Iterable<T>) {
    this.#key = key;
    for (const thing of things) {
      this.#listFor(thing)?.push(thing);
    }
    for (const list of [this.#valued, this.#blank]) {
      list.sort((a, b) => comparePositions(this.#positionOf(a), this.#positionOf(b), false));
    }
  }

  /** Puts what a thing has become in the place of what it was; either can be missing. */
  replace(before: T | undefined, after: T | undefined): void {
    const from = before && this.#listFor(before);
    const to = after && this.#listFor(after);
    if (before && after && from && from === to && this.#key(before) === this.#key(after)) {
      from[this.#placeOf(from, before)] = after;
      return;
    }
    if (before && from) from.splice(this.#placeOf(from, before), 1);
    if (after && to) to.splice(this.#placeOf(to, after), 0, after);
  }

  /** Everything in this order, one way or the other. */
  listing(descending: boolean): Listing<T> {
    const size = this.#valued.length + this.#blank.length;
    const positionOf = (thing: T) => this.#positionOf(thing);
    const from = (skipped: number, count: number) => this.#slice(skipped, count, descending);
    const after = (position: Position | undefined, count: number) => {
      if (!position) return from(0, count);
      const isPassed = (at: number) =>
        comparePositions(positionOf(this.#at(at, descending)), position, descending) <= 0;
      return from(countBefore(size, isPassed), count);
    };
    return { size, positionOf, from, after };
  }

  /** The things whose value is between two, both included. */
  between(low: number, high: number): Range<T> {
    const all = this.#valued;
    const valueAt = (at: number) => this.#key(all[at] as T) as number;
    const start = countBefore(all.length, (at) => valueAt(at) < low);
    const end = Math.max(
      start,
      countBefore(all.length, (at) => valueAt(at) <= high),
    );
    return { size: end - start, read: () => all.slice(start, end) };
  }

  #listFor(thing: T): T[] | undefined {
    const value = this.#key(thing) ?? null;
    if (value === false) return undefined;
    return value === null ? this.#blank : this.#valued;
  }

  #positionOf(thing: T): Position {
    return { value: this.#key(thing), id: thing.id };
  }

  /** Where a thing is in its list, or would be. */
  #placeOf(list: readonly T[], thing: T): number {
    const wanted = this.#positionOf(thing);
    const isBefore = (at: number) =>
      comparePositions(this.#positionOf(list[at] as T), wanted, false) < 0;
    // New things mostly come last.
    if (list.length === 0 || isBefore(list.length - 1)) return list.length;
    return countBefore(list.length, isBefore);
  }

  #at(at: number, descending: boolean): T {
    const first = this.#valued.length;
    const [list, place] = at < first ? [this.#valued, at] : [this.#blank, at - first];
    return list[descending ? list.length - 1 - place : place] as T;
  }

  #slice(skipped: number, count: number, descending: boolean): readonly T[] {
    const first = this.#valued.length;
    const end = skipped + count;
    const valued = part(this.#valued, skipped, end, descending);
    return [...valued, ...part(this.#blank, skipped - first, end - first, descending)];
  }
}

/** A part of an ascending list, read from its beginning or from its end. */
function part<T>(list: readonly T[], from: number, to: number, descending: boolean): readonly T[] {
  const within = (at: number) => Math.min(Math.max(at, 0), list.length);
  const [start, end] = [within(from), within(to)];
  if (!descending) return list.slice(start, end);
  return list.slice(list.length - end, list.length - start).reverse();
}
