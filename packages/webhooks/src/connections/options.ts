import { ConfigError, type FetchLike } from "@interkit/core";
import { guarded } from "../endpoint/guarded.ts";
import { checkServer } from "../jwt/server-only.ts";
import { checkNames } from "../options/option-names.ts";
import { checkPositive } from "../options/positive.ts";
import { type Connecting, clientOf } from "../sign-in/grant.ts";
import type { Connection } from "./connection.ts";
import { createMemoryConnectionStore } from "./memory-store.ts";
import type { ConnectionState, ConnectionStore } from "./record.ts";

/** Options of `createConnections`. */
export interface ConnectionsOptions<Data = unknown> {
  /** Where connections are kept; by default, in the memory of this process, which ends with it. */
  readonly store?: ConnectionStore | undefined;
  /**
   * Is called after a connection was added, and after each change of its state, once. Here is the place to
   * delete what belongs to a workspace that has ended. What it throws goes to `onError`.
   */
  readonly onChange?:
    | ((connection: Connection<Data>, previous: ConnectionState | undefined) => unknown)
    | undefined;
  /** Gets failures that fail no call: of the store while a call is watched, and of `onChange`. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Sends all requests elsewhere, such as to a sandbox: https, or http on this machine. */
  readonly baseUrl?: string | undefined;
  /**
   * Sends the requests of the connections, and those of clients with `clientOptions`, such as `sandbox.fetch` in
   * tests; the platform's `fetch` by default.
   */
  readonly fetch?: FetchLike | undefined;
  /** How long such a request may take, in milliseconds; 4,000 by default, since Intercom waits for 5,000. */
  readonly timeoutMs?: number | undefined;
}

export interface ConnectionsSettings<Data> {
  readonly store: ConnectionStore;
  readonly onChange: NonNullable<ConnectionsOptions<Data>["onChange"]>;
  /** It does not throw. */
  readonly report: (error: unknown) => void;
  readonly connecting: Connecting;
}

const names = ["store", "onChange", "onError", "baseUrl", "fetch", "timeoutMs"];

/** @throws {ConfigError} for unknown and wrong options. */
export function settingsOf<Data>(options: ConnectionsOptions<Data>): ConnectionsSettings<Data> {
  checkServer("createConnections");
  checkNames("createConnections", options, names);
  const { store = createMemoryConnectionStore(), baseUrl, fetch, timeoutMs = 4_000 } = options;
  for (const method of ["get", "put", "delete", "list"] as const) {
    if (typeof store[method] === "function") continue;
    throw new ConfigError(`"store" must have a method "${method}"`);
  }
  const { onChange = () => undefined, onError = print } = options;
  for (const [name, value] of Object.entries({ onChange, onError })) {
    if (typeof value !== "function") throw new ConfigError(`"${name}" must be a function`);
  }
  checkPositive({ timeoutMs });
  const connecting = { baseUrl, fetch, timeoutMs };
  // The client checks the options of its own.
  clientOf("none", connecting);
  return { store, onChange, report: guarded("onError of connections", onError), connecting };
}

function print(error: unknown): void {
  console.error("A connection failed:", error);
}
