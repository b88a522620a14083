import { AppRequests } from "./apps/app-requests.ts";
import { AppList, type Apps } from "./apps/apps.ts";
import { answer, findEndpoint } from "./apps/endpoints.ts";
import { Installations } from "./apps/installations.ts";
import { type OAuth, OAuthDecisions } from "./apps/oauth.ts";
import { control, isControl } from "./control/control.ts";
import { latest, type Version } from "./description/versions.ts";
import { Access } from "./engine/access.ts";
import { readOrigins, withCors } from "./engine/cors.ts";
import { Engine } from "./engine/engine.ts";
import { RequestLog, type Requests } from "./engine/request-log.ts";
import { type AnswerRequest, toResponse } from "./engine/text-response.ts";
import type { Faults } from "./faults/fault.ts";
import { FaultPlans } from "./faults/fault-plans.ts";
import type { ListenOptions, SandboxServer } from "./node/listen.ts";
import { defaultSeed } from "./registry/options.ts";
import type { WorkspaceRecord } from "./registry/records.ts";
import { defaultSampleTime } from "./registry/seed-option.ts";
import { handlers } from "./resources/index.ts";
import { readLag, readRateLimits, readRecords, type SandboxOptions } from "./sandbox-options.ts";
import { saveAfterEach } from "./seeds/save-after-each.ts";
import { Seeds, seedDefaults } from "./seeds/seeds.ts";
import { type Clock, VirtualClock } from "./state/clock.ts";
import { State } from "./state/state.ts";
import { SearchLag } from "./store/search-lag.ts";
import type { Snapshot } from "./store/store.ts";
import { defaultWorkspace } from "./store/workspace.ts";
import { readWebhooksOptions } from "./webhooks/options.ts";
import type { SandboxWebhooks } from "./webhooks/sandbox-webhooks.ts";
import { Webhooks } from "./webhooks/webhooks.ts";
import { WorkspaceList, type Workspaces } from "./workspaces/workspaces.ts";

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
  /** Adds records that the API cannot create, to the first workspace. */
  readonly seed: Seeds;
  /** The workspaces. A sandbox that none are given to has one. */
  readonly workspaces: Workspaces;
  /** The apps, which are installed in workspaces and uninstalled. */
  readonly apps: Apps;
  /** What teammates decide when an app requests access with OAuth. */
  readonly oauth: OAuth;
  /** Makes requests fail on purpose. */
  readonly faults: Faults;
  /** The time of the sandbox, which can be advanced, set and paused. */
  readonly clock: Clock;
  /** The requests that were answered. */
  readonly requests: Requests;
  /** The targets that are notified of what happens in the workspaces, and what is sent to them. */
  readonly webhooks: SandboxWebhooks;
  /**
   * Returns the sandbox to its initial state: the workspaces, their data, the faults, the targets of
   * webhooks and the outbox, the log of requests, the clock and the counts of the rate limit.
   */
  readonly reset: () => void;
  /** Returns a copy of the whole state, of all workspaces, as plain JSON. Later changes do not affect it. */
  readonly snapshot: () => Snapshot;
  /**
   * Replaces the whole state with that of a snapshot. A snapshot of one workspace replaces the state
   * of the first one, and the others return to their initial state.
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
 * @throws {TypeError} when the `seed`, an origin of `cors`, a workspace or an option of `webhooks` is
 * invalid.
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
  const { file } = options;
  const records = readRecords(options);
  const sampleTime = options.clock ? Math.floor(options.clock() / 1000) : defaultSampleTime;
  const origins = readOrigins(options.cors);
  const defaultVersion = options.defaultVersion ?? latest;
  const clock = new VirtualClock(options.clock ?? Date.now);
  const now = () => clock.now;
  const seed = records[0]?.id_seed ?? defaultSeed;
  const faults = new FaultPlans(seed);
  const requests = new RequestLog();
  let sampleModule: typeof import("./seeds/sample/sample.ts") | undefined;
  const loadSample = async ({ sample }: WorkspaceRecord) => {
    if (sample) sampleModule ??= await import("./seeds/sample/sample.ts");
  };
  const prepare = async () => {
    await Promise.all(records.map(loadSample));
    return file === undefined ? undefined : (await import("#state-file")).openStateFile(file);
  };
  const searchLagMs = readLag(options.searchLagMs);
  const version: Version = defaultVersion === "1.0" ? latest : defaultVersion;
  const webhooks: Webhooks = new Webhooks({
    settings: readWebhooksOptions(options.webhooks),
    clock,
    seed,
    workspace: records[0] ?? defaultWorkspace,
    stores: () => state.available,
    defaultVersion: version,
    isInstalled: (appId, workspaceId) => apps.isInstalled(appId, workspaceId),
  });
  clock.onChange = () => webhooks.clockChanged();
  const state = new State({
    onCommit: (store, changes) => webhooks.committed(store, changes),
    workspaces: records,
    areDeclared: options.workspaces !== undefined,
    makeLag: searchLagMs > 0 ? () => new SearchLag(searchLagMs, now) : undefined,
    seedStore: (store, { sample }) => {
      if (sample) sampleModule?.seedSample(store, sample, sampleTime);
      else seedDefaults(new Seeds(() => store, now));
    },
    prepare: file !== undefined || records.some(({ sample }) => sample) ? prepare : undefined,
  });
  const installations = new Installations(state, now);
  const appRequests = new AppRequests(options.webhooks?.fetch);
  const apps: AppList = new AppList({
    state,
    installations,
    webhooks,
    requests: appRequests,
    now,
    defaultVersion: version,
  });
  const oauth = new OAuthDecisions(state, installations);
  if (file !== undefined) {
    // The file may have apps with webhooks. `ready` reports that it cannot be opened.
    state.ready.then(
      () => apps.syncTargets(),
      () => {},
    );
  }
  const access = new Access(() => state.stores.registry);
  const engine = new Engine({
    handlers,
    state,
    clock,
    faults,
    requests,
    access,
    defaultVersion,
    rateLimits: readRateLimits(options.rateLimit),
    log: (entry) => {
      options.log?.(entry);
      webhooks.requested(entry);
    },
  });
  const store = () => state.store;
  const controlled = {
    ready: state.ready,
    seed: saveAfterEach(new Seeds(store, now), store, () => state.save()),
    workspaces: new WorkspaceList(state, now, loadSample),
    apps: apps as Apps,
    oauth: oauth as OAuth,
    faults,
    clock,
    requests,
    webhooks: webhooks as SandboxWebhooks,
    reset: () => {
      webhooks.clear();
      clock.reset();
      state.reset();
      // The ids of targets start from 1 again, so that those of apps must be forgotten.
      apps.syncTargets();
      faults.reset();
      requests.clear();
      engine.reset();
      webhooks.reset();
    },
    snapshot: () => state.snapshot(),
    restore: (snapshot: Snapshot) => {
      state.restore(snapshot);
      apps.syncTargets();
    },
  };
  // The control API writes a snapshot as JSON at once, so it needs no copy.
  const snapshot = () => state.sharedSnapshot();
  const controls = control({ ...controlled, snapshot, defaultVersion });
  const api = withCors((request) => engine.fetch(request), origins);
  const endpoints = { state, access, apps, installations, oauth };
  const respond: AnswerRequest = async (request) => {
    if (isControl(request)) return controls(request);
    const endpoint = findEndpoint(request);
    return endpoint ? answer(endpoint, endpoints, request) : api(request);
  };
  const fetch: Sandbox["fetch"] = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    return toResponse(await respond(request));
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
      const server = await listen(
        { fetch: respond, tokens: () => access.tokens, page: { version } },
        listenOptions,
      );
      servers.add(server);
      return { ...server, close: () => stop(server) };
    },
    close: async () => {
      appRequests.close();
      await webhooks.close();
      await Promise.all([...servers].map(stop));
      await state.close();
    },
  };
}
