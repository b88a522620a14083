import type { JournalEntry, Snapshot } from "../store/store.ts";

/** Where a state is kept when the program ends. A kill at any moment leaves the old or the new one. */
export interface StateFile {
  /** What was kept; nothing when the file is new. */
  read(): Snapshot | undefined;
  /** Puts a whole state in place of what is kept. */
  write(snapshot: Snapshot): void;
  /** Adds what one request changed: all of it or, with an error, nothing. */
  append(step: JournalEntry): void;
  /** Whether the steps have come to weigh more than a whole state, so that it is time for one. */
  readonly needsCompaction: boolean;
  /** Lets another sandbox have the file. */
  close(): void;
}
