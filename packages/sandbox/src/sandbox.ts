import { control, isControl } from "./control/control.ts";
import { latest, type Version } from "./description/versions.ts";
import type { DefaultVersion } from "./engine/asked-version.ts";
import { type CorsOption, readOrigins, withCors } from "./engine/cors.ts";
import { Engine } from "./engine/engine.ts";
import { type LogEntry, RequestLog, type Requests } from "./engine/request-log.ts";
import type { Faults } from "./faults/fault.ts";
import { FaultPlans } from "./faults/fault-plans.ts";
import type { Listening, ListenOptions } from "./node/listen.ts";
import { handlers } from "./resources/index.ts";
import { savedAtOnce } from "./seeds/saved-at-once.ts";
import { lastDay, readSeed, type SeedOptions } from "./seeds/seed-option.ts";
import { plant, Seeds } from "./seeds/seeds.ts";
import { type Clock, VirtualClock } from "./state/clock.ts";
import { State } from "./state/state.ts";
import { SearchLag } from "./store/search-lag.ts";
import type { Snapshot, Store } from "./store/store.ts";

/** Options of {@link createSandbox}. */
export interface SandboxOptions {
  /** The access tokens that are accepted. Any that is not empty when left out. */
  readonly token?: string | readonly string[];
  /** Requests per minute and token, spread over windows of ten seconds. 10,000 when left out. */
  readonly rateLimit?: { readonly perMinute: number };
  /**
   * The version of requests without an `Intercom-Version` header. The newest stable one when left
   * out; `1.0`, which apps without a version have, refuses them.
   */
  readonly defaultVersion?: DefaultVersion;
  /** What `sandbox.clock` runs by: milliseconds since 1970, as `Date.now` gives them. */
  readonly clock?: () => number;
  /**
   * Begins with a workspace full of data, which follows from this name: the same one, byte for byte,
   * on every machine. All of it lies before 1 September 2026 or, with a `clock`, before its time.
   * Without a seed, the workspace is empty, and ids follow from the name `interkit`.
   */
  readonly seed?: string | SeedOptions;
  /**
   * Keeps everything in this file, and begins with what is in it: nothing that was answered is lost
   * when the program is killed. Made when it is not there. Node only, one sandbox at a time.
   */
  readonly file?: string;
  /**
   * How late searches are, in milliseconds of the sandbox's clock: so long, contacts, companies,
   * conversations and tickets that are new or have changed are found as they were before, or not at
   * all. Lists and reads by id are never late. 0 when left out.
   *
   * @example
   * ```ts
   * import { createSandbox } from "@interkit/sandbox";
   *
   * const sandbox = createSandbox({ searchLagMs: 120_000 });
   * sandbox.seed.contact({ email: "ada@example.com" });
   * // A search finds nobody yet: a program that searches and then creates makes a second Ada.
   * sandbox.clock.advance(120_000);
   * ```
   */
  readonly searchLagMs?: number;
  /**
   * The origins of web pages that may use the API from a browser, such as `http://localhost:3000`;
   * `true` for any. None when left out, as at Intercom. `/_sandbox` stays closed to them.
   */
  readonly cors?: CorsOption;
  /** Told of every request that was answered. It holds no token and no body. */
  readonly log?: (entry: LogEntry) => void;
}

/** A stateful Intercom in memory. */
export interface Sandbox {
  /** Answers a request. Use it wherever a `fetch` function is taken; hosts do not matter. */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** Serves the sandbox over HTTP, on Node. Port 0 takes any free one. */
  readonly listen: (options?: ListenOptions) => Promise<Listening>;
  /**
   * When the workspace is made. Requests wait for it; `seed`, `reset` and the like need it.
   * It rejects, and so does every request, when the file cannot be taken.
   */
  readonly ready: Promise<void>;
  /** Puts things there that the API cannot make. */
  readonly seed: Seeds;
  /** Makes requests fail on purpose. */
  readonly faults: Faults;
  /** The time, which can be moved. */
  readonly clock: Clock;
  /** What was asked. */
  readonly requests: Requests;
  /**
   * Forgets everything, back to a new sandbox: what it knows, faults, the log of requests, where
   * the clock was moved to, and what counts for the rate limit.
   */
  readonly reset: () => void;
  /** All that the sandbox knows at this moment, as plain JSON: later changes leave it as it is. */
  readonly snapshot: () => Snapshot;
  /**
   * Takes over what a snapshot holds, in place of everything that is there.
   *
   * @throws {TypeError} when it is none. Then everything stays as it is.
   */
  readonly restore: (snapshot: Snapshot) => void;
  /** Stops every server, and lets another sandbox have the file. Then nothing can be asked. */
  readonly close: () => Promise<void>;
}

/**
 * Starts an Intercom of your own: it answers every API version from the same description as the
 * clients, remembers what it is told, and forgets it when the program ends, unless it has a `file`.
 *
 * @throws {TypeError} when the `seed` or an origin of `cors` is none.
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
  const { token, rateLimit, file } = options;
  const sample = readSeed(options.seed);
  const sampleTime = options.clock ? Math.floor(options.clock() / 1000) : lastDay;
  const seed = sample?.name ?? "interkit";
  const origins = readOrigins(options.cors);
  const tokens = token === undefined ? undefined : [token].flat();
  const defaultVersion = options.defaultVersion ?? latest;
  const clock = new VirtualClock(options.clock ?? Date.now);
  const now = () => clock.now;
  const faults = new FaultPlans(seed);
  const requests = new RequestLog();
  let begin = (store: Store) => plant(new Seeds(() => store, now));
  const prepare = async () => {
    if (sample) {
      const { plantSample } = await import("./seeds/sample/sample.ts");
      begin = (store) => plantSample(store, sample, sampleTime);
    }
    return file === undefined ? undefined : (await import("#state-file")).openStateFile(file);
  };
  const searchLagMs = readLag(options.searchLagMs);
  const state = new State({
    seed,
    lag: searchLagMs > 0 ? new SearchLag(searchLagMs, now) : undefined,
    plant: (store) => begin(store),
    prepare: sample || file !== undefined ? prepare : undefined,
  });
  const engine = new Engine({
    handlers,
    state,
    clock,
    faults,
    requests,
    tokens,
    defaultVersion,
    requestsPerMinute: rateLimit?.perMinute ?? 10_000,
    log: options.log,
  });
  const version: Version = defaultVersion === "1.0" ? latest : defaultVersion;
  const own = {
    ready: state.ready,
    seed: savedAtOnce(new Seeds(() => state.store, now), () => state.save()),
    faults,
    clock,
    requests,
    reset: () => {
      clock.reset();
      state.reset();
      faults.reset();
      requests.clear();
      engine.reset();
    },
    snapshot: () => state.snapshot(),
    restore: (snapshot: Snapshot) => state.restore(snapshot),
  };
  const controls = control({ ...own, defaultVersion });
  const api = withCors((request) => engine.fetch(request), origins);
  const answer = (request: Request) => (isControl(request) ? controls(request) : api(request));
  const fetch: Sandbox["fetch"] = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    return answer(request);
  };
  const servers = new Set<Listening>();
  const stop = async (server: Listening) => {
    if (servers.delete(server)) await server.close();
  };
  return {
    ...own,
    fetch,
    // `#listen` is Node's server where there is Node, and elsewhere an error that says so.
    listen: async (listenOptions) => {
      const { listen } = await import("#listen");
      await state.ready;
      const server = await listen({ fetch: answer, tokens, page: { version } }, listenOptions);
      servers.add(server);
      return { ...server, close: () => stop(server) };
    },
    close: async () => {
      await Promise.all([...servers].map(stop));
      await state.close();
    },
  };
}

function readLag(ms = 0): number {
  if (typeof ms === "number" && ms >= 0 && Number.isFinite(ms)) return ms;
  throw new RangeError(`searchLagMs is a number of milliseconds, 0 or more, not ${String(ms)}.`);
}
