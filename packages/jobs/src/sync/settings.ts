import type { Collection } from "../collections/collection.ts";
import type { Source } from "../sources/source.ts";
import type { StateStore } from "../state/state-store.ts";

/** Checked options of a sync with their defaults. */
export interface SyncSettings<Wanted> {
  readonly name: string;
  readonly from: Source<Wanted>;
  readonly to: Collection<Wanted>;
  readonly state: string | StateStore;
  readonly maxRemovals: number;
  readonly maxRemovalShare: number;
  readonly concurrency: number;
  readonly allowEmpty: boolean;
  readonly allowSameTitles: boolean;
  readonly unknown: "keep" | "remove";
}
