import { control, isControl } from "./control/control.ts";
import { latest, type Version } from "./description/versions.ts";
import { type CorsOption, readOrigins, withCors } from "./engine/cors.ts";
import { Engine } from "./engine/engine.ts";
import { type LogEntry, RequestLog, type Requests } from "./engine/request-log.ts";
import type { DefaultVersion } from "./engine/requested-version.ts";
import type { Faults } from "./faults/fault.ts";
import { FaultPlans } from "./faults/fault-plans.ts";
import type { ListenOptions, SandboxServer } from "./node/listen.ts";
import { handlers } from "./resources/index.ts";
import { workspaceId } from "./resources/workspace/workspace.ts";
import { saveAfterEach } from "./seeds/save-after-each.ts";
import { defaultSampleTime, readSeed, type SeedOptions } from "./seeds/seed-option.ts";
import { Seeds, seedDefaults } from "./seeds/seeds.ts";
import { type Clock, VirtualClock } from "./state/clock.ts";
import { State } from "./state/state.ts";
import { SearchLag } from "./store/search-lag.ts";
import type { Snapshot, Store } from "./store/store.ts";
import { readWebhooksOptions, type WebhooksOptions } from "./webhooks/options.ts";
import type { SandboxWebhooks } from "./webhooks/sandbox-webhooks.ts";
import { Webhooks } from "./webhooks/webhooks.ts";

/** Options of {@link createSandbox}. */
export interface SandboxOptions {
  /** The access tokens that are accepted. When left out, any token that is not empty. */
  readonly token?: string | readonly string[];
  /** Requests per minute and token, spread over windows of ten seconds. 10,000 when left out. */
  readonly rateLimit?: { readonly perMinute: number };
  /**
   * The API version of requests without an `Intercom-Version` header. When left out, the newest
   * stable version. `1.0`, the version of apps that have none set, refuses such requests.
   */
  readonly defaultVersion?: DefaultVersion;
  /** The source of time of `sandbox.clock`: returns milliseconds since 1970, as `Date.now` does. */
  readonly clock?: () => number;
  /**
   * Fills the new workspace with data that is generated from this name: the same data, byte for
   * byte, on every machine. All of its times are before 1 September 2026 or, with a `clock`, before
   * the time of the clock. Without a seed, the workspace is empty, and ids are generated from the
   * name `interkit`.
   */
  readonly seed?: string | SeedOptions;
  /**
   * Keeps the state in this file, and starts with the state that is in it: no answered change is
   * lost when the program is killed. A missing file is created. Node only, one sandbox at a time.
   */
  readonly file?: string;
  /**
   * The delay of searches, in milliseconds of the sandbox's clock: for this long, searches see
   * contacts, companies, conversations and tickets as they were before a change, and do not see new
   * ones. Lists and reads by id have no delay. 0 when left out.
   *
   * @example
   * ```ts
   * import { createSandbox } from "@interkit/sandbox";
   *
   * const sandbox = createSandbox({ searchLagMs: 120_000 });
   * sandbox.seed.contact({ email: "ada@example.com" });
   * // A search finds no contact yet: a program that searches and then creates makes a second Ada.
   * sandbox.clock.advance(120_000);
   * ```
   */
  readonly searchLagMs?: number;
  /**
   * The origins of web pages that may use the API from a browser, such as `http://localhost:3000`;
   * `true` for any. When left out, no page may, as at Intercom. They never get access to `/_sandbox`.
   */
  readonly cors?: CorsOption;
  /** The targets of webhooks, and how notifications are sent to them. */
  readonly webhooks?: WebhooksOptions;
  /** Called with an entry for every answered request. An entry contains no token and no body. */
  readonly log?: (entry: LogEntry) => void;
}

/** A stateful Intercom in memory. */
export interface Sandbox {
  /** Answers a request. Pass it wherever a `fetch` function is accepted. The host is ignored. */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** Serves the sandbox over HTTP, on Node. Port 0 selects any free port. */
  readonly listen: (options?: ListenOptions) => Promise<SandboxServer>;
  /**
   * Resolves when the workspace is created. Requests wait for it; `seed`, `reset`, `snapshot` and
   * `restore` throw before. It rejects, as every request then does, when the file cannot be opened.
   */
  readonly ready: Promise<void>;
  /** Adds records that the API cannot create. */
  readonly seed: Seeds;
  /** Makes requests fail on purpose. */
  readonly faults: Faults;
  /** The time of the sandbox, which can be advanced, set and paused. */
  readonly clock: Clock;
  /** The requests that were answered. */
  readonly requests: Requests;
  /** The targets that are notified of what happens in the workspace, and what is sent to them. */
  readonly webhooks: SandboxWebhooks;
  /**
   * Returns the sandbox to its initial state: the data, the faults, the targets of webhooks and the
   * outbox, the log of requests, the clock and the counts of the rate limit.
   */
  readonly reset: () => void;
  /** Returns a copy of the whole state as plain JSON. Later changes do not affect it. */
  readonly snapshot: () => Snapshot;
  /**
   * Replaces the whole state with that of a snapshot.
   *
   * @throws {TypeError} when it is not a snapshot. The state is then unchanged.
   */
  readonly restore: (snapshot: Snapshot) => void;
  /** Stops every server and releases the file. Every later request is refused. */
  readonly close: () => Promise<void>;
}

/**
 * Creates a sandbox: a stateful Intercom that answers every API version from the same description
 * as the clients. It keeps its state in memory or, with the option `file`, in a file.
 *
 * @throws {TypeError} when the `seed`, an origin of `cors` or an option of `webhooks` is invalid.
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
  const sampleTime = options.clock ? Math.floor(options.clock() / 1000) : defaultSampleTime;
  const seed = sample?.name ?? "interkit";
  const origins = readOrigins(options.cors);
  const tokens = token === undefined ? undefined : [token].flat();
  const defaultVersion = options.defaultVersion ?? latest;
  const clock = new VirtualClock(options.clock ?? Date.now);
  const now = () => clock.now;
  const faults = new FaultPlans(seed);
  const requests = new RequestLog();
  let seedStore = (store: Store) => seedDefaults(new Seeds(() => store, now));
  const prepare = async () => {
    if (sample) {
      const { seedSample } = await import("./seeds/sample/sample.ts");
      seedStore = (store) => seedSample(store, sample, sampleTime);
    }
    return file === undefined ? undefined : (await import("#state-file")).openStateFile(file);
  };
  const searchLagMs = readLag(options.searchLagMs);
  const version: Version = defaultVersion === "1.0" ? latest : defaultVersion;
  const settings = readWebhooksOptions(options.webhooks);
  const webhooks = new Webhooks({
    settings,
    clock,
    seed,
    appId: workspaceId,
    defaultVersion: version,
  });
  clock.onChange = () => webhooks.clockChanged();
  const state = new State({
    seed,
    onCommit: (store, changes) => webhooks.committed(store, changes),
    lag: searchLagMs > 0 ? new SearchLag(searchLagMs, now) : undefined,
    seedStore: (store) => seedStore(store),
    isReproducible: sample !== undefined,
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
    log: (entry) => {
      options.log?.(entry);
      webhooks.requested(entry);
    },
  });
  const controlled = {
    ready: state.ready,
    seed: saveAfterEach(new Seeds(() => state.store, now), state),
    faults,
    clock,
    requests,
    webhooks: webhooks as SandboxWebhooks,
    reset: () => {
      webhooks.clear();
      clock.reset();
      state.reset();
      faults.reset();
      requests.clear();
      engine.reset();
      webhooks.reset();
    },
    snapshot: () => state.snapshot(),
    restore: (snapshot: Snapshot) => state.restore(snapshot),
  };
  // The control API writes a snapshot as JSON at once, so it needs no copy.
  const snapshot = () => state.sharedSnapshot();
  const controls = control({ ...controlled, snapshot, defaultVersion });
  const api = withCors((request) => engine.fetch(request), origins);
  const respond = (request: Request) => (isControl(request) ? controls(request) : api(request));
  const fetch: Sandbox["fetch"] = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    return respond(request);
  };
  const servers = new Set<SandboxServer>();
  const stop = async (server: SandboxServer) => {
    if (servers.delete(server)) await server.close();
  };
  return {
    ...controlled,
    fetch,
    // On Node, `#listen` resolves to the HTTP server, and elsewhere to a module that throws.
    listen: async (listenOptions) => {
      const { listen } = await import("#listen");
      await state.ready;
      const server = await listen({ fetch: respond, tokens, page: { version } }, listenOptions);
      servers.add(server);
      return { ...server, close: () => stop(server) };
    },
    close: async () => {
      await webhooks.close();
      await Promise.all([...servers].map(stop));
      await state.close();
    },
  };
}

function readLag(ms = 0): number {
  if (typeof ms === "number" && ms >= 0 && Number.isFinite(ms)) return ms;
  throw new RangeError(`searchLagMs is a number of milliseconds, 0 or more, not ${String(ms)}.`);
}
