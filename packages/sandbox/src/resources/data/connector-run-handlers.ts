import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { notFound } from "../../engine/errors.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { type ConnectorRun, connectorRuns, runView } from "./connector-runs.ts";
import { connectorNotFound, connectors } from "./data-connectors.ts";

const hour = 3600;

function listRuns(call: Call): JsonObject {
  const { id } = call.find(connectors, call.param("data_connector_id"), connectorNotFound);
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

export const connectorRunHandlers: Handlers = {
  "dataConnectors.executionResults.list": listRuns,
  "dataConnectors.executionResults.get": (call) => {
    const { id } = call.find(connectors, call.param("data_connector_id"), connectorNotFound);
    const none = () => notFound("Execution result not found", "execution_result_not_found");
    const run = call.find(connectorRuns, call.param("execution_result_id"), none);
    if (run.data_connector_id !== id) throw none();
    return runView(run, true);
  },
};
