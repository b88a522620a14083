import type { Names } from "./example.ts";
import type { WorkspaceBuilder } from "./example-workspace.ts";

/** Adds teammates, tags, attributes, office hours and connectors. */
export async function addSettings({ seed, send, make }: WorkspaceBuilder): Promise<Names> {
  const options = [{ label: "Billing" }, { label: "Bug" }, { label: "Praise" }];
  const topic = { name: "Topic", data_type: "list", options };
  const attribute = await send("POST", "/conversations/attributes", topic);
  const hours = {
    time_zone_name: "Europe/London",
    time_intervals: [{ start_minute: 540, end_minute: 1020 }],
  };
  const schedule = await make("/office_hours_schedules", { ...hours, name: "London" });
  const holiday = { exception_date: "2026-05-25", exception_type: "closed" };
  const connector = await make("/data_connectors", { name: "Orders" });
  const data = { name: "seat_count", model: "contact", data_type: "string" };
  const exported = await send("POST", "/export/content/data", {
    created_at_after: 1_767_225_600,
    created_at_before: 1_769_903_999,
  });
  const report = await send("POST", "/export/reporting_data/enqueue", {
    dataset_id: "call",
    attribute_ids: ["call.call_id"],
    start_time: 1_767_225_600,
    end_time: 1_769_903_999,
  });
  const team = seed.team({ name: "Support", distribution_method: "load_balanced" }).id;
  const other = seed.admin({ name: "Alan Turing", email: "alan@example.com", team_ids: [team] }).id;
  seed.activityLog({ activity_type: "admin_login_success" });
  const query = { field: "monthly_spend", operator: ">", value: 100 };
  return {
    "814860": "1",
    "814861": other,
    "814902": other,
    "514": team,
    "2301": "1",
    "7522907": await make("/tags", { name: "VIP" }),
    "81220": await make("/tags", { name: "Guide" }),
    "27": "sandbox1",
    "17": "1",
    "1187": seed.macro().id,
    "318": await make("/audiences", { name: "Everyone" }),
    "319": await make("/audiences", { name: "Others" }),
    "9046": await make("/data_attributes", data),
    "42": String(attribute.id),
    "5b0d9f43-7a52-4c56-93cf-0a6b8e1f2c7d": attribute.options[0].id,
    "88": schedule,
    "904": await make(`/office_hours_schedules/${schedule}/office_hours_exceptions`, holiday),
    "63": await make("/secure_mode_secrets", { name: "Web", supports_web: true }),
    "5150": seed.ecommerceConnector().id,
    "3307": connector,
    "771204": seed.connectorRun({ data_connector_id: connector }).id,
    "30177": seed.workflow().id,
    "40718": seed.job().id,
    "56203d253cba154d39010062": seed.segment({ name: "Paying", person_type: "company", query }).id,
    orzzsbd7hk67xyu: exported.job_identifier,
    r8t2w5y1p6: report.job_identifier,
  };
}
