import type { Complaints } from "./run-cases.ts";

/** What is needed to try the promises somewhere. */
export interface Trial {
  /** The hostile server's URL. */
  readonly serverUrl: string;
  /** An ES module that exports `runCases`. It is served at `/_page/run-cases.js` as well. */
  readonly module: string;
}

/** A runtime that runs. */
export interface Running {
  readonly version: string;
  runCases(trial: Trial): Promise<Complaints>;
  stop(): Promise<void>;
}

/** Somewhere that our client has to work. */
export interface Runtime {
  readonly name: string;
  /** Installs it, if need be, and starts it. Throws where this machine cannot run it. */
  start(): Promise<Running>;
}
