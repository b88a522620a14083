import type { JsonObject } from "../../description/openapi.ts";
import { type ApiError, apiError, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { type CrudOptions, crud } from "../../handlers/crud.ts";
import { deletedView } from "../../handlers/response-values.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { findAuthor } from "../workspace/admins.ts";
import { connectorRuns, shortTime } from "./connector-runs.ts";

/** A request to an external API that Fin and workflows can send. */
export interface Connector extends Entity {
  readonly name: string;
  readonly state: "draft" | "live";
  readonly http_method: string;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly data_inputs: readonly JsonObject[];
  readonly mock_response?: JsonObject;
  /** Changes to a live connector that are not live yet. */
  readonly staged?: Partial<Connector> | null;
  readonly created_by_admin_id: string;
  readonly updated_by_admin_id: string;
  readonly created_at: number;
  readonly updated_at: number;
}

export const connectors: CollectionKey<Connector> = collection<Connector>(
  "dataConnectors",
  "number",
);

export const connectorNotFound = (): ApiError =>
  notFound("Data connector not found", "data_connector_not_found");
const refused = (message: string, code = "parameter_invalid") => apiError(422, code, message);

const audiences = ["leads", "users", "visitors"];

/** Refuses mistakes for which Intercom has specific errors. */
function check(context: RequestContext, isNew: boolean): void {
  const body = (context.rawBody ?? {}) as Record<string, unknown>;
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

/** The fields of an example response. */
function responseFields(mock: JsonObject | undefined): JsonObject[] {
  return Object.entries(mock ?? {}).map(([path, value]) => ({
    path,
    type: typeof value === "number" ? "decimal" : typeof value === "boolean" ? "boolean" : "string",
    example_value: value,
    redacted: false,
  }));
}

/** Updates a connector. Changes to a live connector are staged as a draft until it is set live. */
function change(context: RequestContext): JsonObject {
  const before = context.find(connectors, context.param("data_connector_id"), connectorNotFound);
  const input = {
    ...context.body<Partial<Connector>>(),
    updated_by_admin_id: findAuthor(context, undefined).id,
    updated_at: context.now,
  };
  const staged = { ...before.staged, ...input };
  const waits = before.state === "live" && input.state === undefined;
  const after = waits ? { staged } : { ...staged, staged: null };
  context.collection(connectors).update(before.id, after);
  return handle("dataConnectors.get")(context);
}

/** The connector, or its draft when that is requested. A connector that was never live is a draft. */
function requestedVersionOf(
  context: RequestContext,
  { staged, ...connector }: Connector,
): Connector {
  const isDraft = context.query["state_version"] === "draft";
  const wasStaged = context.operation.id === "dataConnectors.update" && Boolean(staged);
  return isDraft || wasStaged ? { ...connector, ...staged, state: "draft" } : connector;
}

function view(context: RequestContext, kept: Connector): object {
  const connector = requestedVersionOf(context, kept);
  const { mock_response } = connector;
  return {
    ...connector,
    headers: connector.headers?.map(({ name }) => ({ name, value: "****" })),
    data_inputs: connector.data_inputs.map((input) => ({ default_value: "", ...input })),
    configuration_response_type: mock_response ? "mock_response_type" : "test_response_type",
    response_fields: responseFields(mock_response),
    created_at: shortTime(connector.created_at),
    updated_at: shortTime(connector.updated_at),
    execution_results_url: `/data_connectors/${connector.id}/execution_results`,
  };
}

const options: CrudOptions<Connector> = {
  collection: connectors,
  order: { by: ({ updated_at }) => updated_at, descending: true },
  created: (context) => {
    const admin = findAuthor(context, undefined).id;
    return {
      ...{ description: null, direct_fin_usage: false, audiences: [], data_inputs: [] },
      ...{ token_ids: [], object_mappings: [], execution_type: "server_side" },
      ...{ data_transformation_type: "full_access", client_function_timeout_ms: null },
      ...{ customer_authentication: false, bypass_authentication: false },
      http_method: "get",
      ...context.body<Partial<Connector>>(),
      state: "draft",
      created_by_admin_id: admin,
      updated_by_admin_id: admin,
      created_at: context.now,
      updated_at: context.now,
    };
  },
  deleted: (context, { id, state }) => {
    if (state === "live") {
      const message = "Data connector must be in draft state to be deleted";
      throw apiError(409, "conflict", message);
    }
    for (const run of context.collection(connectorRuns).findBy("connector", id)) {
      context.collection(connectorRuns).delete(run.id);
    }
    return deletedView("data_connector", id);
  },
  notFound: connectorNotFound,
  view,
};

const plain = crud("dataConnectors", options, ["list", "get", "create", "delete"]);
const handle = (id: string) => plain[id] as (context: RequestContext) => JsonObject;

export const dataConnectorHandlers: Handlers = {
  ...plain,
  "dataConnectors.create": {
    check: (context) => check(context, true),
    handle: handle("dataConnectors.create"),
  },
  "dataConnectors.update": {
    check: (context) => check(context, false),
    handle: change,
  },
};
