import { describe, expect, test } from "vitest";
import { firstError, start, workspace } from "../support/workspace.ts";

describe("contacts", () => {
  test("a contact is created, read, updated and deleted", async () => {
    const { send } = await workspace();
    const made = await send("POST", "/contacts", { email: "ada@example.com", name: "Ada" });
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({ role: "user", email: "ada@example.com", created_at: start });
    expect(made.body.id).toMatch(/^[0-9a-f]{24}$/);

    const path = `/contacts/${made.body.id}`;
    expect((await send("GET", path)).body).toEqual(made.body);
    const changed = await send("PUT", path, { name: null, phone: "+441632960123" });
    expect(changed.body).toMatchObject({ name: null, phone: "+441632960123" });
    expect(changed.body.email).toBe("ada@example.com");

    const deleted = await send("DELETE", path);
    expect(deleted.body).toMatchObject({ id: made.body.id, deleted: true });
    expect(firstError(await send("GET", path))).toEqual({ status: 404, code: "not_found" });
  });

  test("a contact needs an email, an external id or a role", async () => {
    const { send } = await workspace();
    const refused = await send("POST", "/contacts", { name: "Nobody" });
    expect(firstError(refused)).toEqual({ status: 400, code: "parameter_not_found" });
    const wrong = await send("POST", "/contacts", { role: "visitor" });
    expect(firstError(wrong)).toEqual({ status: 400, code: "parameter_invalid" });
    expect((await send("POST", "/contacts", { role: "lead" })).body.role).toBe("lead");
  });

  test("emails and external ids of users are unique, ignoring case", async () => {
    const { send } = await workspace();
    const { body } = await send("POST", "/contacts", {
      email: "ada@example.com",
      external_id: "1",
    });
    const sameEmail = await send("POST", "/contacts", { email: "ADA@example.com" });
    expect(firstError(sameEmail)).toEqual({ status: 409, code: "conflict" });
    expect(sameEmail.body.errors[0].message).toContain(body.id);
    const sameId = await send("POST", "/contacts", { external_id: "1" });
    expect(firstError(sameId).status).toBe(409);
  });

  test("leads can share an email, users cannot", async () => {
    const { send } = await workspace();
    await send("POST", "/contacts", { email: "ada@example.com" });
    const lead = await send("POST", "/contacts", { role: "lead", email: "ada@example.com" });
    expect(lead.status).toBe(200);
    const promoted = await send("PUT", `/contacts/${lead.body.id}`, { role: "user" });
    expect(firstError(promoted)).toEqual({ status: 409, code: "conflict" });
  });

  test("an archived contact is not listed or found until it is unarchived", async () => {
    const { send } = await workspace();
    const { body } = await send("POST", "/contacts", { email: "ada@example.com" });
    const archived = await send("POST", `/contacts/${body.id}/archive`);
    expect(archived.body).toMatchObject({ type: "contact", id: body.id, archived: true });
    expect((await send("GET", "/contacts")).body.total_count).toBe(0);
    const again = await send("POST", "/contacts", { email: "ada@example.com" });
    expect(again.body.errors[0].message).toMatch(/^An archived contact matching/);
    expect((await send("POST", `/contacts/${body.id}/unarchive`)).body.archived).toBe(false);
    expect((await send("GET", "/contacts")).body.total_count).toBe(1);
  });

  test("a blocked contact is not listed", async () => {
    const { send } = await workspace();
    const { body } = await send("POST", "/contacts", { email: "spam@example.com" });
    expect((await send("POST", `/contacts/${body.id}/block`)).body.blocked).toBe(true);
    expect((await send("GET", "/contacts")).body.data).toEqual([]);
  });

  test("users are found by external id, leads are not", async () => {
    const { send } = await workspace();
    const { body } = await send("POST", "/contacts", { external_id: "user/1" });
    await send("POST", "/contacts", { role: "lead", external_id: "lead-1" });
    const found = await send("GET", "/contacts/find_by_external_id/user%2F1");
    expect(found.body.id).toBe(body.id);
    const lead = await send("GET", "/contacts/find_by_external_id/lead-1");
    expect(firstError(lead)).toEqual({ status: 404, code: "not_found" });
  });

  test("custom attributes are merged, and cleared with null", async () => {
    const { send, sandbox } = await workspace();
    sandbox.seed.dataAttribute({ name: "plan" });
    sandbox.seed.dataAttribute({ name: "seats", data_type: "integer" });
    sandbox.seed.dataAttribute({ name: "paid", data_type: "boolean" });
    const { body } = await send("POST", "/contacts", {
      email: "ada@example.com",
      custom_attributes: { plan: "pro", seats: 3, paid: true },
    });
    const changed = await send("PUT", `/contacts/${body.id}`, {
      custom_attributes: { seats: null },
    });
    expect(changed.body.custom_attributes).toEqual({ plan: "pro", seats: null, paid: true });
  });

  test("the owner is a number before 2.16 and a string from then on", async () => {
    const { send } = await workspace();
    const { body } = await send("POST", "/contacts", { email: "ada@example.com", owner_id: 123 });
    expect(body.owner_id).toBe("123");
    const older = await send("GET", `/contacts/${body.id}`, undefined, {
      "Intercom-Version": "2.11",
    });
    expect(older.body.owner_id).toBe(123);
  });

  test("the activities are listed, oldest first", async () => {
    const { send } = await workspace("Preview");
    const { body } = await send("POST", "/contacts", { role: "lead" });
    await send("PUT", `/contacts/${body.id}`, { role: "user" });
    await send("DELETE", `/contacts/${body.id}`);
    const first = await send("GET", "/contacts/activities?per_page=2");
    const kinds = first.body.data.map(({ event_type }: { event_type: string }) => event_type);
    expect(kinds).toEqual(["contact.created", "contact.role_updated"]);
    const cursor = encodeURIComponent(first.body.pages.next.starting_after);
    const second = await send("GET", `/contacts/activities?per_page=2&starting_after=${cursor}`);
    expect(second.body.data[0]).toMatchObject({ event_type: "contact.deleted", role: "user" });
    expect(second.body.pages.next ?? null).toBeNull();
  });
});
