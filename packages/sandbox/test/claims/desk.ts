import { expect } from "vitest";
import { type Claims, claim, type Space } from "../support/claims.ts";
import { type Json, start } from "../support/workspace.ts";

const ids = (list: Json): string[] => list.data.map(({ id }: Json) => id);
const hours = {
  time_zone_name: "Europe/London",
  time_intervals: [{ start_minute: 540, end_minute: 1020 }],
};

const event = (more: Json = {}) => ({
  ...{ event_name: "renewed-plan", created_at: start - 60, user_id: "ada" },
  ...more,
});

/** A user to whom events belong, and what is listed of them. */
async function eventsOf({ seed, ask }: Space, ...all: Json[]): Promise<Json[]> {
  seed.contact({ external_id: "ada" });
  for (const one of all) await ask("POST /events", one);
  return (await ask("GET /events?type=user&user_id=ada")).events;
}

export const desk: Claims = [
  claim("admins.list", "there are no pages", async ({ seed, ask }) => {
    for (let i = 0; i < 60; i++) seed.admin({ email: `a${i}@example.com` });
    expect((await ask("GET /admins")).admins).toHaveLength(61);
  }),
  claim("admins.setAway", "replaces the present setting", async ({ ask }) => {
    const away = { away_mode_enabled: true, away_mode_reassign: true };
    expect(await ask("PUT /admins/1/away", away)).toMatchObject(away);
    const back = { away_mode_enabled: false, away_mode_reassign: false };
    expect(await ask("PUT /admins/1/away", back)).toMatchObject(back);
  }),
  claim("admins.setAway", "Both switches are required", async ({ send }) => {
    const { status } = await send("PUT /admins/1/away", { away_mode_enabled: true });
    expect(status).toBeGreaterThanOrEqual(400);
  }),
  claim("awayStatusReasons.list", "Deleted reasons are listed too", async ({ seed, ask }) => {
    const { id } = seed.awayStatusReason({ deleted: true });
    const { data = [] } = await ask("GET /away_status_reasons").then((all) =>
      Array.isArray(all) ? { data: all } : all,
    );
    expect(data.find((one: Json) => one.id === id)).toMatchObject({ deleted: true });
  }),
  claim("tags.create", "or finds it if it exists", async ({ ask }) => {
    const made = await ask("POST /tags", { name: "VIP" });
    expect((await ask("POST /tags", { name: "VIP" })).id).toBe(made.id);
  }),
  claim("tags.create", "a `name` with an `id` renames", async ({ ask }) => {
    const { id } = await ask("POST /tags", { name: "VIP" });
    expect(await ask("POST /tags", { id, name: "Key" })).toMatchObject({ id, name: "Key" });
  }),
  claim(
    "CreateOrUpdateTagRequest.name",
    "upper and lower case count as the same",
    async ({ ask }) => {
      const made = await ask("POST /tags", { name: "VIP" });
      expect((await ask("POST /tags", { name: "vip" })).id).toBe(made.id);
    },
  ),
  claim("tags.create", "companies with `untag` lose it", async ({ seed, ask }) => {
    const { id } = seed.company();
    await ask("POST /tags", { name: "VIP", companies: [{ id }] });
    expect((await ask(`GET /companies/${id}`)).tags.tags).toHaveLength(1);
    await ask("POST /tags", { name: "VIP", companies: [{ id, untag: true }] });
    expect((await ask(`GET /companies/${id}`)).tags.tags).toEqual([]);
  }),
  claim("tags.delete", "such as a segment, cannot be deleted", async ({ seed, send }) => {
    const { id } = seed.tag();
    seed.segment({ query: { field: "tag_id", operator: "=", value: id } });
    const { status } = await send(`DELETE /tags/${id}`);
    expect(status).toBeGreaterThanOrEqual(400);
  }),
  claim("Segment.count", "Only sent when `include_count` is asked for", async ({ ask }) => {
    const [plain] = (await ask("GET /segments")).segments;
    expect(plain).not.toHaveProperty("count");
    const [counted] = (await ask("GET /segments?include_count=true")).segments;
    expect(counted.count).toBe(0);
  }),
  claim("dataAttributes.create", "must not exist on the model yet", async ({ ask, send }) => {
    const body = { name: "seats", model: "contact", data_type: "integer" };
    await ask("POST /data_attributes", body);
    expect((await send("POST /data_attributes", body)).status).toBe(400);
    await ask("POST /data_attributes", { ...body, model: "company" });
  }),
  claim(
    "dataAttributes.create",
    "letters, digits, currency signs and hyphens",
    async ({ send }) => {
      const body = { name: "seats?", model: "contact", data_type: "integer" };
      expect((await send("POST /data_attributes", body)).status).toBe(400);
    },
  ),
  claim(
    "CreateDataAttributeRequest.options",
    "Only with `data_type`",
    async ({ send, version }) => {
      const options = ["pro", "team"].map((value) => ({ value }));
      const body = { name: "tier", model: "contact", data_type: "integer", options };
      expect((await send("POST /data_attributes", body)).status, version).toBe(400);
    },
  ),
  claim("CreateDataAttributeRequest.options", "two or more", async ({ send, version }) => {
    const data_type = Number(version) > 2.13 || version === "Preview" ? "options" : "string";
    const body = { name: "tier", model: "contact", data_type, options: [{ value: "pro" }] };
    expect((await send("POST /data_attributes", body)).status).toBe(400);
  }),
  claim(
    "dataAttributes.list?model",
    "`conversation` is refused with 422 from 2.16 on",
    async (space) => {
      const { status } = await space.send("GET /data_attributes?model=conversation");
      expect(status >= 400).toBe(space.version === "2.16" || space.version === "Preview");
    },
  ),
  claim("dataAttributes.list?include_archived", "Off by default", async ({ ask }) => {
    const body = { name: "seats", model: "contact", data_type: "integer" };
    const { id } = await ask("POST /data_attributes", body);
    await ask(`PUT /data_attributes/${id}`, { archived: true });
    expect(ids(await ask("GET /data_attributes"))).not.toContain(id);
    expect(ids(await ask("GET /data_attributes?include_archived=true"))).toContain(id);
  }),
  claim("dataEvents.create", "is ignored without an error", async (space) => {
    expect(await eventsOf(space, event(), event())).toHaveLength(1);
  }),
  claim("dataEvents.create", "Ten metadata keys are kept per event", async (space) => {
    const keys = Array.from({ length: 12 }, (_, i) => [`key${i}`, i]);
    await eventsOf(space, event({ metadata: Object.fromEntries(keys) }));
    const [kept] = space.sandbox.snapshot().collections["events"] as Json[];
    expect(Object.keys(kept.metadata)).toHaveLength(10);
  }),
  claim("dataEvents.create", "a lead only by `id`", async ({ seed, send }) => {
    const lead = seed.contact({ role: "lead", email: "ada@example.com" });
    const { user_id: _, ...rest } = event();
    const byEmail = await send("POST /events", { ...rest, email: "ada@example.com" });
    expect(byEmail.status).toBeGreaterThanOrEqual(400);
    expect((await send("POST /events", { ...rest, id: lead.id })).status).toBe(202);
  }),
  claim("dataEvents.list", "by exactly one of", async ({ seed, send }) => {
    const { id } = seed.contact({ external_id: "ada" });
    const both = `GET /events?type=user&user_id=ada&intercom_user_id=${id}`;
    expect((await send(both)).status).toBe(400);
    expect((await send("GET /events?type=user")).status).toBe(400);
  }),
  claim("dataEvents.list", "kept in this list for 90 days", async (space) => {
    const old = event({ created_at: start - 91 * 86_400 });
    expect(await eventsOf(space, old, event())).toHaveLength(1);
    const { events } = await space.ask("GET /events?type=user&user_id=ada&summary=true");
    expect(events).toMatchObject([{ count: 2 }]);
  }),
  claim("dataExports.create", "a second gives 429", async ({ ask, send }) => {
    const body = { created_at_after: start - 86_400, created_at_before: start };
    const { job_identifier } = await ask("POST /export/content/data", body);
    expect((await send("POST /export/content/data", body)).status).toBe(429);
    await ask(`POST /export/cancel/${job_identifier}`);
    await ask("POST /export/content/data", body);
  }),
  claim("DataExport.download_url", "empty before it is completed", async ({ ask, pass }) => {
    const body = { created_at_after: start - 86_400, created_at_before: start };
    const made = await ask("POST /export/content/data", body);
    expect([made.download_url, made.download_expires_at]).toEqual(["", ""]);
    pass(60);
    const done = await ask(`GET /export/content/data/${made.job_identifier}`);
    expect(["completed", "no_data"]).toContain(done.status);
  }),
  claim("reportingDataExports.enqueue", "one more gives 429", async ({ send }) => {
    const times = { start_time: start - 86_400, end_time: start };
    const body = { dataset_id: "call", attribute_ids: ["call.call_id"], ...times };
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) {
      statuses.push((await send("POST /export/reporting_data/enqueue", body)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  }),
  claim("dataConnectors.create", "as a draft", async ({ ask }) => {
    expect(await ask("POST /data_connectors", { name: "Orders" })).toMatchObject({
      ...{ state: "draft", direct_fin_usage: false, bypass_authentication: false },
      customer_authentication: false,
    });
  }),
  claim("DataConnectorDetail.headers[].value", "always `****`", async ({ ask }) => {
    const headers = [{ name: "Authorization", value: "Bearer secret" }];
    const { id } = await ask("POST /data_connectors", { name: "Orders", headers });
    const read = await ask(`GET /data_connectors/${id}`);
    expect(read.headers).toEqual([{ name: "Authorization", value: "****" }]);
  }),
  claim("dataConnectors.delete", "refused with 409", async ({ ask, send }) => {
    const { id } = await ask("POST /data_connectors", { name: "Orders" });
    await ask(`PATCH /data_connectors/${id}`, { state: "live" });
    expect((await send(`DELETE /data_connectors/${id}`)).status).toBe(409);
  }),
  claim("dataConnectors.list", "most recently updated first", async ({ ask, pass }) => {
    const one = (await ask("POST /data_connectors", { name: "One" })).id;
    pass(60);
    const two = (await ask("POST /data_connectors", { name: "Two" })).id;
    expect(ids(await ask("GET /data_connectors"))).toEqual([two, one]);
  }),
  claim("dataConnectors.executionResults.list", "Covers the last hour", async ({ seed, ask }) => {
    const connector = await ask("POST /data_connectors", { name: "Orders" });
    const run = { data_connector_id: connector.id };
    const recent = seed.connectorRun({ ...run, created_at: start - 60 }).id;
    const old = seed.connectorRun({ ...run, created_at: start - 7200 }).id;
    const at = `GET /data_connectors/${connector.id}/execution_results`;
    expect(ids(await ask(at))).toEqual([recent]);
    const all = await ask(`${at}?start_ts=${start - 86_400}&end_ts=${start}`);
    expect(ids(all).sort()).toEqual([recent, old].sort());
  }),
  claim("customObjectInstances.createOrUpdate", "it is updated", async ({ ask }) => {
    const at = "POST /custom_object_instances/Order";
    const made = await ask(at, { external_id: "1", custom_attributes: { total: "1" } });
    const again = await ask(at, { external_id: "1", custom_attributes: { total: "2" } });
    expect(again).toMatchObject({ id: made.id, custom_attributes: { total: "2" } });
    expect((await ask(at, { external_id: "2" })).id).not.toBe(made.id);
  }),
  claim(
    "officeHoursSchedules.update",
    "Intervals that you send take the place",
    async ({ ask }) => {
      const made = await ask("POST /office_hours_schedules", { ...hours, name: "London" });
      const time_intervals = [{ start_minute: 600, end_minute: 660 }];
      const after = await ask(`PUT /office_hours_schedules/${made.id}`, { time_intervals });
      expect(after.name).toBe("London");
      expect(after.time_intervals).toMatchObject(time_intervals);
      expect(after.time_intervals).toHaveLength(1);
    },
  ),
  claim(
    "CreateOfficeHoursScheduleRequest.time_intervals",
    "lie on quarter hours",
    async ({ send }) => {
      const time_intervals = [{ start_minute: 541, end_minute: 1020 }];
      const body = { ...hours, name: "London", time_intervals };
      expect((await send("POST /office_hours_schedules", body)).status).toBeGreaterThanOrEqual(400);
    },
  ),
  claim("OfficeHoursTimeInterval.day_of_week", "0 for Monday to 6 for Sunday", async ({ ask }) => {
    const time_intervals = [{ start_minute: 1980, end_minute: 2040 }];
    const body = { ...hours, name: "London", time_intervals };
    const made = await ask("POST /office_hours_schedules", body);
    expect(made.time_intervals[0].day_of_week).toBe(1);
  }),
  claim("audiences.update", "takes the place of the old one", async ({ ask }) => {
    const old = { attribute: "custom_attributes.plan", type: "string", comparison: "eq" };
    const made = await ask("POST /audiences", {
      name: "A",
      predicates: [{ ...old, value: "pro" }],
    });
    const predicates = [{ ...old, value: "team" }];
    const after = await ask(`PUT /audiences/${made.id}`, { predicates });
    expect(after).toMatchObject({ name: "A", predicates });
  }),
  claim("identityVerificationSecrets.list", "and never here", async ({ ask }) => {
    const made = await ask("POST /secure_mode_secrets", { name: "Web", supports_web: true });
    expect(made.secret).toMatch(/^[\w-]{43}$/);
    const [listed] = (await ask("GET /secure_mode_secrets")).data;
    expect(listed).not.toHaveProperty("secret");
  }),
  claim(
    "CreateIdentityVerificationSecretRequest",
    "enabled for one platform or more",
    async (s) => {
      const { status } = await s.send("POST /secure_mode_secrets", { name: "Web" });
      expect(status).toBeGreaterThanOrEqual(400);
    },
  ),
  claim(
    "macros.list?updated_since",
    "Only macros changed after this moment",
    async ({ seed, ask }) => {
      seed.macro({ updated_at: start - 60 } as Json);
      const { id } = seed.macro({ updated_at: start } as Json);
      expect(ids(await ask(`GET /macros?updated_since=${start - 30}`))).toEqual([id]);
    },
  ),
  claim("brands.list", "the default one included", async ({ ask }) => {
    const { data } = await ask("GET /brands");
    expect(data.filter((one: Json) => one.is_default)).toHaveLength(1);
  }),
  claim("teams.update", "whoever is not in it leaves the team", async ({ seed, ask }) => {
    const { id } = seed.team();
    const other = seed.admin({ email: "b@example.com", team_ids: [id] }).id;
    const after = await ask(`PUT /teams/${id}`, { admin_ids: [1] });
    expect(after.admin_ids.map(String)).toEqual(["1"]);
    expect(after.admin_ids.map(String)).not.toContain(other);
  }),
];
