import type { Version } from "../description/versions.ts";
import { type AppRecord, appRecords, type InstallationRecord } from "../registry/apps.ts";
import type { State } from "../state/state.ts";
import type { SandboxWebhooks } from "../webhooks/sandbox-webhooks.ts";
import type { SendOutcome } from "../webhooks/send.ts";
import type { TopicPattern } from "../webhooks/topic-pattern.ts";
import type { App, Installation } from "./app.ts";
import { type AppOptions, readApp } from "./app-options.ts";
import type { AppRequests } from "./app-requests.ts";
import { canvasOf } from "./canvas-requests.ts";
import { readHealth } from "./health.ts";
import type { Installations } from "./installations.ts";

/** The apps of a sandbox. */
export interface Apps {
  /**
   * Adds an app. It is installed in no workspace yet.
   *
   * @throws {TypeError} when an option is unknown or invalid, or the client id is taken.
   *
   * @example
   * ```ts
   * import { createSandbox } from "@interkit/sandbox";
   *
   * const sandbox = createSandbox();
   * const app = sandbox.apps.add({ redirectUris: ["https://app.example/callback"] });
   * const { token } = app.install();
   * ```
   */
  add(options?: AppOptions): App;
  /** Returns an app by its client id. @throws {TypeError} when there is none with this id. */
  get(clientId: string): App;
  /** Returns all apps. */
  list(): App[];
}

/** Uninstalls and health checks have to be answered within this time. */
const timeoutMs = 5000;

/** The parts of a sandbox that its apps use. */
export interface AppsContext {
  readonly state: State;
  readonly installations: Installations;
  readonly webhooks: SandboxWebhooks;
  readonly requests: AppRequests;
  readonly now: () => number;
  readonly defaultVersion: Version;
}

/** The apps in the registry of a sandbox. */
export class AppList implements Apps {
  readonly #context: AppsContext;
  /** The ids of the targets of webhooks, by app. */
  readonly #targets = new Map<string, string>();

  constructor(context: AppsContext) {
    this.#context = context;
  }

  add(options: AppOptions = {}): App {
    const { state } = this.#context;
    const { registry } = state.stores;
    const apps = registry.collection(appRecords);
    const record = readApp(options, apps.all(), () => registry.ids.uuid());
    this.#addTarget(record);
    apps.insert(record);
    state.save();
    return this.#handle(record);
  }

  get(clientId: string): App {
    const record = this.#records.find(({ id }) => id === clientId);
    if (record) return this.#handle(record);
    const known = this.#records.map(({ id }) => id).join(", ") || "none";
    throw new TypeError(`There is no app ${clientId}. There is ${known}.`);
  }

  list(): App[] {
    return this.#records.map((record) => this.#handle(record));
  }

  /** Replaces the targets of webhooks with those of the apps of a restored state. */
  syncTargets(): void {
    const { webhooks } = this.#context;
    for (const targetId of this.#targets.values()) webhooks.remove(targetId);
    this.#targets.clear();
    for (const record of this.#records) this.#addTarget(record);
  }

  /** Whether an app is in a workspace. One that was not added to the sandbox is in all of them. */
  isInstalled(appId: string, workspaceId: string): boolean {
    if (!this.#records.some(({ id }) => id === appId)) return true;
    return this.#context.installations.find(appId, workspaceId) !== undefined;
  }

  /** Ends an installation as an uninstall, and sends the request about it. */
  async uninstall(installation: InstallationRecord): Promise<SendOutcome | undefined> {
    const { installations, requests } = this.#context;
    installations.end(installation, "uninstalled");
    const app = this.#records.find(({ id }) => id === installation.app_id);
    if (!app?.uninstall_url) return undefined;
    return requests.send(app, app.uninstall_url, { app_id: installation.workspace_id }, timeoutMs);
  }

  get #records(): AppRecord[] {
    return this.#context.state.stores.registry.collection(appRecords).all();
  }

  #addTarget({ id, client_secret, webhooks }: AppRecord): void {
    if (webhooks === null) return;
    const { url, topics, version } = webhooks;
    const target = this.#context.webhooks.add({
      url,
      secret: client_secret,
      topics: topics as readonly TopicPattern[],
      appId: id,
      ...(version && { version }),
    });
    this.#targets.set(id, target.id);
  }

  #installed(appId: string, workspace: string): InstallationRecord {
    const { installations, state } = this.#context;
    state.storeOf(workspace);
    const found = installations.find(appId, workspace);
    if (found) return found;
    throw new TypeError(`App ${appId} is not installed in workspace ${workspace}.`);
  }

  #handle(record: AppRecord): App {
    const { state, installations, requests } = this.#context;
    const { id } = record;
    const first = () => state.stores.first.workspace.id;
    return {
      clientId: id,
      clientSecret: record.client_secret,
      name: record.name,
      redirectUris: record.redirect_uris,
      install: (workspace = first()) => view(installations.install(id, workspace)),
      installations: () => installations.of(id).map(view),
      uninstall: async (workspace = first()) => this.uninstall(this.#installed(id, workspace)),
      revoke: (workspace = first()) => installations.end(this.#installed(id, workspace), "revoked"),
      canvas: canvasOf(record, {
        ...this.#context,
        storeOf: (workspace) =>
          workspace === undefined ? state.stores.first : state.storeOf(workspace),
      }),
      checkHealth: async (workspace = first()) => {
        state.storeOf(workspace);
        if (record.health_check_url === null) {
          throw new TypeError(`App ${id} has no healthCheckUrl: give it to sandbox.apps.add().`);
        }
        const body = { workspace_id: workspace };
        return readHealth(await requests.send(record, record.health_check_url, body, timeoutMs));
      },
    };
  }
}

function view({ id, workspace_id, status }: InstallationRecord): Installation {
  return { workspace: workspace_id, token: id, status };
}
