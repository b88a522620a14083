import { isoTime } from "../../description/iso-time.ts";
import type { JsonObject } from "../../description/openapi.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

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

/** A successful run. */
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

/** A time as ISO 8601 text without milliseconds. */
export function shortTime(seconds: number): string {
  return isoTime(seconds).replace(".000Z", "Z");
}

const bodies = ["request_url", "request_body", "response_body", "raw_response_body"] as const;

/** The response of a run, with the bodies only when they are requested. */
export function runView(run: ConnectorRun, withBodies: boolean): JsonObject {
  const hidden = withBodies ? [] : bodies.filter((name) => name !== "request_url");
  const shown = Object.entries(run).filter(([name]) => !(hidden as string[]).includes(name));
  return {
    ...Object.fromEntries(shown),
    type: "data_connector.execution",
    created_at: shortTime(run.created_at),
  };
}
