import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { type CrudOptions, crud } from "../../engine/crud.ts";
import { apiError, notFound } from "../../engine/errors.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { deletedView, isoTime } from "../views.ts";
import { findAuthor } from "../workspace/admins.ts";

/** A request to somebody else's API that Fin and workflows can make. */
export interface Connector extends Entity {
  readonly name: string;
  readonly state: "draft" | "live";
  readonly http_method: string;
  readonly mock_response?: JsonObject;
  readonly created_by_admin_id: string;
  readonly updated_by_admin_id: string;
  readonly created_at: number;
  readonly updated_at: number;
}

export const connectors: CollectionKey<Connector> = collection<Connector>(
  "dataConnectors",
  "number",
);

/** One run of a connector. */
export interface ConnectorRun extends Entity {
  readonly data_connector_id: string;
  readonly success: boolean;
  readonly http_status: number | null;
  readonly http_method: string;
  readonly error_type: string | null;
  readonly error_message: string | null;
  readonly execution_time_ms: number | null;
  readonly source_type: string | null;
  readonly source_id: string | null;
  readonly conversation_id: string | null;
  readonly request_url: string | null;
  readonly request_body: string | null;
  readonly response_body: string | null;
  readonly raw_response_body: string | null;
  readonly created_at: number;
}

export const connectorRuns: CollectionKey<ConnectorRun> = collection<ConnectorRun>(
  "connectorRuns",
  "number",
  { connector: ({ data_connector_id }) => [data_connector_id] },
);

/** A run that went well. */
export function blankRun(now: number): Omit<ConnectorRun, "id" | "data_connector_id"> {
  return {
    success: true,
    http_status: 200,
    http_method: "get",
    error_type: null,
    error_message: null,
    execution_time_ms: 150,
    source_type: "workflow",
    source_id: null,
    conversation_id: null,
    request_url: "https://api.example.com/orders",
    request_body: null,
    response_body: '{"ok":true}',
    raw_response_body: '{"ok":true}',
    created_at: now,
  };
}

const missing = () => notFound("Data connector not found", "data_connector_not_found");
const refused = (message: string, code = "parameter_invalid") => apiError(422, code, message);
const iso = (seconds: number) => isoTime(seconds).replace(".000Z", "Z");

const audiences = ["leads", "users", "visitors"];

/** Mistakes that have a status and words of their own. */
function check(call: Call, isNew: boolean): void {
  const body = (call.rawBody ?? {}) as Record<string, unknown>;
  const { name, http_method, state } = body;
  const noName = name === undefined ? isNew : typeof name === "string" && name.trim() === "";
  if (noName) throw refused("Name is required", "parameter_not_found");
  const given = body["audiences"];
  if (Array.isArray(given) && given.some((one) => !audiences.includes(one as string))) {
    throw refused(`Invalid audiences. Must be a subset of: ${audiences.join(", ")}`);
  }
  if (typeof http_method === "string" && !/^(get|post|put|delete|patch)$/.test(http_method)) {
    throw refused("Http Method isn't an option");
  }
  if (typeof state === "string" && !/^(draft|live)$/.test(state)) {
    throw refused("Invalid state. Must be one of: draft, live");
  }
}

/** The fields of an answer that is an example, as far as they have names. */
function responseFields(mock: JsonObject | undefined): JsonObject[] {
  return Object.entries(mock ?? {}).map(([path, value]) => ({
    path,
    type: typeof value === "number" ? "decimal" : typeof value === "boolean" ? "boolean" : "string",
    example_value: value,
    redacted: false,
  }));
}

function view(_call: Call, connector: Connector): object {
  const { mock_response } = connector;
  return {
    ...connector,
    configuration_response_type: mock_response ? "mock_response_type" : "test_response_type",
    response_fields: responseFields(mock_response),
    created_at: iso(connector.created_at),
    updated_at: iso(connector.updated_at),
    execution_results_url: `/data_connectors/${connector.id}/execution_results`,
  };
}

const options: CrudOptions<Connector> = {
  collection: connectors,
  order: newestFirst,
  created: (call) => {
    const admin = findAuthor(call, undefined).id;
    return {
      ...{ description: null, direct_fin_usage: false, audiences: [], data_inputs: [] },
      ...{ token_ids: [], object_mappings: [], execution_type: "server_side" },
      ...{ data_transformation_type: "full_access", client_function_timeout_ms: null },
      ...{ customer_authentication: false, bypass_authentication: false },
      http_method: "get",
      ...call.body<Partial<Connector>>(),
      state: "draft",
      created_by_admin_id: admin,
      updated_by_admin_id: admin,
      created_at: call.now,
      updated_at: call.now,
    };
  },
  changed: (call) => ({
    updated_by_admin_id: findAuthor(call, undefined).id,
    updated_at: call.now,
  }),
  deleted: (call, { id, state }) => {
    if (state === "live") {
      const message = "Data connector must be in draft state to be deleted";
      throw apiError(409, "conflict", message);
    }
    for (const run of call.in(connectorRuns).by("connector", id)) {
      call.in(connectorRuns).delete(run.id);
    }
    return deletedView("data_connector", id);
  },
  notFound: missing,
  view,
};

const bodies = ["request_url", "request_body", "response_body", "raw_response_body"] as const;

function runView(run: ConnectorRun, withBodies: boolean): JsonObject {
  const hidden = withBodies ? [] : bodies.filter((name) => name !== "request_url");
  const shown = Object.entries(run).filter(([name]) => !(hidden as string[]).includes(name));
  return {
    ...Object.fromEntries(shown),
    type: "data_connector.execution",
    created_at: iso(run.created_at),
  };
}

const hour = 3600;

function listRuns(call: Call): JsonObject {
  const { id } = call.find(connectors, call.param("data_connector_id"), missing);
  const { success, error_type, start_ts, end_ts, include_bodies } = call.query;
  const from = Number(start_ts ?? call.now - hour);
  const to = Number(end_ts ?? call.now);
  const found = call
    .in(connectorRuns)
    .by("connector", id)
    .filter((run) => run.created_at >= from && run.created_at <= to)
    .filter((run) => success === undefined || String(run.success) === String(success))
    .filter((run) => error_type === undefined || run.error_type === error_type);
  const show = (run: ConnectorRun) => runView(run, String(include_bodies) === "true");
  return list(call, found, { order: newestFirst, view: show, perPage: 10 });
}

const plain = crud("dataConnectors", options);
const handle = (id: string) => plain[id] as (call: Call) => JsonObject;

export const dataConnectorHandlers: Handlers = {
  ...plain,
  "dataConnectors.create": {
    check: (call) => check(call, true),
    handle: handle("dataConnectors.create"),
  },
  "dataConnectors.update": {
    check: (call) => check(call, false),
    handle: handle("dataConnectors.update"),
  },
  "dataConnectors.executionResults.list": listRuns,
  "dataConnectors.executionResults.get": (call) => {
    const { id } = call.find(connectors, call.param("data_connector_id"), missing);
    const none = () => notFound("Execution result not found", "execution_result_not_found");
    const run = call.find(connectorRuns, call.param("execution_result_id"), none);
    if (run.data_connector_id !== id) throw none();
    return runView(run, true);
  },
};
