import { type ApiError, apiError } from "../engine/errors.ts";
import {
  type AppRecord,
  appRecords,
  type CodeRecord,
  codeRecords,
  type InstallationRecord,
  type InstallationStatus,
  installationRecords,
} from "../registry/apps.ts";
import type { State } from "../state/state.ts";
import type { Collection } from "../store/collection.ts";

/** How long a code may be exchanged, by the clock of the sandbox. */
const codeLifetimeMs = 5 * 60 * 1000;

/** What a code is exchanged with. */
export interface Exchange {
  readonly code: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string | undefined;
}

/** Installs apps in workspaces, and ends that, in the registry of a sandbox. */
export class Installations {
  readonly #state: State;
  readonly #now: () => number;

  constructor(state: State, now: () => number) {
    this.#state = state;
    this.#now = now;
  }

  /** The installation of an app in a workspace, while it is installed. */
  find(appId: string, workspaceId: string): InstallationRecord | undefined {
    return this.of(appId).find(
      ({ workspace_id, status }) => workspace_id === workspaceId && status === "installed",
    );
  }

  /** All installations of an app, also those that have ended. */
  of(appId: string): InstallationRecord[] {
    return this.#all.findBy("app", appId);
  }

  /** Installs an app, or returns its installation. @throws {TypeError} for no such workspace. */
  install(appId: string, workspaceId: string): InstallationRecord {
    this.#state.storeOf(workspaceId);
    const known = this.find(appId, workspaceId);
    if (known) return known;
    const { ids } = this.#state.stores.registry;
    // Tokens of Intercom are base64 too.
    const token = btoa(`tok:${ids.uuid().replaceAll("-", "_")}:1:0`);
    return this.#save(() =>
      this.#all.insert({
        id: token,
        app_id: appId,
        workspace_id: workspaceId,
        status: "installed",
      }),
    );
  }

  /** Ends an installation: its token is refused from then on. */
  end({ id }: InstallationRecord, status: Exclude<InstallationStatus, "installed">): void {
    this.#save(() => this.#all.update(id, { status }));
  }

  /** Refuses a token that belongs to no app from then on. */
  refuse(token: string, workspaceId: string): void {
    const status = "uninstalled";
    this.#save(() =>
      this.#all.insert({ id: token, app_id: "", workspace_id: workspaceId, status }),
    );
  }

  /** Creates a code for an app. It ends in `=`, as base64 does. */
  createCode(appId: string, workspaceId: string, redirectUri: string): string {
    this.#state.storeOf(workspaceId);
    const id = btoa(`code:${this.#state.stores.registry.ids.uuid()}`);
    this.#save(() =>
      this.#codes.insert({
        id,
        app_id: appId,
        workspace_id: workspaceId,
        redirect_uri: redirectUri,
        expires_at: this.#now() + codeLifetimeMs,
        is_used: false,
      }),
    );
    return id;
  }

  /**
   * Exchanges a code for the token of an installation.
   *
   * @throws {ApiError} 401 for a wrong secret, and for a code that is unknown, expired or used; 400
   * for another redirect URI.
   */
  exchange({ code: id, clientId, clientSecret, redirectUri }: Exchange): string {
    const app = this.#apps.get(clientId);
    if (!app || app.client_secret !== clientSecret) {
      throw unauthorized("The client_id or the client_secret is wrong");
    }
    const code = this.#codes.get(id);
    const refusal = this.#refusalOf(code, app, redirectUri);
    if (!code || refusal) throw refusal ?? unauthorized("The code is unknown");
    this.#codes.update(id, { is_used: true });
    return this.install(app.id, code.workspace_id).id;
  }

  #refusalOf(
    code: CodeRecord | undefined,
    app: AppRecord,
    redirectUri: string | undefined,
  ): ApiError | undefined {
    if (!code || code.app_id !== app.id) return unauthorized("The code is unknown");
    if (code.is_used) return unauthorized("The code was used before");
    if (this.#now() >= code.expires_at) return unauthorized("The code has expired");
    if (redirectUri === undefined || redirectUri === code.redirect_uri) return undefined;
    return apiError(400, "parameter_invalid", "redirect_uri is another one than the code is for");
  }

  get #apps(): Collection<AppRecord> {
    return this.#state.stores.registry.collection(appRecords);
  }

  get #all(): Collection<InstallationRecord> {
    return this.#state.stores.registry.collection(installationRecords);
  }

  get #codes(): Collection<CodeRecord> {
    return this.#state.stores.registry.collection(codeRecords);
  }

  #save<T>(change: () => T): T {
    const result = change();
    this.#state.save();
    return result;
  }
}

function unauthorized(message: string): ApiError {
  return apiError(401, "unauthorized", message);
}
