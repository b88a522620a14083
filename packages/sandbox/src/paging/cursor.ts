import { apiError } from "../engine/errors.ts";

/** What a list is sorted by. Nothing sorts after everything else, in either direction. */
export type SortValue = string | number | boolean | null | undefined;

/** Where in a sorted list something is: what it is sorted by, then its id. */
export interface Position {
  readonly value: SortValue;
  readonly id: string;
}

/** A position with the number of the page that starts after it. */
export interface Cursor extends Position {
  readonly page: number;
}

/**
 * Writes a cursor. It holds a position and nothing of the list, so that things that change between
 * two pages can be skipped or come twice, as they do with Intercom.
 */
export function writeCursor({ value, id, page }: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([value ?? null, id, page]));
  return btoa(String.fromCharCode(...bytes));
}

/** @throws {ApiError} 400 `client_error` when the text is not a cursor that was given out. */
export function readCursor(text: string): Cursor {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const [value, id, page] = JSON.parse(new TextDecoder().decode(bytes)) as unknown[];
    if (typeof id === "string" && typeof page === "number") {
      return { value: value as SortValue, id, page };
    }
  } catch {
    // Told below, together with JSON that is something else.
  }
  throw apiError(400, "client_error", "starting_after is not a cursor from an earlier page");
}

/** Orders positions: by value, then by id, so that the order is total. */
export function comparePositions(a: Position, b: Position, descending: boolean): number {
  const sign = descending ? -1 : 1;
  const [left, right] = [a.value ?? null, b.value ?? null];
  if (left === null || right === null) {
    if (left !== right) return left === null ? 1 : -1;
  } else if (left !== right) {
    return left < right ? -sign : sign;
  }
  return sign * compareIds(a.id, b.id);
}

/** Longer ids are later ones: they are numbers, or all of one length. */
function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
