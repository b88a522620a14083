/** A value to sort by. Missing values sort last, in either direction. */
export type SortValue = string | number | boolean | null | undefined;

/** A position in an order: the value, then the id. */
export interface Position {
  readonly value: SortValue;
  readonly id: string;
}

/** An ordered list, of which pages can be read. */
export interface OrderedList<T> {
  /** The number of items on all pages. */
  readonly size: number;
  readonly positionOf: (thing: T) => Position;
  /** Up to `count` items after a position; without a position, from the beginning. */
  readonly after: (position: Position | undefined, count: number) => readonly T[];
  /** Up to `count` items after the first `skipped`. */
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

/** Custom attributes of one name can have values of several types: each type sorts separately. */
function isLess(a: string | number | boolean, b: string | number | boolean): boolean {
  return typeof a === typeof b ? a < b : typeof a < typeof b;
}

/** Longer ids sort later: ids are numbers, or all of one length. */
function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A binary search: how many of `size` sorted items `isBefore` holds for. */
export function countBefore(size: number, isBefore: (at: number) => boolean): number {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
