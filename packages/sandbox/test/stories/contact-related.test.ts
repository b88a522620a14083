import { describe, expect, test } from "vitest";
import { firstError, start, workspace } from "../support/workspace.ts";

async function withContact(version?: string) {
  const made = await workspace(version);
  const { id } = made.sandbox.seed.contact({ email: "ada@example.com" });
  return { ...made, id, path: `/contacts/${id}` };
}

describe("records of a contact", () => {
  test("the author of a note is the given admin, or the admin of the token", async () => {
    const { send, sandbox, path } = await withContact();
    const grace = await send("POST", `${path}/notes`, { body: "Hello" });
    expect(grace.body).toMatchObject({ body: "<p>Hello</p>", author: { name: "Grace Hopper" } });
    const { id } = sandbox.seed.admin({ name: "Alan Turing" });
    const alan = await send("POST", `${path}/notes`, { body: "<b>Hi</b>", admin_id: id });
    expect(alan.body).toMatchObject({ body: "<b>Hi</b>", author: { name: "Alan Turing" } });
    const missing = await send("POST", `${path}/notes`, { body: "Hi", admin_id: "99" });
    expect(firstError(missing)).toEqual({ status: 404, code: "not_found" });
  });

  test("tags are attached once and detached", async () => {
    const { send, sandbox, path, advance } = await withContact();
    const { id } = sandbox.seed.tag({ name: "Engines" });
    const attached = await send("POST", `${path}/tags`, { id });
    expect(attached.body).toMatchObject({ id, name: "Engines", applied_at: start });
    advance(60);
    expect((await send("POST", `${path}/tags`, { id: Number(id) })).body.applied_at).toBe(start);
    expect((await send("GET", `${path}/tags`)).body.data).toHaveLength(1);
    expect((await send("GET", path)).body.tags).toMatchObject({ total_count: 1 });
    expect((await send("DELETE", `${path}/tags/${id}`)).body.id).toBe(id);
    expect((await send("GET", `${path}/tags`)).body.data).toEqual([]);
    expect(firstError(await send("DELETE", `${path}/tags/${id}`)).status).toBe(404);
    expect(firstError(await send("POST", `${path}/tags`, { id: "404" })).status).toBe(404);
  });

  test("subscriptions return the choices of a contact", async () => {
    const { send, path } = await withContact();
    const choice = { id: "1", consent_type: "opt_out" };
    expect((await send("GET", `${path}/subscriptions`)).body.data).toEqual([]);
    expect((await send("POST", `${path}/subscriptions`, choice)).body).toMatchObject({
      id: "1",
      state: "live",
      consent_type: "opt_out",
    });
    expect((await send("GET", `${path}/subscriptions`)).body.data).toHaveLength(1);
    expect((await send("DELETE", `${path}/subscriptions/1`)).status).toBe(200);
    expect(firstError(await send("DELETE", `${path}/subscriptions/1`)).status).toBe(404);
    const unknown = await send("POST", `${path}/subscriptions`, { ...choice, id: "invalid_id" });
    expect(firstError(unknown)).toEqual({ status: 404, code: "not_found" });
  });

  test("segments are those whose query the contact matches now", async () => {
    const { send, sandbox, path } = await withContact();
    sandbox.seed.dataAttribute({ name: "plan" });
    const query = { field: "custom_attributes.plan", operator: "=", value: "pro" };
    const { id } = sandbox.seed.segment({ name: "Paying", query });
    const names = async () =>
      (await send("GET", `${path}/segments`)).body.data.map((one: { name: string }) => one.name);
    expect(await names()).toEqual([]);
    await send("PUT", path, { custom_attributes: { plan: "pro" } });
    expect(await names()).toEqual(["Paying"]);
    const found = await send("POST", "/contacts/search", {
      query: { field: "segment_id", operator: "=", value: id },
    });
    expect(found.body.total_count).toBe(1);
  });

  test("companies are attached and detached, and list their contacts", async () => {
    const { send, sandbox, path, id } = await withContact();
    const company = sandbox.seed.company({ name: "Analytical Engines" });
    const attached = await send("POST", `${path}/companies`, { id: company.id });
    expect(attached.body).toMatchObject({ id: company.id, user_count: 1 });
    const listed = await send("GET", `${path}/companies`);
    expect(listed.body).toMatchObject({ total_count: 1, data: [{ id: company.id }] });
    expect(listed.body.pages).toMatchObject({ next: null, page: 1, per_page: 50, total_pages: 1 });
    const contacts = await send("GET", `/companies/${company.id}/contacts`);
    expect(contacts.body).toMatchObject({ total_count: 1, data: [{ id }] });
    expect((await send("DELETE", `${path}/companies/${company.id}`)).body.user_count).toBe(0);
    const again = await send("DELETE", `${path}/companies/${company.id}`);
    expect(firstError(again)).toEqual({ status: 404, code: "company_not_found" });
  });

  test.each([
    ["2.10", false, false],
    ["2.11", true, false],
    ["2.12", false, false],
    ["2.16", true, true],
  ])(
    "in %s, a company has its notes when it is attached: %s; else: %s",
    async (version, ...has) => {
      const { send, sandbox, path } = await withContact(version);
      const { id } = sandbox.seed.company({ name: "Analytical Engines" });
      const attached = await send("POST", `${path}/companies`, { id });
      const others = [
        await send("GET", `/companies/${id}`),
        await send("DELETE", `${path}/companies/${id}`),
      ];
      const notes = [attached, ...others].map(({ body }) => body.notes);
      const url = `/companies/${id}/notes`;
      const none = { type: "note.list", data: [], url, total_count: 0, has_more: false };
      const [first, other] = has.map((shown) => (shown ? none : undefined));
      expect(notes).toEqual([first, other, other]);
    },
  );

  test("attaching a missing or unknown company is refused", async () => {
    const { send, path } = await withContact();
    const none = await send("POST", `${path}/companies`, {});
    expect(firstError(none)).toEqual({ status: 400, code: "parameter_not_found" });
    const unknown = await send("POST", `${path}/companies`, { id: "123" });
    expect(firstError(unknown)).toEqual({ status: 404, code: "company_not_found" });
  });

  test.each(["notes", "tags", "segments", "subscriptions", "companies"])(
    "the %s of a contact that is not there are not found",
    async (list) => {
      const { send } = await workspace();
      const got = await send("GET", `/contacts/123/${list}`);
      expect(firstError(got)).toEqual({ status: 404, code: "not_found" });
      expect(got.body.errors[0].message).toBe("User Not Found");
    },
  );
});
