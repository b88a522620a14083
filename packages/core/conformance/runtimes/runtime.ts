import type { Complaints } from "./run-cases.ts";

/** The inputs that a runtime needs to try the promises. */
export interface Trial {
  /** The hostile server's URL. */
  readonly serverUrl: string;
  /**
   * ES modules that export `runCases`. That for browsers is served at `/_page/run-cases.js` as well; that
   * of the pool needs undici.
   */
  readonly modules: { readonly node: string; readonly browser: string; readonly pool: string };
}

/** A runtime that runs. */
export interface Running {
  readonly version: string;
  runCases(trial: Trial): Promise<Complaints>;
  stop(): Promise<void>;
}

/** A runtime that our client supports. */
export interface Runtime {
  readonly name: string;
  /** Installs it, if need be, and starts it. Throws where this machine cannot run it. */
  start(): Promise<Running>;
}
