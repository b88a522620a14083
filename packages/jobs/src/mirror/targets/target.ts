import type { Json } from "../../common/json.ts";

/** What a mirror can have a copy of. */
export type MirrorStream = "contacts" | "companies" | "conversations" | "tickets";

/** An object of the workspace, as a target keeps it. A conversation contains its parts, and so does a ticket. */
export interface MirrorRecord {
  /** Intercom's id. */
  readonly id: string;
  /** When the object changed last, in Unix seconds. */
  readonly updatedAt: number;
  /**
   * A time before which it was not read, in milliseconds since 1970. Of two records with the same `updatedAt`, the
   * one that was read later is the newer one, since an object may change several times in a second.
   */
  readonly readAt: number;
  /** The object, as the API returned it. */
  readonly data: { readonly [name: string]: Json | undefined };
}

/**
 * Where a mirror keeps its copy. Every method may be called again with the same arguments, after a kill.
 * Implementations: `sqlTarget`, `fileTarget`, `memoryTarget`; write another one for a store of your own.
 */
export interface MirrorTarget {
  /**
   * Writes records, each of them as a whole, unless the target has a newer one: one with a later `updatedAt`, or
   * with the same `updatedAt` and a later `readAt`. That comparison and the write are one step for everything
   * that writes to the target.
   */
  put(stream: MirrorStream, records: readonly MirrorRecord[]): Promise<void>;
  /** Removes records. Those that the target does not have are ignored. */
  remove(stream: MirrorStream, ids: readonly string[]): Promise<void>;
  /** Stores that an object was merged into another one, so that its id can be looked up. */
  alias(stream: MirrorStream, from: string, to: string): Promise<void>;
  /** The records with these ids that the target has, in any order. */
  get(stream: MirrorStream, ids: readonly string[]): Promise<MirrorRecord[]>;
  /**
   * The ids of the records behind the id `after`, at most `limit`, in an order that stays. Fewer than `limit`
   * are the last ones.
   */
  ids(
    stream: MirrorStream,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<string[]>;
}

/** Whether a record is older than another one of the same object. */
export function isOlder(
  record: Pick<MirrorRecord, "updatedAt" | "readAt">,
  other: Pick<MirrorRecord, "updatedAt" | "readAt">,
): boolean {
  if (record.updatedAt !== other.updatedAt) return record.updatedAt < other.updatedAt;
  return record.readAt < other.readAt;
}
