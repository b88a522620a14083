/** An ES module in the forms that runtimes take. */
export interface Program {
  /** For programs that resolve packages as Node does. */
  readonly node: string;
  /** For browsers and workers. */
  readonly browser: string;
  /** For Node with an undici of its own; it may import that. */
  readonly pool?: string | undefined;
  /** Where a browser gets it: a URL on the server. */
  readonly url?: string | undefined;
}

/** An HTTP server in a runtime. */
export interface Serving {
  readonly url: string;
  stop(): Promise<void>;
}

/** A runtime that runs. */
export interface Running {
  readonly version: string;
  /**
   * Calls the function `run` that a program exports, with one text; resolves to what that returns, as
   * JSON. Left out where a runtime only serves.
   */
  readonly run?: ((program: Program, argument: string) => Promise<unknown>) | undefined;
  /**
   * Serves what a program exports by default, an object with `fetch`, on a free port. Left out where a
   * runtime has no server.
   */
  readonly serve?: ((program: Program) => Promise<Serving>) | undefined;
  stop(): Promise<void>;
}

/** A runtime that the packages support. */
export interface Runtime {
  readonly name: string;
  /** Installs it, if need be, and starts it. Throws where this machine cannot run it. */
  start(): Promise<Running>;
}
