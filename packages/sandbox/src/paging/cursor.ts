import { apiError } from "../engine/errors.ts";
import type { Position, SortValue } from "../store/position.ts";

/** A position with the number of the page that starts after it. */
export interface Cursor extends Position {
  readonly page: number;
}

/**
 * Writes a cursor. It contains a position and nothing of the list, so that items that change
 * between two pages can be skipped or repeated, as at Intercom.
 */
export function writeCursor({ value, id, page }: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([value ?? null, id, page]));
  return btoa(String.fromCharCode(...bytes));
}

/** @throws {ApiError} 400 `client_error` when the text is not a cursor of a response. */
export function readCursor(text: string): Cursor {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const [value, id, page] = JSON.parse(new TextDecoder().decode(bytes)) as unknown[];
    if (typeof id === "string" && typeof page === "number") {
      return { value: value as SortValue, id, page };
    }
  } catch {
    // The error below is thrown for text that is not JSON too.
  }
  throw apiError(400, "client_error", "starting_after is not a cursor from an earlier page");
}
