import { type Checkpoint, ConfigError, type LazyList } from "@interkit/client";

/** What the cursor of a tool contains. */
export interface Cursor {
  readonly checkpoint: Checkpoint;
  /** The size of pages belongs to the arguments of the list, and stays that of the first call. */
  readonly pageSize: number | undefined;
}

/** Writes a cursor, which is opaque to a model. */
export function writeCursor({ checkpoint, pageSize }: Cursor): string {
  // The server has one workspace. A cursor stays valid when the operator sets a new token.
  const { workspace: _, ...rest } = checkpoint;
  return Buffer.from(JSON.stringify([pageSize ?? 0, rest])).toString("base64url");
}

/** @throws {ConfigError} for text that is no cursor. */
export function readCursor(text: string): Cursor {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    const [pageSize, checkpoint] = Array.isArray(value) ? value : [];
    if (isPageSize(pageSize) && typeof checkpoint === "object" && checkpoint !== null) {
      return { pageSize: pageSize || undefined, checkpoint: checkpoint as Checkpoint };
    }
  } catch {
    // Text that is no JSON is refused as well.
  }
  throw invalidCursor();
}

function isPageSize(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 250;
}

/** @throws {ConfigError} for the cursor of another list, or of other arguments. */
export function resumeFrom(list: LazyList<unknown>, cursor: Cursor): LazyList<unknown> {
  try {
    return list.resumeFrom(cursor.checkpoint);
  } catch (error) {
    if (error instanceof ConfigError) throw invalidCursor();
    throw error;
  }
}

function invalidCursor(): ConfigError {
  return new ConfigError(
    "The cursor is not one of this list; send the cursor of the result before, unchanged, with the same arguments (limit, fields and max_chars may differ), or leave it out to begin at the start",
  );
}
