import type { JournalEntry, Snapshot } from "../store/store.ts";

/** A file that keeps the state. A kill at any moment leaves the old or the new state. */
export interface StateFile {
  /** Reads the state; `undefined` when the file is new. */
  read(): Snapshot | undefined;
  /** Replaces the content with a snapshot. */
  write(snapshot: Snapshot): void;
  /** Appends the changes of one request: all of them or, with an error, none. */
  append(step: JournalEntry): void;
  /** Whether the journal is larger than the snapshot, so that a new snapshot should replace both. */
  readonly needsCompaction: boolean;
  /** Releases the file for another sandbox. */
  close(): void;
}
