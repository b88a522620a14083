/** What something is sorted by. Nothing sorts after everything else, in either direction. */
export type SortValue = string | number | boolean | null | undefined;

/** Where in an order something is: what it is sorted by, then its id. */
export interface Position {
  readonly value: SortValue;
  readonly id: string;
}

/** Things in an order, of which a page can be read. */
export interface OrderedList<T> {
  /** How many there are, on all pages together. */
  readonly size: number;
  readonly positionOf: (thing: T) => Position;
  /** Up to `count` of those that come after a position; of all of them without one. */
  readonly after: (position: Position | undefined, count: number) => readonly T[];
  /** Up to `count` of those that are left without the first `skipped`. */
  readonly from: (skipped: number, count: number) => readonly T[];
}

/** Orders positions: by value, then by id, so that the order is total. */
export function comparePositions(a: Position, b: Position, descending: boolean): number {
  const sign = descending ? -1 : 1;
  const [left, right] = [a.value ?? null, b.value ?? null];
  if (left === null || right === null) {
    if (left !== right) return left === null ? 1 : -1;
  } else if (left !== right) {
    return isLess(left, right) ? -sign : sign;
  }
  return sign * compareIds(a.id, b.id);
}

/** Custom attributes of one name can have values of several types: each type is by itself. */
function isLess(a: string | number | boolean, b: string | number | boolean): boolean {
  return typeof a === typeof b ? a < b : typeof a < typeof b;
}

/** Longer ids are later ones: they are numbers, or all of one length. */
function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** How many come before the first for which `isBefore` does not hold, of `size` in order. */
export function countBefore(size: number, isBefore: (at: number) => boolean): number {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
