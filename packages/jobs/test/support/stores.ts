import {
  type FailedItem,
  fileState,
  type Json,
  type Lease,
  memoryState,
  type Progress,
  type StateStore,
} from "@interkit/jobs";
import { onTestFinished } from "vitest";
import { engines, temporaryPath } from "./files.ts";

/** The stores that the package has, each with a function that makes an empty one. */
export const stores: readonly (readonly [name: string, create: () => StateStore])[] = [
  ["memoryState", memoryState],
  ...engines.map(
    (engine) => [`fileState with ${engine}`, () => fileState(temporaryPath(), { engine })] as const,
  ),
];

export const progress: Progress = {
  mark: { after: "10" },
  isComplete: false,
  counts: { done: 10, gone: 0, failed: 0, incomplete: 0 },
  startedAt: 1_700_000_000,
};

/** A failed item with that key. */
export function failedItem(key: string, item: Json = { id: key }, attempts = 3): FailedItem {
  return { key, item, reason: "503", attempts, failedAt: 1_700_000_001 };
}

/** An empty store, closed after the test. */
export function openStore(create: () => StateStore): StateStore {
  const store = create();
  onTestFinished(() => store.close());
  return store;
}

/** A lease that the store has to grant. */
export async function take(store: StateStore, job = "backfill", ttlMs = 60_000): Promise<Lease> {
  const lease = await store.acquire(job, ttlMs);
  if (lease === undefined) throw new Error(`another owner has ${job}`);
  return lease;
}
