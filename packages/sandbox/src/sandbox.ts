import type { Version } from "./description/versions.ts";
import { Engine, type LogEntry } from "./engine/engine.ts";
import type { Listening, ListenOptions } from "./node/listen.ts";
import { handlers } from "./resources/index.ts";
import { plant, Seeds } from "./seeds/seeds.ts";
import { State } from "./state/state.ts";
import type { Snapshot } from "./store/store.ts";

export interface SandboxOptions {
  /** The access tokens that are accepted. Any that is not empty when left out. */
  readonly token?: string | readonly string[];
  /** Requests per minute and token, spread over windows of ten seconds. 10,000 when left out. */
  readonly rateLimit?: { readonly perMinute: number };
  /** The version of requests without an `Intercom-Version` header. 2.16 when left out. */
  readonly defaultVersion?: Version;
  /** The time in milliseconds since 1970, as `Date.now` gives it. */
  readonly clock?: () => number;
  /** Ids follow from it: the same seed and the same requests give the same ids. */
  readonly seed?: string;
  /** Told of every request that was answered. It holds no token and no body. */
  readonly log?: (entry: LogEntry) => void;
}

/** A stateful Intercom in memory. */
export interface Sandbox {
  /** Answers a request. Use it wherever a `fetch` function is taken; hosts do not matter. */
  readonly fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
  /** Serves the sandbox over HTTP, on Node. Port 0 takes any free one. */
  readonly listen: (options?: ListenOptions) => Promise<Listening>;
  /** When the workspace is made. Requests wait for it; `seed`, `reset` and the like need it. */
  readonly ready: Promise<void>;
  /** Puts things there that the API cannot make. */
  readonly seed: Seeds;
  /** Forgets everything, back to what a new sandbox knows. */
  readonly reset: () => void;
  /** All that the sandbox knows at this moment, as plain JSON: later changes leave it as it is. */
  readonly snapshot: () => Snapshot;
  /** Takes over what a snapshot holds, in place of everything that is there. */
  readonly restore: (snapshot: Snapshot) => void;
}

/**
 * Starts an Intercom of your own: it answers every API version from the same description as the
 * clients, remembers what it is told, and forgets it when the program ends.
 *
 * @example
 * ```ts
 * import { createSandbox } from "@interkit/sandbox";
 *
 * const sandbox = createSandbox();
 * const server = await sandbox.listen({ port: 0 });
 * const response = await fetch(`${server.url}/contacts`, {
 *   headers: { Authorization: "Bearer any", "Intercom-Version": "2.16" },
 * });
 * await server.close();
 * ```
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { token, rateLimit, clock = Date.now, seed = "interkit" } = options;
  const tokens = token === undefined ? undefined : [token].flat();
  const version = options.defaultVersion ?? "2.16";
  const state = new State({ seed, plant: (store) => plant(new Seeds(() => store, clock)) });
  const engine = new Engine({
    handlers,
    state,
    clock,
    tokens,
    defaultVersion: version,
    requestsPerMinute: rateLimit?.perMinute ?? 10_000,
    log: options.log,
  });
  // The page calls with a token of its own unless only certain ones are accepted.
  const page = { token: tokens === undefined ? "page" : (tokens[0] ?? ""), version };
  const fetch: Sandbox["fetch"] = (input, init) => engine.fetch(new Request(input, init));
  return {
    fetch,
    ready: state.ready,
    seed: new Seeds(() => state.store, clock),
    reset: () => state.reset(),
    snapshot: () => state.snapshot(),
    restore: (snapshot) => state.restore(snapshot),
    // `#listen` is Node's server where there is Node, and elsewhere an error that says so.
    listen: async (listenOptions) => (await import("#listen")).listen(fetch, page, listenOptions),
  };
}
