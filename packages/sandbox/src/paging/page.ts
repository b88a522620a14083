import {
  type Cursor,
  comparePositions,
  type Position,
  readCursor,
  type SortValue,
  writeCursor,
} from "./cursor.ts";

/** How a list is ordered. */
export interface Order<T> {
  readonly by: (item: T) => SortValue;
  readonly descending: boolean;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly page: number;
  readonly perPage: number;
  readonly totalPages: number;
  /** The cursor of the next page; absent on the last one. */
  readonly next: string | undefined;
}

type Identified = { readonly id: string };

/** Sorts a list, the id deciding among equals. */
export function sorted<T extends Identified>(items: readonly T[], order: Order<T>): T[] {
  const keyed = items.map((item) => ({ item, position: positionOf(item, order) }));
  keyed.sort((a, b) => comparePositions(a.position, b.position, order.descending));
  return keyed.map(({ item }) => item);
}

/** The page that starts after a cursor; the first one without. */
export function pageAfter<T extends Identified>(
  items: readonly T[],
  order: Order<T>,
  perPage: number,
  startingAfter: string | undefined,
): Page<T> {
  const list = sorted(items, order);
  const cursor = startingAfter === undefined ? undefined : readCursor(startingAfter);
  const start = cursor
    ? list.findIndex((item) => isAfter(positionOf(item, order), cursor, order))
    : 0;
  const from = start === -1 ? list.length : start;
  return cut(list, from, cursor?.page ?? 1, perPage, order);
}

/** The page with a number, counted from 1. */
export function pageNumber<T extends Identified>(
  items: readonly T[],
  order: Order<T>,
  perPage: number,
  page: number,
): Page<T> {
  return cut(sorted(items, order), (page - 1) * perPage, page, perPage, order);
}

function cut<T extends Identified>(
  list: readonly T[],
  from: number,
  page: number,
  perPage: number,
  order: Order<T>,
): Page<T> {
  const items = list.slice(from, from + perPage);
  const last = items.at(-1);
  const more = last !== undefined && from + perPage < list.length;
  return {
    items,
    total: list.length,
    page,
    perPage,
    totalPages: Math.ceil(list.length / perPage),
    next: more ? writeCursor({ ...positionOf(last, order), page: page + 1 }) : undefined,
  };
}

function positionOf<T extends Identified>(item: T, order: Order<T>): Position {
  return { value: order.by(item), id: item.id };
}

function isAfter<T>(position: Position, cursor: Cursor, order: Order<T>): boolean {
  return comparePositions(position, cursor, order.descending) > 0;
}
