import { expect } from "vitest";
import { ids } from "../support/claim-helpers.ts";
import { type ClaimContext, type Claims, claim } from "../support/claims.ts";
import { isAtLeast } from "../support/versions.ts";
import { type Json, start } from "../support/workspace.ts";

const event = (more: Json = {}) => ({
  ...{ event_name: "renewed-plan", created_at: start - 60, user_id: "ada" },
  ...more,
});

/** A user with events, and a function that lists them. */
async function eventsOf({ seed, request }: ClaimContext, ...all: Json[]): Promise<Json[]> {
  seed.contact({ external_id: "ada" });
  for (const one of all) await request("POST /events", one);
  return (await request("GET /events?type=user&user_id=ada")).events;
}

export const data: Claims = [
  claim("dataAttributes.create", "must not exist on the model yet", async ({ request, send }) => {
    const body = { name: "seats", model: "contact", data_type: "integer" };
    await request("POST /data_attributes", body);
    expect((await send("POST /data_attributes", body)).status).toBe(400);
    await request("POST /data_attributes", { ...body, model: "company" });
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
      expect(status >= 400).toBe(isAtLeast(space.version, "2.16"));
    },
  ),
  claim("dataAttributes.list?include_archived", "Off by default", async ({ request }) => {
    const body = { name: "seats", model: "contact", data_type: "integer" };
    const { id } = await request("POST /data_attributes", body);
    await request(`PUT /data_attributes/${id}`, { archived: true });
    expect(ids(await request("GET /data_attributes"))).not.toContain(id);
    expect(ids(await request("GET /data_attributes?include_archived=true"))).toContain(id);
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
    const { events } = await space.request("GET /events?type=user&user_id=ada&summary=true");
    expect(events).toMatchObject([{ count: 2 }]);
  }),
  claim("dataExports.create", "a second gives 429", async ({ request, send }) => {
    const body = { created_at_after: start - 86_400, created_at_before: start };
    const { job_identifier } = await request("POST /export/content/data", body);
    expect((await send("POST /export/content/data", body)).status).toBe(429);
    await request(`POST /export/cancel/${job_identifier}`);
    await request("POST /export/content/data", body);
  }),
  claim("DataExport.download_url", "empty before it is completed", async ({ request, advance }) => {
    const body = { created_at_after: start - 86_400, created_at_before: start };
    const made = await request("POST /export/content/data", body);
    expect([made.download_url, made.download_expires_at]).toEqual(["", ""]);
    advance(60);
    const done = await request(`GET /export/content/data/${made.job_identifier}`);
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
  claim("dataAttributes.list?model", "Only attributes of this model", async ({ request }) => {
    for (const model of ["contact", "company"]) {
      await request("POST /data_attributes", { name: `of_${model}`, model, data_type: "integer" });
    }
    for (const model of ["contact", "company"]) {
      const { data: found } = await request(`GET /data_attributes?model=${model}`);
      expect(new Set(found.map((one: Json) => one.model))).toEqual(new Set([model]));
      expect(found.map((one: Json) => one.name)).toContain(`of_${model}`);
    }
  }),
  claim("DataAttribute.archived", "Only custom attributes can be", async ({ request }) => {
    const made = { name: "seats", model: "contact", data_type: "integer" };
    const { id } = await request("POST /data_attributes", made);
    await request(`PUT /data_attributes/${id}`, { archived: true });
    const { data: all } = await request("GET /data_attributes?include_archived=true");
    const archived = all.filter((one: Json) => one.archived);
    expect(archived.map((one: Json) => [one.name, one.custom])).toEqual([["seats", true]]);
    expect(all.some((one: Json) => !one.custom && "id" in one)).toBe(false);
  }),
  claim(
    "dataEvents.list",
    "leads can only be found by the last",
    async ({ seed, send, request }) => {
      const lead = seed.contact({ role: "lead", email: "ada@example.com" });
      const { user_id: _, ...rest } = event();
      await request("POST /events", { ...rest, id: lead.id });
      const byId = await request(`GET /events?type=user&intercom_user_id=${lead.id}`);
      expect(byId.events).toHaveLength(1);
      const byEmail = await send("GET /events?type=user&email=ada@example.com");
      expect(byEmail.body.events ?? []).toEqual([]);
    },
  ),
  ...(["before", "since"] as const).map((name) =>
    claim(
      `dataEvents.list?${name}`,
      `Only events ${name === "since" ? "after" : name} this one`,
      async (space) => {
        await eventsOf(
          space,
          ...[90, 60, 30].map((ago) =>
            event({ event_name: `ago-${ago}`, created_at: start - ago }),
          ),
        );
        const filter = `${name}=${start - 60}`;
        const { events } = await space.request(`GET /events?type=user&user_id=ada&${filter}`);
        const found = events.map((one: Json) => one.event_name ?? one.name);
        expect(found).toEqual([name === "since" ? "ago-30" : "ago-90"]);
      },
    ),
  ),
  claim("CreateDataEventRequest.id", "the only way to name a lead", async ({ seed, send }) => {
    const lead = seed.contact({ role: "lead", email: "ada@example.com" });
    const { user_id: _, ...rest } = event();
    expect((await send("POST /events", { ...rest, id: lead.id })).status).toBe(202);
    const byEmail = await send("POST /events", { ...rest, email: "ada@example.com" });
    expect(byEmail.status).toBeGreaterThanOrEqual(400);
  }),
  claim("CreateDataEventRequest.metadata", "ten keys at most", async (space) => {
    const keys = Array.from({ length: 11 }, (_, i) => [`key${i}`, i]);
    await eventsOf(space, event({ metadata: Object.fromEntries(keys) }));
    const [kept] = space.sandbox.snapshot().collections["events"] as Json[];
    expect(Object.keys(kept.metadata)).toEqual(keys.slice(0, 10).map(([key]) => key));
  }),
];
