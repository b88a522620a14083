import { ConfigError } from "@interkit/client";
import type { Json } from "../common/json.ts";
import { EventLoop } from "../run/event-loop.ts";
import { noCounts } from "../run/results.ts";
import type { Progress, StateStore } from "../state/state-store.ts";

/** What was sent of an object last, and what Intercom returned after that, as fingerprints of the same names. */
export interface ObjectRecord {
  readonly id: string;
  readonly sent: string;
  /** Intercom rewrites some values, so that what it has is compared with this and not with what was sent. */
  readonly kept: string;
  /** It is there, and was unpublished when the source no longer had it. */
  readonly isUnpublished?: true;
}

/** What is stored before a request that may create an object or take one over, so that a kill leaves no unknown one. */
export interface Intent {
  readonly title: string;
  /** The objects with this title that were there before: none of them is the one that the request creates. */
  readonly others: readonly string[];
}

export type SyncRecord = ObjectRecord | Intent;

/** What the state has of a sync. */
export interface SyncState {
  /** The `id` of the collection; none before the first apply. */
  readonly collection: string | undefined;
  /** Grows with each apply that wrote something. */
  readonly revision: number;
  readonly records: ReadonlyMap<string, SyncRecord>;
}

export function isObjectRecord(record: SyncRecord | undefined): record is ObjectRecord {
  return record !== undefined && "id" in record;
}

/** The record in the form in which it is stored, where most are half as long. */
export function toStored(record: SyncRecord): Json {
  if (!isObjectRecord(record)) return { ...record };
  const { id, sent, kept, isUnpublished } = record;
  if (isUnpublished) return { id, isUnpublished };
  return kept === sent ? { id, sent } : { id, sent, kept };
}

/** The progress of a sync, which has no items to continue with. */
export function progressOf(collection: string, revision: number): Progress {
  const startedAt = Math.floor(Date.now() / 1000);
  return { mark: { collection, revision }, isComplete: true, counts: noCounts, startedAt };
}

/** So many records are read at once: the event loop waits for them. */
const pageSize = 500;

/** @throws {ConfigError} when the state has a job of the same name. */
export async function readSyncState(store: StateStore, name: string): Promise<SyncState> {
  const progress = await store.progress(name);
  const records = new Map<string, SyncRecord>();
  const eventLoop = new EventLoop();
  for (let after: string | undefined; ; ) {
    const page = await store.records(name, { limit: pageSize, after });
    for (const { key, value } of page) {
      await eventLoop.yield();
      records.set(key, fromStored(value));
    }
    if (page.length < pageSize) break;
    after = page.at(-1)?.key;
  }
  return { ...headOf(name, progress), records };
}

function headOf(name: string, progress: Progress | undefined): Omit<SyncState, "records"> {
  if (progress === undefined) return { collection: undefined, revision: 0 };
  const { collection, revision } = (progress.mark ?? {}) as Partial<SyncState>;
  if (typeof collection === "string" && typeof revision === "number") {
    return { collection, revision };
  }
  throw new ConfigError(
    `createSync: the state has a job with the name "${name}"; give the sync another "name", or a state of its own`,
  );
}

function fromStored(value: Json): SyncRecord {
  const record = value as unknown as Intent | (Partial<ObjectRecord> & { readonly id: string });
  if (!("id" in record)) return record;
  const { id, sent = "", kept = sent, isUnpublished } = record;
  return { id, sent, kept, ...(isUnpublished && { isUnpublished }) };
}
