import type { Version } from "./description/versions.ts";
import { Engine, type LogEntry } from "./engine/engine.ts";
import type { Listening, ListenOptions } from "./node/listen.ts";
import { handlers } from "./resources/index.ts";
import { plant, Seeds } from "./seeds/seeds.ts";
import { Store } from "./store/store.ts";

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
  /** Puts things there that the API cannot make. */
  readonly seed: Seeds;
  /** Forgets everything, back to what a new sandbox knows. */
  readonly reset: () => void;
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
  let store = new Store(seed);
  const seeds = new Seeds(() => store, clock);
  plant(seeds);
  const engine = new Engine({
    handlers,
    store: () => store,
    clock,
    tokens: token === undefined ? undefined : [token].flat(),
    defaultVersion: options.defaultVersion ?? "2.16",
    requestsPerMinute: rateLimit?.perMinute ?? 10_000,
    log: options.log,
  });
  const fetch: Sandbox["fetch"] = (input, init) => engine.fetch(new Request(input, init));
  return {
    fetch,
    seed: seeds,
    reset: () => {
      store = new Store(seed);
      plant(seeds);
    },
    // `#listen` is Node's server where there is Node, and elsewhere an error that says so.
    listen: async (listenOptions) => (await import("#listen")).listen(fetch, listenOptions),
  };
}
