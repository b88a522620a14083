import type { Running } from "./runtime.ts";

/** What was wrong with each promise, in their order; null for those that were kept. */
export type Complaints = readonly (string | null)[];

/** Promises that are tried in every runtime. */
export interface Suite {
  readonly name: string;
  readonly promises: readonly string[];
  /** Promises that a platform makes impossible, by runtime, each with the reason. */
  readonly impossible: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Whether it can be tried in a runtime of this name. */
  readonly fits: (running: Running, name: string) => boolean;
  /** Prepares what the trials share. */
  start(): Promise<StartedSuite>;
}

export interface StartedSuite {
  run(running: Running): Promise<Complaints>;
  close(): Promise<void>;
}
