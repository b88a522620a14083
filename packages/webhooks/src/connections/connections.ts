import { ConfigError } from "@interkit/core";
import type { Endpoint } from "../endpoint/endpoint.ts";
import type { Grant } from "../sign-in/grant.ts";
import type { Connection } from "./connection.ts";
import {
  type ConnectionEndpointOptions,
  type HealthChecksOptions,
  healthEndpoint,
  uninstallEndpoint,
} from "./endpoints.ts";
import { NotConnectedError } from "./not-connected-error.ts";
import { type ConnectionsOptions, settingsOf } from "./options.ts";
import { Registry } from "./registry.ts";

/** What has the id of a workspace: a notification has `app_id`, a request of Canvas Kit `workspace_id`. */
export interface OfWorkspace {
  /** The id of the workspace. */
  readonly app_id?: string | null | undefined;
  /** The id of the workspace. */
  readonly workspace_id?: string | null | undefined;
}

/** The connections of an app: which workspaces it is installed in, with which token, and what became of them. */
export interface Connections<Data = unknown> {
  /**
   * Adds a connection, in place of an earlier one of the workspace: with what a sign-in granted, or
   * with a token alone, whose workspace it gets from `GET /me`. Of two sign-ins at once, the later one stays.
   *
   * @throws {ConfigError} for neither a grant nor a token.
   * @throws {ApiError} when Intercom refuses the token.
   */
  add(grant: Grant | Pick<Grant, "token">, data?: Data): Promise<Connection<Data>>;
  /** The connection that a notification, a request or the id of a workspace belongs to, in any state. */
  of(source: string | OfWorkspace): Promise<Connection<Data> | undefined>;
  /** All connections. */
  list(): AsyncIterable<Connection<Data>>;
  /**
   * Makes a handler of notifications that gets the connection as well. It is not called for a workspace that
   * is not connected, so that Intercom gets 200: too many other responses would pause the subscription.
   *
   * @throws {ConfigError} for what is no function.
   */
  handler<Event extends OfWorkspace>(
    handle: (event: Event, connection: Connection<Data>) => unknown,
  ): (event: Event) => Promise<void>;
  /**
   * Moves a connection by an error of a call, for calls without `clientOptions`, and resolves to the
   * connection as it is then.
   */
  observe(
    connection: Pick<Connection, "workspaceId" | "id">,
    error: unknown,
  ): Promise<Connection<Data> | undefined>;
  /**
   * Calls `GET /me`, and moves the connection by what it answers: a `suspended` or `restricted` one is
   * `installed` again once that works. Name, region and time zone are brought up to date.
   *
   * @throws {ApiError} for a failure that says nothing of the connection, and what a client of the API throws.
   */
  check(workspaceId: string): Promise<Connection<Data> | undefined>;
  /**
   * Uninstalls the app in a workspace, as `POST /auth/uninstall` with the token of the connection does by
   * Intercom's documentation, and ends the connection. What Intercom responds with is not documented: any
   * success counts, and so does 401, since the token is not valid any more.
   *
   * @throws {ApiError} when Intercom does not uninstall it: the connection stays as it is.
   */
  disconnect(workspaceId: string): Promise<void>;
  /** Deletes what is known of a workspace. It does not uninstall the app. */
  forget(workspaceId: string): Promise<void>;
  /**
   * Creates the endpoint that Intercom notifies of uninstalls. Such a request has neither a time nor an
   * id, so that the token is tried first: where it still works, the workspace was connected again since, and
   * the request is ignored.
   */
  uninstalls(options: ConnectionEndpointOptions): Endpoint;
  /**
   * Creates the endpoint for the health checks that Intercom sends for each workspace every day. The
   * token is tried, as `check` does.
   */
  healthChecks(options: HealthChecksOptions<Data>): Endpoint;
}

/**
 * Creates the registry of an app's connections. It keeps the token, region and time zone of each workspace,
 * gives notifications and other requests to the right one, and follows what becomes of a connection: by what
 * calls answer, by uninstalls, and by health checks.
 *
 * @throws {ConfigError} for options that are unknown or wrong, and in a page of a browser.
 * @see https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/installing-uninstalling-apps
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { createWebhooks } from "@interkit/webhooks";
 * import { createConnections } from "@interkit/webhooks/connections";
 *
 * const secret = process.env["INTERCOM_CLIENT_SECRET"] ?? "";
 * const connections = createConnections();
 * const webhooks = createWebhooks({ secret });
 * webhooks.on(
 *   "contact.user.created",
 *   connections.handler(async ({ data }, connection) => {
 *     const intercom = createIntercom(connection.clientOptions);
 *     await intercom.contacts.update(String(data.item.id), { name: "Ada" });
 *   }),
 * );
 *
 * export const uninstalls = connections.uninstalls({ secret });
 * ```
 */
export function createConnections<Data = unknown>(
  options: ConnectionsOptions<Data> = {},
): Connections<Data> {
  const settings = settingsOf(options);
  const registry = new Registry<Data>(settings);
  const limits = { timeoutMs: settings.connecting.timeoutMs, report: settings.report };
  const connections: Connections<Data> = {
    add: (grant, data) => registry.add(grant, data),
    of: async (source) => {
      const { app_id, workspace_id }: OfWorkspace =
        typeof source === "string" ? { app_id: source } : Object(source);
      const id = app_id ?? workspace_id;
      return id ? registry.get(id) : undefined;
    },
    list: () => registry.list(),
    handler: (handle) => {
      if (typeof handle !== "function") {
        throw new ConfigError("handler takes a function of an event and its connection");
      }
      return async (event) => {
        const connection = await connections.of(event);
        if (connection === undefined || connection.isEnded) return;
        try {
          await handle(event, connection);
        } catch (error) {
          // It has ended since then.
          const isOver =
            error instanceof NotConnectedError && error.workspaceId === connection.workspaceId;
          if (!isOver) throw error;
        }
      };
    },
    observe: (connection, error) => registry.observe(connection, error),
    check: (workspaceId) => registry.check(workspaceId),
    disconnect: (workspaceId) => registry.disconnect(workspaceId),
    forget: (workspaceId) => registry.forget(workspaceId),
    uninstalls: (endpoint) =>
      uninstallEndpoint(endpoint, (workspaceId) => registry.uninstalled(workspaceId), limits),
    healthChecks: (endpoint) =>
      healthEndpoint(endpoint, (workspaceId) => registry.check(workspaceId), limits),
  };
  return connections;
}
