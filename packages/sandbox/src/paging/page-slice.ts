import {
  comparePositions,
  type OrderedList,
  type Position,
  type SortValue,
} from "../store/position.ts";
import { readCursor, writeCursor } from "./cursor.ts";

/** The order of a list. */
export interface Order<T> {
  readonly by: (item: T) => SortValue;
  readonly descending: boolean;
}

/** One page of a list. */
export interface PageSlice<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly page: number;
  readonly perPage: number;
  readonly totalPages: number;
  /** The cursor of the next page; `undefined` on the last page. */
  readonly next: string | undefined;
}

type Identified = { readonly id: string };

interface PositionedItem<T> {
  readonly item: T;
  readonly position: Position;
}

/** Sorts a list; equal values are sorted by id. */
export function sorted<T extends Identified>(items: readonly T[], order: Order<T>): T[] {
  return firstAfter(undefined, items.length, items, order);
}

/** An ordered list over unsorted items. For the page after a cursor, only that page is sorted. */
export function sortLazily<T extends Identified>(
  items: readonly T[],
  order: Order<T>,
): OrderedList<T> {
  return {
    size: items.length,
    positionOf: (item) => positionOf(item, order),
    from: (skipped, count) => sorted(items, order).slice(skipped, skipped + count),
    after: (position, count) => firstAfter(position, count, items, order),
  };
}

/** The page after a cursor; without a cursor, the first page. */
export function pageAfter<T>(
  list: OrderedList<T>,
  perPage: number,
  startingAfter: string | undefined,
): PageSlice<T> {
  const cursor = startingAfter === undefined ? undefined : readCursor(startingAfter);
  return toPageSlice(list, list.after(cursor, perPage + 1), perPage, cursor?.page ?? 1);
}

/** The page with a number, counted from 1. Page 0 has the items of page 1, and page 1 follows it. */
export function pageNumber<T>(list: OrderedList<T>, perPage: number, number: number): PageSlice<T> {
  const skipped = Math.max(0, number - 1) * perPage;
  return toPageSlice(list, list.from(skipped, perPage + 1), perPage, number);
}

/** Makes a page of the items read, which are one more than a page if there is a next page. */
function toPageSlice<T>(
  list: OrderedList<T>,
  read: readonly T[],
  perPage: number,
  number: number,
): PageSlice<T> {
  const items = read.slice(0, perPage);
  const last = items.at(-1);
  const more = last !== undefined && read.length > perPage;
  return {
    items,
    total: list.size,
    page: number,
    perPage,
    totalPages: Math.ceil(list.size / perPage),
    next: more ? writeCursor({ ...list.positionOf(last), page: number + 1 }) : undefined,
  };
}

function positionOf<T extends Identified>(item: T, order: Order<T>): Position {
  return { value: order.by(item), id: item.id };
}

/**
 * The first `count` items after a position, sorted. Each item is compared only with the last of the
 * items found so far. In descending order, the newest items are read first, since they mostly sort
 * first.
 */
function firstAfter<T extends Identified>(
  start: Position | undefined,
  count: number,
  items: readonly T[],
  { by, descending }: Order<T>,
): T[] {
  const isAfter = (a: Position, b: Position) => comparePositions(a, b, descending) > 0;
  let found: PositionedItem<T>[] = [];
  const sortAndTrim = () => {
    found.sort((a, b) => comparePositions(a.position, b.position, descending));
    found = found.slice(0, count);
  };
  let last: Position | undefined;
  for (let index = 0; index < items.length; index++) {
    const item = items[descending ? items.length - 1 - index : index] as T;
    const position = { value: by(item), id: item.id };
    if ((start && !isAfter(position, start)) || (last && isAfter(position, last))) continue;
    found.push({ item, position });
    if (found.length < 2 * count) continue;
    sortAndTrim();
    last = found.at(-1)?.position;
  }
  sortAndTrim();
  return found.map(({ item }) => item);
}
