import type { JsonObject } from "../../description/openapi.ts";
import { notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { type ConnectorRun, connectorRuns, runView } from "./connector-runs.ts";
import { connectorNotFound, connectors } from "./data-connectors.ts";

const hour = 3600;

function listRuns(context: RequestContext): JsonObject {
  const { id } = context.find(connectors, context.param("data_connector_id"), connectorNotFound);
  const { success, error_type, start_ts, end_ts, include_bodies } = context.query;
  const from = Number(start_ts ?? context.now - hour);
  const to = Number(end_ts ?? context.now);
  const found = context
    .collection(connectorRuns)
    .findBy("connector", id)
    .filter((run) => run.created_at >= from && run.created_at <= to)
    .filter((run) => success === undefined || String(run.success) === String(success))
    .filter((run) => error_type === undefined || run.error_type === error_type);
  const show = (run: ConnectorRun) => runView(run, String(include_bodies) === "true");
  return list(context, found, { order: newestFirst, view: show, perPage: 10 });
}

export const connectorRunHandlers: Handlers = {
  "dataConnectors.executionResults.list": listRuns,
  "dataConnectors.executionResults.get": (context) => {
    const { id } = context.find(connectors, context.param("data_connector_id"), connectorNotFound);
    const none = () => notFound("Execution result not found", "execution_result_not_found");
    const run = context.find(connectorRuns, context.param("execution_result_id"), none);
    if (run.data_connector_id !== id) throw none();
    return runView(run, true);
  },
};
