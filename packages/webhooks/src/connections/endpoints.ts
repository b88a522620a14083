import { ConfigError } from "@interkit/core";
import type { Endpoint, EndpointResponse } from "../endpoint/endpoint.ts";
import { createHandlingEndpoint } from "../endpoint/handling.ts";
import type { HandlingSettings } from "../endpoint/settings.ts";
import { checkNames } from "../options/option-names.ts";
import type { Secrets } from "../signatures/secrets.ts";
import type { Connection } from "./connection.ts";
import type { ConnectionState } from "./record.ts";

/** Options of the endpoints for uninstalls and health checks. */
export interface ConnectionEndpointOptions {
  /** The client secret of the app, or the old and the new one while it is being replaced. */
  readonly secret: Secrets;
}

/** What an app says of a workspace in a health check. */
export interface Health {
  /** `UNHEALTHY` needs a teammate of the workspace; `UNKNOWN` is for what cannot be found out now. */
  readonly state: "OK" | "UNHEALTHY" | "UNKNOWN";
  /** For `UNHEALTHY`: what is wrong and what to do, for teammates. */
  readonly message?: string | undefined;
  /** What a teammate can do about it, as Intercom calls it, such as `REINSTALL_CTA`. */
  readonly cta_type?: string | undefined;
  /** The label of the button. */
  readonly cta_label?: string | undefined;
  /** Where the button leads. */
  readonly cta_url?: string | undefined;
}

/** Options of the endpoint for health checks. */
export interface HealthChecksOptions<Data = unknown> extends ConnectionEndpointOptions {
  /** Where a teammate connects the workspace again: the URL that starts the sign-in. */
  readonly reinstallUrl?: string | undefined;
  /**
   * Says more of a workspace whose connection works; `{ state: "OK" }` by default. A health check as a whole may
   * take 500 milliseconds more than `timeoutMs` of the connections: what takes longer is `UNKNOWN`.
   */
  readonly check?: ((connection: Connection<Data>) => Health | Promise<Health>) | undefined;
}

/** What the endpoints have of their connections. */
interface EndpointSettings {
  /** How long a request to Intercom may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly report: (error: unknown) => void;
}

/** Ends the connections of workspaces that Intercom reports as uninstalled. */
export function uninstallEndpoint(
  options: ConnectionEndpointOptions,
  uninstall: (workspaceId: string) => Promise<unknown>,
  settings: EndpointSettings,
): Endpoint {
  checkNames("uninstalls", options, ["secret"]);
  return createHandlingEndpoint(handlingOf(options, settings), {
    kind: "app",
    what: "An uninstall",
    read: workspaceIn,
    handle: uninstall,
    respond: () => ({ status: 200, headers: {} }),
  });
}

/** Responds to health checks. */
export function healthEndpoint<Data>(
  options: HealthChecksOptions<Data>,
  read: (workspaceId: string) => Promise<Connection<Data> | undefined>,
  settings: EndpointSettings,
): Endpoint {
  checkNames("healthChecks", options, ["secret", "reinstallUrl", "check"]);
  const { reinstallUrl } = options;
  if (reinstallUrl !== undefined && !URL.canParse(reinstallUrl)) {
    throw new ConfigError(
      '"reinstallUrl" must be a whole URL, such as https://example.com/connect',
    );
  }
  const { check = () => ({ state: "OK" }) } = options;
  if (typeof check !== "function") throw new ConfigError('"check" must be a function');
  const healthOf = async (connection: Connection<Data> | undefined): Promise<Health> => {
    const state = connection?.state ?? "uninstalled";
    if (connection !== undefined && state === "installed") return check(connection);
    const link = { cta_label: "Install again", cta_url: reinstallUrl };
    const action = { cta_type: "REINSTALL_CTA", ...(reinstallUrl ? link : undefined) };
    return {
      state: "UNHEALTHY",
      message: messages[state],
      ...(connection?.isEnded === false ? undefined : action),
    };
  };
  return createHandlingEndpoint(handlingOf(options, settings), {
    kind: "app",
    what: "A health check",
    read: workspaceIn,
    handle: async (workspaceId) => healthOf(await read(workspaceId)),
    respond: jsonResponse,
    fallback: jsonResponse({ state: "UNKNOWN" }),
  });
}

/** These requests are an id and nothing else. */
const maxBodyBytes = 10_000;
/** For the store and the program, beside the request to Intercom: 4,500 milliseconds in all by default. */
const moreMs = 500;

function handlingOf(
  { secret }: ConnectionEndpointOptions,
  { timeoutMs, report }: EndpointSettings,
): HandlingSettings {
  return { secret, maxBodyBytes, timeoutMs: timeoutMs + moreMs, report };
}

const reconnect = "The app is not connected to this workspace. Install it again.";

const messages: Readonly<Record<ConnectionState, string>> = {
  installed: "",
  suspended: "Intercom refuses the app, since the workspace is suspended.",
  restricted: "Intercom refuses the app, since the plan of the workspace does not include its API.",
  revoked: reconnect,
  uninstalled: reconnect,
};

/** The workspace of a request: `app_id` in an uninstall, `workspace_id` in a health check. */
function workspaceIn(json: unknown): string {
  const { workspace_id, app_id = workspace_id } = Object(json);
  if (typeof app_id === "string" && app_id !== "") return app_id;
  throw new SyntaxError("The body has no workspace: neither app_id nor workspace_id");
}

function jsonResponse(body: Health): EndpointResponse {
  const headers = { "Content-Type": "application/json" };
  return { status: 200, headers, body: JSON.stringify(body) };
}
