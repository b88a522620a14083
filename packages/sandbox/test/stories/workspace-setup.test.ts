import { expect, test } from "vitest";
import { firstError, start, workspace } from "../support/workspace.ts";

test("a tag is created, applied to contacts and companies, renamed, and removed from all when deleted", async () => {
  const { send, sandbox } = await workspace();
  const company = sandbox.seed.company({ company_id: "engines" });
  const ada = sandbox.seed.contact({ email: "ada@example.com", company_ids: [company.id] });
  const made = await send("POST", "/tags", {
    name: "Beta",
    users: [{ id: ada.id }],
  });
  expect(made.body.users).toEqual([{ id: ada.id, tagged: true }]);
  await send("POST", "/tags", { name: "beta", companies: [{ company_id: "engines" }] });
  await send("POST", "/tags", { name: "Alpha", id: made.body.id });
  expect((await send("GET", "/tags")).body.data).toMatchObject([{ name: "Alpha" }]);
  const found = await send("GET", `/companies/${company.id}`);
  expect(found.body.tags.tags).toMatchObject([{ name: "Alpha" }]);
  await send("DELETE", `/tags/${made.body.id}`);
  expect((await send("GET", `/contacts/${ada.id}`)).body.tags.total_count).toBe(0);
  expect((await send("GET", `/companies/${company.id}`)).body.tags.tags).toEqual([]);
  expect((await send("GET", `/tags/${made.body.id}`)).status).toBe(404);
});

test("a tag in the query of a segment cannot be deleted", async () => {
  const { send, sandbox } = await workspace();
  const tag = sandbox.seed.tag();
  const query = { field: "tag_id", operator: "=", value: tag.id };
  sandbox.seed.segment({ name: "VIPs", query });
  const refused = await send("DELETE", `/tags/${tag.id}`);
  expect(firstError(refused)).toEqual({ status: 400, code: "tag_has_dependent_objects" });
});

test("the definition of an attribute restricts the values of contacts", async () => {
  const { send } = await workspace();
  const attribute = {
    name: "plan",
    model: "contact",
    data_type: "string",
    options: [{ value: "pro" }, { value: "team" }],
  };
  const made = await send("POST", "/data_attributes", attribute);
  expect(made.body.options).toEqual(["pro", "team"]);
  const again = await send("POST", "/data_attributes", attribute);
  expect(firstError(again)).toEqual({ status: 400, code: "parameter_invalid" });
  const contact = (plan: unknown) => ({ email: "ada@example.com", custom_attributes: { plan } });
  expect((await send("POST", "/contacts", contact("gold"))).status).toBe(400);
  expect((await send("POST", "/contacts", contact("pro"))).status).toBe(200);
  await send("PUT", `/data_attributes/${made.body.id}`, { archived: true });
  const names = async (query: string) =>
    (await send("GET", `/data_attributes?model=contact${query}`)).body.data.map(
      ({ name }: { name: string }) => name,
    );
  expect(await names("")).not.toContain("plan");
  expect(await names("&include_archived=true")).toContain("plan");
});

test("events are stored once, listed in pages, and summarised", async () => {
  const { send, sandbox, advance } = await workspace();
  const { id } = sandbox.seed.contact({ external_id: "user-1" });
  for (const created_at of [start, start, start + 1, start + 2]) {
    const event = { event_name: "ordered", created_at, user_id: "user-1" };
    expect((await send("POST", "/events", event)).status).toBe(202);
  }
  advance(60);
  const first = await send("GET", `/events?type=user&intercom_user_id=${id}&per_page=2`);
  expect(first.body.events).toHaveLength(2);
  const { pathname, search } = new URL(first.body.pages.next);
  const second = await send("GET", pathname + search);
  expect(second.body.events).toHaveLength(1);
  expect(second.body.pages.next).toBeUndefined();
  const summary = await send("GET", "/events?type=user&user_id=user-1&summary=true");
  expect(summary.body.events).toMatchObject([{ name: "ordered", count: 3 }]);
});

test("setting an admin away returns the reason, and is recorded in the activity log", async () => {
  const { send } = await workspace();
  const away = { away_mode_enabled: true, away_mode_reassign: true, away_status_reason_id: 1 };
  expect((await send("PUT", "/admins/1/away", away)).body.away_mode_enabled).toBe(true);
  const me = await send("GET", "/admins/1");
  expect(me.body).toMatchObject({ id: "1", away_mode_reassign: true, away_status_reason_id: "1" });
  const { body } = await send("GET", "/admins/activity_logs?created_at_after=1");
  expect(body.activity_logs).toMatchObject([{ activity_type: "admin_away_mode_change" }]);
  const unknown = await send("PUT", "/admins/9/away", away);
  expect(firstError(unknown)).toEqual({ status: 404, code: "admin_not_found" });
});

test("setting the members of a team changes the team and the admins", async () => {
  const { send, sandbox } = await workspace("Preview");
  const team = sandbox.seed.team({ name: "Billing", distribution_method: "load_balanced" });
  const alan = sandbox.seed.admin({ name: "Alan Turing", email: "alan@example.com" });
  const path = `/teams/${team.id}`;
  const members = [1, Number(alan.id)];
  const levels = { primary_admin_ids: [Number(alan.id)], secondary_admin_ids: [1] };
  await send("PUT", path, { admin_ids: members, admin_priority_level: levels });
  expect((await send("GET", path)).body).toMatchObject({ admin_ids: members });
  const admin = await send("GET", `/admins/${alan.id}`);
  expect(admin.body.team_ids).toEqual([Number(team.id)]);
  expect((await send("PUT", path, { admin_ids: members, name: "Other" })).status).toBe(400);
  await send("PUT", path, { admin_ids: [1] });
  expect((await send("GET", `/admins/${alan.id}`)).body.team_ids).toEqual([]);
});

test("a visitor is converted into a new or an existing user", async () => {
  const { send, sandbox } = await workspace();
  sandbox.seed.dataAttribute({ name: "plan" });
  sandbox.seed.visitor({ user_id: "v1", custom_attributes: { plan: "pro" } });
  const known = sandbox.seed.contact({ email: "ada@example.com", name: "Ada" });
  const converted = await send("POST", "/visitors/convert", {
    type: "user",
    user: { id: known.id },
    visitor: { user_id: "v1" },
  });
  expect(converted.body).toMatchObject({ id: known.id, name: "Ada" });
  expect(converted.body.custom_attributes).toEqual({ plan: "pro" });
  expect((await send("GET", "/visitors?user_id=v1")).status).toBe(404);
});

test("custom objects are created or updated by external id, and found by references", async () => {
  const { send, sandbox } = await workspace();
  const path = "/custom_object_instances/Order";
  const made = await send("POST", path, { external_id: "1", custom_attributes: { total: "5" } });
  const again = await send("POST", path, { external_id: "1", custom_attributes: { paid: "yes" } });
  expect(again.body).toMatchObject({
    id: made.body.id,
    custom_attributes: { total: "5", paid: "yes" },
  });
  await send("POST", path, { external_id: "2" });
  const ada = sandbox.seed.contact({ custom_attributes: { Order: [made.body.id] } });
  const own = await send("GET", `${path}?references_contact_id=${ada.id}`);
  expect(own.body.data).toMatchObject([{ external_id: "1" }]);
  await send("DELETE", `${path}/${made.body.id}`);
  expect((await send("GET", path)).body.total_count).toBe(1);
});

test("office hours have exceptions, which are deleted with them", async () => {
  const { send } = await workspace();
  const hours = [{ start_minute: 540, end_minute: 1020 }];
  const schedule = { name: "London", time_zone_name: "Europe/London", time_intervals: hours };
  const { body } = await send("POST", "/office_hours_schedules", schedule);
  expect(body).toMatchObject({ twenty_four_seven: false, time_intervals: [{ day_of_week: 0 }] });
  const path = `/office_hours_schedules/${body.id}/office_hours_exceptions`;
  const closed = { exception_date: "2026-05-04", exception_type: "closed" };
  const exception = await send("POST", path, closed);
  expect((await send("PUT", `${path}/${exception.body.id}`, { name: "May" })).body.name).toBe(
    "May",
  );
  expect((await send("POST", path, { ...closed, exception_type: "custom_hours" })).status).toBe(
    422,
  );
  await send("DELETE", `/office_hours_schedules/${body.id}`);
  expect((await send("GET", path)).status).toBe(404);
});

test("a catalogue is uploaded in parts, in order", async () => {
  const { send, sandbox } = await workspace("Preview");
  const { id } = sandbox.seed.ecommerceConnector();
  const path = `/ecommerce/connectors/${id}/catalog`;
  const form = (fields: Record<string, string>, products?: unknown) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    if (products) data.set("catalog", new Blob([JSON.stringify(products)]), "catalog.json");
    return data;
  };
  const first = await send("POST", path, form({ finalize: "false" }, [{ id: "1" }]));
  expect(first.body.next_part_number).toBe(2);
  const { import_job_id } = first.body;
  const skipped = form({ finalize: "false", import_job_id, part_number: "3" }, []);
  expect(firstError(await send("POST", path, skipped)).code).toBe("invalid_part_number");
  const done = await send("POST", path, form({ finalize: "true", import_job_id }));
  expect(done.status).toBe(202);
  expect((await send("POST", path, form({}, { not: "a list" }))).status).toBe(422);
});

test("operations with another form of errors use it", async () => {
  const { send } = await workspace();
  const phone = await send("POST", "/phone_call_redirects", { phone: "nonsense" });
  expect(phone).toMatchObject({ status: 400, body: { error_key: "invalid_phone_number" } });
  const status = await send("GET", "/messages/status");
  expect(status).toMatchObject({ status: 400, body: { type: "error" } });
});

test("a banner is listed until it is dismissed", async () => {
  const { send, sandbox } = await workspace();
  const { id } = sandbox.seed.contact();
  sandbox.seed.banner();
  const path = `/contacts/${id}/banners`;
  const [{ view_id }] = (await send("GET", path)).body.data;
  await send("POST", `${path}/${view_id}/dismiss`);
  expect((await send("POST", `${path}/${view_id}/dismiss`)).status).toBe(200);
  expect((await send("GET", path)).body.data).toEqual([]);
});
