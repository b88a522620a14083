import type { FetchLike, Layer, Region } from "@interkit/core";
import { NotConnectedError } from "./not-connected-error.ts";
import { type ConnectionRecord, type ConnectionState, isFinal } from "./record.ts";

/** The options with which a client calls a workspace. */
export interface ConnectedOptions {
  /** The access token of the connection. */
  readonly token: string;
  /** The region of the workspace, if it is known. */
  readonly region?: Region | undefined;
  /** The `baseUrl` of the connections, if they have one. */
  readonly baseUrl?: string | undefined;
  /** The `fetch` of the connections, if they have one. */
  readonly fetch?: FetchLike | undefined;
  /** Records what the calls say of the connection, and refuses calls once it has ended. */
  readonly layers: readonly Layer[];
}

/**
 * The connection of a workspace, as it was when it was read. Its token is in no JSON of it, and is not
 * shown where it is logged.
 */
export interface Connection<Data = unknown> {
  /** The id of the workspace. */
  readonly workspaceId: string;
  /** The id of this connection: another one each time the workspace is connected. */
  readonly id: string;
  /** The state of the connection. */
  readonly state: ConnectionState;
  /** Since when it is in that state. */
  readonly stateSince: Date;
  /** When the workspace was connected. */
  readonly connectedAt: Date;
  /** The name of the workspace. */
  readonly name: string;
  /** Where the data of the workspace is kept, if that is known. */
  readonly region: Region | undefined;
  /** The IANA time zone of the workspace, such as `Europe/London`. */
  readonly timezone: string;
  /** The id of the teammate who connected it. */
  readonly adminId: string;
  /** What you gave `add`. */
  readonly data: Data;
  /** Whether it has ended: it is `revoked` or `uninstalled`. */
  readonly isEnded: boolean;
  /** The access token. @throws {NotConnectedError} when the connection has ended. */
  readonly token: string;
  /**
   * The options of a client for the workspace: `createIntercom({ ...connection.clientOptions })`.
   *
   * @throws {NotConnectedError} when the connection has ended.
   */
  readonly clientOptions: ConnectedOptions;
}

/** The connection of a record. */
export class RecordedConnection implements Connection<never> {
  readonly workspaceId: string;
  readonly id: string;
  readonly state: ConnectionState;
  readonly stateSince: Date;
  readonly connectedAt: Date;
  readonly name: string;
  readonly region: Region | undefined;
  readonly timezone: string;
  readonly adminId: string;
  readonly data: never;
  readonly isEnded: boolean;
  readonly #token: string | undefined;
  readonly #connecting: Pick<ConnectedOptions, "baseUrl" | "fetch">;
  readonly #layer: Layer;

  constructor(
    record: ConnectionRecord,
    { baseUrl, fetch }: Pick<ConnectedOptions, "baseUrl" | "fetch">,
    layer: Layer,
  ) {
    this.workspaceId = record.workspaceId;
    this.id = record.id;
    this.state = record.state;
    this.stateSince = new Date(record.stateSince);
    this.connectedAt = new Date(record.connectedAt);
    this.name = record.name;
    this.region = record.region;
    this.timezone = record.timezone;
    this.adminId = record.adminId;
    this.data = record.data as never;
    this.isEnded = isFinal(record.state);
    this.#token = record.token;
    this.#connecting = {
      ...(baseUrl === undefined ? undefined : { baseUrl }),
      ...(fetch === undefined ? undefined : { fetch }),
    };
    this.#layer = layer;
  }

  get token(): string {
    if (this.#token !== undefined) return this.#token;
    throw new NotConnectedError(this.workspaceId, this.state);
  }

  get clientOptions(): ConnectedOptions {
    const { token, region } = this;
    const place = this.#connecting.baseUrl === undefined ? { region } : undefined;
    return { token, ...place, ...this.#connecting, layers: [this.#layer] };
  }
}
