import type { Json } from "../common/json.ts";

/** Where the results of a job's steps are written, in the order of the items. */
export interface Output<Result> {
  /** What it writes, for messages, such as the path of a file. */
  readonly name: string;
  /**
   * Begins to write behind a position that was stored, or a new output without one. What was written behind that
   * position, by a run that was killed before it stored another, is removed.
   *
   * @throws {ConfigError} when what was written before is missing.
   */
  begin(position: Json | undefined): Promise<OutputWriter<Result>>;
  /**
   * Whether what complete runs wrote is there no more, such as a file that was moved away. The next run then begins
   * a new output with its own results. Without this method, it is always there.
   */
  isGone?(): Promise<boolean>;
}

/** Writes the results of one run. */
export interface OutputWriter<Result> {
  /** Writes results. Resolves once a kill cannot undo it, to the position to store with their items. */
  write(results: readonly Result[]): Promise<Json>;
  /** Ends the output of a complete run. */
  finish(): Promise<void>;
  /** Closes what was opened. A run that was not complete is continued from the last position. */
  close(): Promise<void>;
}
