import type { Change } from "../store/collection.ts";
import type { IdCounts } from "../store/ids.ts";
import type { Snapshot } from "../store/store.ts";

/** What one request changed. */
export interface Step {
  readonly ids: IdCounts;
  readonly changes: readonly Change[];
}

/** Where a state is kept when the program ends. A kill at any moment leaves the old or the new one. */
export interface StateFile {
  /** What was kept; nothing when the file is new. */
  read(): Snapshot | undefined;
  /** Puts a whole state in place of what is kept. */
  write(snapshot: Snapshot): void;
  /** Adds what one request changed. */
  append(step: Step): void;
}
