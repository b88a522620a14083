import type { Row, Table } from "./table.ts";

const away = { away_mode_enabled: true, away_mode_reassign: false };
const hours = { time_zone_name: "Europe/London", time_intervals: [] };
const report = { dataset_id: "call", attribute_ids: ["call.call_id"], start_time: 0, end_time: 1 };
const period = { created_at_after: 0, created_at_before: 1 };

const connector = "/data_connectors/{connector}";
const enqueue = "POST /export/reporting_data/enqueue";

/** Errors of settings, exports and connectors. */
export const workspaceErrors: Table = {
  prepare: async ({ send, sandbox: { seed } }) => {
    const old = seed.awayStatusReason({ label: "Old", deleted: true }).id;
    const team = seed.team().id;
    const { id: live } = (await send("POST", "/data_connectors", { name: "Live" })).body;
    await send("PATCH", `/data_connectors/${live}`, { state: "live" });
    const { id: draft } = (await send("POST", "/data_connectors", { name: "Draft" })).body;
    const schedule = (await send("POST", "/office_hours_schedules", { ...hours, name: "A" })).body;
    await send("POST", "/export/content/data", period);
    for (let i = 0; i < 5; i++) await send("POST", "/export/reporting_data/enqueue", report);
    return { old, team, live, connector: draft, schedule: String(schedule.id) };
  },
  rows: [
    ["GET /admins/404", "404 admin_not_found"],
    ["PUT /admins/404/away", "404 admin_not_found", away],
    ["PUT /admins/1/away", "400 parameter_invalid", { ...away, away_status_reason_id: 404 }],
    ["PUT /admins/1/away", "400 parameter_invalid", { ...away, away_status_reason_id: 3 }],
    ["GET /teams/404", "404 not_found"],
    ["GET /teams/404/metrics", "404 team_not_found"],
    ["PUT /teams/404", "404 team_not_found", { admin_ids: [1] }],
    ["PUT /teams/{team}", "400 parameter_invalid", { admin_ids: [404] }],
    ["PUT /teams/{team}", "400 parameter_invalid", { admin_ids: [1], name: "Other" }],
    [
      "PUT /teams/{team}",
      "400 parameter_invalid",
      { admin_ids: [], admin_priority_level: { primary_admin_ids: [1] } },
    ],
    [
      "PUT /teams/{team}",
      "400 parameter_invalid",
      {
        admin_ids: [1],
        admin_priority_level: { primary_admin_ids: [1], secondary_admin_ids: [1] },
      },
    ],
    ["POST /audiences", "422 validation_error", {}],
    ["PUT /audiences/404", "404 not_found", { name: "A" }],
    ["GET /audiences/404", "404 not_found"],
    ["DELETE /audiences/404", "404 not_found"],
    ["GET /office_hours_schedules/404", "404 not_found"],
    ["DELETE /office_hours_schedules/404", "404 not_found"],
    ["GET /office_hours_schedules/404/office_hours_exceptions", "404 not_found"],
    ["GET /office_hours_schedules/{schedule}/office_hours_exceptions/404", "404 not_found"],
    ["POST /secure_mode_secrets", "422 parameter_invalid", {}],
    ["POST /secure_mode_secrets", "422 parameter_invalid", { name: "Nowhere" }],
    ["DELETE /secure_mode_secrets/404", "404 identity_verification_secret_not_found"],
    ["GET /macros/404", "404 not_found"],
    ["GET /macros?updated_since=x", "400 parameter_invalid"],
    ["GET /brands/404", "404 not_found"],
    ["GET /emails/404", "404 not_found"],
    ["GET /export/workflows/404", "404 not_found"],
    ["POST /phone_call_redirects", "400 invalid_phone_number", { phone: "nonsense" }],
    ["POST /export/content/data", "429 rate_limit_exceeded", period],
    ["GET /export/content/data/404", "404 not_found"],
    ["POST /export/cancel/404", "404 not_found"],
    [enqueue, "429 rate_limit_exceeded", report],
    [enqueue, "400 bad_request", { ...report, dataset_id: undefined }],
    [enqueue, "400 bad_request", { ...report, dataset_id: "imaginary" }],
    [enqueue, "400 bad_request", { ...report, attribute_ids: undefined }],
    [enqueue, "400 bad_request", { ...report, attribute_ids: [] }],
    [enqueue, "400 bad_request", { ...report, attribute_ids: "call.call_id" }],
    [enqueue, "400 bad_request", { ...report, attribute_ids: ["call.other"] }],
    ["GET /export/reporting_data/404?app_id=a&client_id=b", "404 not_found"],
    ["GET /data_connectors?starting_after=x", "400 client_error"],
    ["POST /data_connectors", "422 parameter_not_found", {}],
    ["POST /data_connectors", "422 parameter_invalid", { name: "A", audiences: ["all"] }],
    ["GET /data_connectors/404", "404 data_connector_not_found"],
    [`GET ${connector}?state_version=old`, "400 parameter_invalid"],
    ["DELETE /data_connectors/404", "404 data_connector_not_found"],
    ["DELETE /data_connectors/{live}", "409 conflict"],
    ["PATCH /data_connectors/404", "404 data_connector_not_found", { name: "A" }],
    [`PATCH ${connector}`, "422 parameter_invalid", { audiences: ["all"] }],
    [`PATCH ${connector}`, "422 parameter_invalid", { http_method: "head" }],
    [`PATCH ${connector}`, "422 parameter_invalid", { state: "old" }],
    ["GET /data_connectors/404/execution_results", "404 data_connector_not_found"],
    [`GET ${connector}/execution_results?error_type=x`, "400 parameter_invalid"],
    [`GET ${connector}/execution_results?start_ts=x`, "400 parameter_invalid"],
    [`GET ${connector}/execution_results/404`, "404 execution_result_not_found"],
    ["GET /data_connectors/404/execution_results/1", "404 data_connector_not_found"],
  ] satisfies Row[],
};
