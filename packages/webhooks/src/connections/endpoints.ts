import { createEndpoint, type Endpoint, type EndpointResponse } from "../endpoint/endpoint.ts";
import { checkNames } from "../endpoint/option-names.ts";
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
  /** Says more of a workspace whose connection works; `{ state: "OK" }` by default. */
  readonly check?: ((connection: Connection<Data>) => Health | Promise<Health>) | undefined;
}

/** These requests are an id and nothing else. */
const maxBodyBytes = 10_000;

/** Ends the connections of workspaces that Intercom reports as uninstalled. */
export function uninstallEndpoint(
  options: ConnectionEndpointOptions,
  uninstall: (workspaceId: string) => Promise<unknown>,
  report: (error: unknown) => void,
): Endpoint {
  checkNames("uninstalls", options, ["secret"]);
  const { secret } = options;
  return createEndpoint({ secret, kind: "app", maxBodyBytes, report }, async (json) => {
    await uninstall(workspaceIn(json));
    return { status: 200, headers: {} };
  });
}

/** Responds to health checks. */
export function healthEndpoint<Data>(
  options: HealthChecksOptions<Data>,
  read: (workspaceId: string) => Promise<Connection<Data> | undefined>,
  report: (error: unknown) => void,
): Endpoint {
  checkNames("healthChecks", options, ["secret", "reinstallUrl", "check"]);
  const { secret, reinstallUrl, check = () => ({ state: "OK" }) } = options;
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
  return createEndpoint({ secret, kind: "app", maxBodyBytes, report }, async (json) => {
    const workspaceId = workspaceIn(json);
    try {
      return jsonResponse(await healthOf(await read(workspaceId)));
    } catch (error) {
      report(error);
      return jsonResponse({ state: "UNKNOWN" });
    }
  });
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
