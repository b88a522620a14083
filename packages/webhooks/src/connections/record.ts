import type { Region } from "@interkit/core";

/**
 * What is known of a connection: `installed`; `suspended` while Intercom refuses the token of a closed
 * workspace, and `restricted` while its plan does not include the API; `revoked` once the token is no longer
 * valid, and `uninstalled` once the app was uninstalled. The last two are final: the workspace has to be
 * connected again.
 */
export type ConnectionState = "installed" | "suspended" | "restricted" | "revoked" | "uninstalled";

/** A connection as a store keeps it: plain JSON, with the token. */
export interface ConnectionRecord {
  /** The id of the workspace, which is the key of the record. */
  readonly workspaceId: string;
  /** Another number each time the record changes. */
  readonly revision: number;
  /** The id of this connection: another one each time the workspace is connected. */
  readonly id: string;
  /** The access token. A connection in a final state has none. */
  readonly token?: string | undefined;
  /** The state of the connection. */
  readonly state: ConnectionState;
  /** Since when, in milliseconds since 1970. */
  readonly stateSince: number;
  /** When the workspace was connected, in milliseconds since 1970. */
  readonly connectedAt: number;
  /** The name of the workspace. */
  readonly name: string;
  /** Where the data of the workspace is kept, if that is known. */
  readonly region?: Region | undefined;
  /** The IANA time zone of the workspace. */
  readonly timezone: string;
  /** The id of the teammate who connected it. */
  readonly adminId: string;
  /** What you gave `add`, as JSON. */
  readonly data?: unknown;
}

/**
 * Where connections are kept, by the id of their workspace. A store holds access tokens: protect it as you
 * do passwords.
 */
export interface ConnectionStore {
  /** The record of a workspace. */
  get(workspaceId: string): ConnectionRecord | undefined | Promise<ConnectionRecord | undefined>;
  /**
   * Writes a record in place of the one whose `revision` is `replaced`, or where there is none if
   * `replaced` is `undefined`, and resolves to whether it did so. Checking and writing are one step: two
   * servers may write at the same time.
   */
  put(record: ConnectionRecord, replaced: number | undefined): boolean | Promise<boolean>;
  /** Deletes the record of a workspace, if there is one. */
  delete(workspaceId: string): void | Promise<void>;
  /** All records. */
  list(): Iterable<ConnectionRecord> | AsyncIterable<ConnectionRecord>;
}

export function isFinal(state: ConnectionState): boolean {
  return state === "revoked" || state === "uninstalled";
}

/** The state that an error of the API is evidence of. Other errors say nothing of a connection. */
export function stateOf(status: number, code: unknown): ConnectionState | undefined {
  if (status === 403) return code === "api_plan_restricted" ? "restricted" : undefined;
  if (status !== 401) return undefined;
  if (code === "token_suspended") return "suspended";
  // Another code, such as `token_unauthorized`, is about what the token may do, or about a request without one.
  return endsToken.has(code) ? "revoked" : undefined;
}

/** What the API answers to a token that is no longer valid; the last two in older versions. */
const endsToken: ReadonlySet<unknown> = new Set(["unauthorized", "token_revoked", "token_expired"]);
