import { ApiError, apiError, ConfigError } from "@interkit/core";
import { clientOf, type Grant, identify, persistentClientOf } from "../sign-in/grant.ts";
import { type Connection, RecordedConnection } from "./connection.ts";
import type { ConnectionsSettings } from "./options.ts";
import { type ConnectionRecord, isFinal, stateOf } from "./record.ts";
import { Records } from "./records.ts";
import { watch } from "./watch.ts";

/** Adds connections, ends them, and finds out their state. */
export class Registry<Data> {
  readonly #settings: ConnectionsSettings<Data>;
  readonly #records: Records;

  constructor(settings: ConnectionsSettings<Data>) {
    this.#settings = settings;
    this.#records = new Records(settings.store, (record, previous) =>
      this.#notify(record, previous),
    );
  }

  async get(workspaceId: string): Promise<Connection<Data> | undefined> {
    return this.#connectionOf(await this.#records.get(workspaceId));
  }

  async *list(): AsyncGenerator<Connection<Data>> {
    for await (const record of this.#records.list()) yield this.#connectionOf(record);
  }

  async add(given: Grant | Pick<Grant, "token">, data?: Data): Promise<Connection<Data>> {
    const { token, workspace, admin, grantedAt } = await this.#complete(given);
    // A grant that was kept as JSON has a text.
    const connectedAt = new Date(grantedAt).getTime();
    if (Number.isNaN(connectedAt)) throw new ConfigError('A grant has the time "grantedAt"');
    const record = await this.#records.change(workspace.id, (previous) => {
      // Of two sign-ins at once, the later one stays.
      if (previous !== undefined && previous.connectedAt > connectedAt) return undefined;
      const kept = data === undefined ? previous?.data : data;
      return {
        workspaceId: workspace.id,
        id: crypto.randomUUID(),
        token,
        state: "installed",
        stateSince: Date.now(),
        connectedAt,
        ...details(workspace),
        adminId: admin.id,
        ...(kept === undefined ? undefined : { data: kept }),
      };
    });
    return this.#connectionOf(record as ConnectionRecord);
  }

  async #complete(given: Grant | Pick<Grant, "token">): Promise<Grant> {
    const { token } = Object(given) as Pick<Grant, "token">;
    if (typeof token !== "string") {
      throw new ConfigError("add takes what a sign-in granted, or an object with a token");
    }
    if ("workspace" in given) return given;
    const grantedAt = new Date();
    return {
      token,
      grantedAt,
      ...(await identify(persistentClientOf(token, this.#settings.connecting))),
    };
  }

  /** Moves a connection by an error of a call, and resolves to what is known of it then. */
  async observe(
    connection: Pick<Connection, "workspaceId" | "id">,
    error: unknown,
  ): Promise<Connection<Data> | undefined> {
    const { kind, status, code } = Object(error);
    const state = kind === "api" ? stateOf(status, code) : undefined;
    return this.#connectionOf(
      state === undefined
        ? await this.#records.get(connection.workspaceId)
        : await this.#records.move(connection, state),
    );
  }

  /** Calls `GET /me`, and moves a connection by what it answers. */
  async check(workspaceId: string): Promise<Connection<Data> | undefined> {
    const record = await this.#records.get(workspaceId);
    // One that has ended has no token.
    if (record?.token === undefined) return this.#connectionOf(record);
    try {
      const { workspace } = await identify(clientOf(record.token, this.#settings.connecting));
      const changed = await this.#records.change(workspaceId, (current) => {
        if (current?.id !== record.id || isFinal(current.state)) return undefined;
        const stateSince = current.state === "installed" ? current.stateSince : Date.now();
        const next = { ...current, ...details(workspace), state: "installed" as const, stateSince };
        return JSON.stringify(next) === JSON.stringify(current) ? undefined : next;
      });
      return this.#connectionOf(changed);
    } catch (error) {
      if (error instanceof ApiError && stateOf(error.status, error.code)) {
        return this.observe(record, error);
      }
      throw error;
    }
  }

  /** Ends a connection that Intercom reports as uninstalled. */
  async uninstalled(workspaceId: string): Promise<void> {
    const record = await this.#records.get(workspaceId);
    // The report has no time, and its signature is valid for ever. It is about an earlier connection, or was
    // sent by others again, where the token still works.
    if (record === undefined || (record.token && (await this.#works(record.token)))) return;
    await this.#records.move(record, "uninstalled");
  }

  async #works(token: string): Promise<boolean> {
    const client = clientOf(token, this.#settings.connecting);
    const { error, response } = await client.request("GET /me");
    if (error === undefined) return true;
    if (response.status === 401 || response.status === 403) return false;
    throw apiError("GET /me", { error, response });
  }

  /** Uninstalls the app at Intercom, and ends the connection. */
  async disconnect(workspaceId: string): Promise<void> {
    const record = await this.#records.get(workspaceId);
    if (record === undefined) return;
    if (record.token !== undefined) {
      const route = "POST /auth/uninstall";
      const client = clientOf(record.token, this.#settings.connecting);
      // What a success answers is not documented.
      const { error, response } = await client.request(route, { parseAs: "text" });
      // A token that Intercom refuses has been uninstalled before.
      if (error !== undefined && response.status !== 401) {
        throw apiError(route, { error, response });
      }
    }
    await this.#records.move(record, "uninstalled");
  }

  forget(workspaceId: string): Promise<void> {
    return this.#records.delete(workspaceId);
  }

  async #notify(record: ConnectionRecord, previous: ConnectionRecord | undefined): Promise<void> {
    if (previous?.id === record.id && previous.state === record.state) return;
    try {
      await this.#settings.onChange(this.#connectionOf(record), previous?.state);
    } catch (error) {
      this.#settings.report(error);
    }
  }

  #connectionOf(record: ConnectionRecord): Connection<Data>;
  #connectionOf(record: ConnectionRecord | undefined): Connection<Data> | undefined;
  #connectionOf(record: ConnectionRecord | undefined): Connection<Data> | undefined {
    if (record === undefined) return undefined;
    const layer = watch(record, this.#records, this.#settings.report);
    return new RecordedConnection(record, this.#settings.connecting, layer);
  }
}

function details({ name, region, timezone }: Grant["workspace"]) {
  return { name, ...(region === undefined ? undefined : { region }), timezone };
}
