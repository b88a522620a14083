import { isGone } from "@interkit/core";
import type { Confirmed } from "./bulk-types.ts";

/** A record that was looked up. */
export interface FoundRecord {
  /** Intercom's id. */
  readonly id: string;
  /** When it was created, in Unix seconds. */
  readonly created_at: number;
  /** When it changed last, in Unix seconds. */
  readonly updated_at: number;
}

/** Returns a record, or `undefined` when there is none. */
export async function readIfAny<T>(read: PromiseLike<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Confirms an update by the time of the last change, which stays where Intercom changed nothing. */
export async function confirmUpdated(
  read: PromiseLike<FoundRecord>,
  since: number,
): Promise<Confirmed> {
  const found = await readIfAny(read);
  if (found === undefined) return { isDone: false, reason: "missing" };
  return found.updated_at >= since ? { isDone: true } : { isDone: false, reason: "unconfirmed" };
}

/** Confirms a deletion: the record is there no longer. */
export async function confirmDeleted(read: PromiseLike<FoundRecord>): Promise<Confirmed> {
  const found = await readIfAny(read);
  return found === undefined ? { isDone: true } : { isDone: false, reason: "refused" };
}
