import {
  comparePositions,
  countBefore,
  type Listing,
  type Position,
  type SortValue,
} from "../store/position.ts";
import { readCursor, writeCursor } from "./cursor.ts";

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

/** A list that is in no order yet. For the page after a cursor, only that page is sorted. */
export function unsorted<T extends Identified>(items: readonly T[], order: Order<T>): Listing<T> {
  return {
    size: items.length,
    positionOf: (item) => positionOf(item, order),
    from: (skipped, count) => sorted(items, order).slice(skipped, skipped + count),
    after: (position, count) => {
      const isAfter = (item: T) =>
        position === undefined ||
        comparePositions(positionOf(item, order), position, order.descending) > 0;
      return first(count, items.filter(isAfter), order);
    },
  };
}

/** The page that starts after a cursor; the first one without. */
export function pageAfter<T>(
  list: Listing<T>,
  perPage: number,
  startingAfter: string | undefined,
): Page<T> {
  const cursor = startingAfter === undefined ? undefined : readCursor(startingAfter);
  return page(list, list.after(cursor, perPage + 1), perPage, cursor?.page ?? 1);
}

/** The page with a number, counted from 1. */
export function pageNumber<T>(list: Listing<T>, perPage: number, number: number): Page<T> {
  return page(list, list.from((number - 1) * perPage, perPage + 1), perPage, number);
}

/** A page of what was read, which is one item more if there is another page. */
function page<T>(list: Listing<T>, read: readonly T[], perPage: number, number: number): Page<T> {
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

/** The first so many of a list, in order. The others are compared with the last of them alone. */
function first<T extends Identified>(count: number, items: readonly T[], order: Order<T>): T[] {
  if (count >= items.length) return sorted(items, order);
  const found: { item: T; position: Position }[] = [];
  for (const item of items) {
    const position = positionOf(item, order);
    const isBefore = (other: { position: Position } | undefined) =>
      other !== undefined && comparePositions(other.position, position, order.descending) < 0;
    if (found.length === count && isBefore(found.at(-1))) continue;
    const place = countBefore(found.length, (at) => isBefore(found[at]));
    found.splice(place, 0, { item, position });
    if (found.length > count) found.pop();
  }
  return found.map(({ item }) => item);
}
