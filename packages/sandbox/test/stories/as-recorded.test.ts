import { describe, expect, test } from "vitest";
import { isAtLeast, versions } from "../support/versions.ts";
import { type Json, workspace } from "../support/workspace.ts";

/** Paths with an unknown id, and the first version that has the operation. */
const unknownIds = [
  { path: "/brands/404", since: "2.15" },
  { path: "/jobs/status/404", since: "2.14" },
  { path: "/macros/404", since: "2.16" },
  { path: "/news/news_items/404", since: "2.7" },
  { path: "/teams/404", since: "2.7" },
  { path: "/visitors?user_id=404", since: "2.7" },
] as const;

const by = { type: "admin", admin_id: "1" };

async function withConversation(version: string) {
  const space = await workspace(version);
  const contact = space.sandbox.seed.contact({ email: "ada@example.com" }).id;
  const from = { type: "user", id: contact };
  const { body } = await space.send("POST", "/conversations", { from, body: "Hello" });
  const path = `/conversations/${body.conversation_id}`;
  const manage = async (action: Json) =>
    (await space.send("POST", `${path}/parts`, { ...by, ...action })).body;
  return { ...space, contact, path, manage };
}

describe.each(versions)("in %s", (version) => {
  const isNew = isAtLeast(version, "2.16");

  test.each(unknownIds.filter(({ since }) => isAtLeast(version, since)))(
    "GET $path is a 404 with not_found and Resource Not Found",
    async ({ path }) => {
      const { send } = await workspace(version);
      expect(await send("GET", path)).toMatchObject({
        status: 404,
        body: {
          type: "error.list",
          errors: [{ code: "not_found", message: "Resource Not Found" }],
        },
      });
    },
  );

  test("JSON is sent as application/json; charset=utf-8, errors included", async () => {
    const { send } = await workspace(version);
    for (const path of ["/admins", "/contacts/404"]) {
      const { headers } = await send("GET", path);
      expect(headers.get("Content-Type")).toBe("application/json; charset=utf-8");
    }
  });

  test("a new conversation has null for what has not happened", async () => {
    const { send, path } = await withConversation(version);
    const { body } = await send("GET", path);
    expect(body).toMatchObject({
      admin_assignee_id: isNew ? 0 : null,
      team_assignee_id: isNew ? 0 : null,
      teammates: { type: "admin.list", admins: [] },
      topics: { type: "topic.list", topics: [], total_count: 0 },
      statistics: { time_to_admin_reply: null, last_close_at: null, last_closed_by_id: null },
    });
    expect(body.teammates).not.toHaveProperty("teammates");
  });

  test("removing the assignee adds a part with nobody_admin", async () => {
    const { manage } = await withConversation(version);
    await manage({ message_type: "assignment", assignee_id: "1" });
    const after = await manage({ message_type: "assignment", assignee_id: "0" });
    expect(after.admin_assignee_id).toBe(isNew ? 0 : null);
    const { conversation_parts: parts } = after.conversation_parts;
    expect(parts.at(-1).assigned_to).toEqual({ type: "nobody_admin", id: null });
    expect(after.statistics).toMatchObject({ count_assignments: 1 });
  });

  test("closing sets last_closed_by_id to a number, and adds no teammate", async () => {
    const { manage } = await withConversation(version);
    const closed = await manage({ message_type: "close" });
    expect(closed.statistics.last_closed_by_id).toBe(1);
    expect(closed.teammates.admins).toEqual([]);
  });

  test("a conversation is read until an admin replies, and again when the contact replies", async () => {
    const { send, path, contact } = await withConversation(version);
    const reads = async () => (await send("GET", path)).body.read;
    expect(await reads()).toBe(true);
    await send("POST", `${path}/reply`, { ...by, message_type: "note", body: "Hm" });
    expect(await reads()).toBe(true);
    await send("POST", `${path}/reply`, { ...by, message_type: "comment", body: "Hi" });
    expect(await reads()).toBe(false);
    const from = { type: "user", intercom_user_id: contact };
    await send("POST", `${path}/reply`, { ...from, message_type: "comment", body: "Thanks" });
    expect(await reads()).toBe(true);
  });

  test("a conversation that is closed and opened waits again, unless an admin has replied", async () => {
    const { send, path, manage } = await withConversation(version);
    const since = (await send("GET", path)).body.created_at;
    const closed = await manage({ message_type: "close" });
    expect(closed.waiting_since).toBeNull();
    const opened = await manage({ message_type: "open" });
    expect(opened.waiting_since).toBe(since);
    await send("POST", `${path}/reply`, { ...by, message_type: "comment", body: "Hi" });
    await manage({ message_type: "close" });
    expect((await manage({ message_type: "open" })).waiting_since).toBeNull();
  });

  test("replies of admins are not in the statistics until a contact has written", async () => {
    const { send, sandbox } = await workspace(version);
    const contact = sandbox.seed.contact().id;
    const { id } = sandbox.seed.conversation({ contact_ids: [contact], admin_id: "1" });
    const path = `/conversations/${id}`;
    const reply = { ...by, message_type: "comment", body: "Hi" };
    const { read, statistics } = (await send("POST", `${path}/reply`, reply)).body;
    expect(read).toBe(false);
    expect(statistics).toMatchObject({
      time_to_admin_reply: null,
      first_admin_reply_at: null,
      last_admin_reply_at: null,
    });
  });

  test("count_conversation_parts includes the first message", async () => {
    const { send, path, manage } = await withConversation(version);
    await manage({ message_type: "close" });
    const { statistics, conversation_parts } = (await send("GET", path)).body;
    expect(conversation_parts.total_count).toBe(1);
    expect(statistics.count_conversation_parts).toBe(2);
  });

  test("a removed tag has applied_by null", async () => {
    const { send, sandbox, path } = await withConversation(version);
    const { id } = sandbox.seed.tag();
    await send("POST", `${path}/tags`, { id, admin_id: "1" });
    const { body } = await send("DELETE", `${path}/tags/${id}`, { admin_id: "1" });
    expect(body).toMatchObject({ id, applied_at: null, applied_by: null });
  });

  test("an unknown source is null before 2.16, and of type unknown since then", async () => {
    const { send, sandbox } = await workspace(version);
    const { id } = sandbox.seed.conversation({ source: { type: "unknown" }, admin_id: "1" });
    const { body } = await send("GET", `/conversations/${id}`);
    expect(body.source?.type ?? null).toBe(isNew ? "unknown" : null);
  });

  test("a company returns set properties only, and monthly_spend as an integer", async () => {
    const { send } = await workspace(version);
    const given = { company_id: "c1", name: "Engines", monthly_spend: 12.5 };
    const { body } = await send("POST", "/companies", given);
    expect(body).toMatchObject({ plan: {}, monthly_spend: 12 });
    expect(body.plan).toEqual({});
    for (const name of ["remote_created_at", "last_request_at", "size", "website", "industry"]) {
      expect(body).not.toHaveProperty(name);
    }
  });
});

describe.each(versions.filter((version) => isAtLeast(version, "2.9")))(
  "tickets in %s",
  (version) => {
    async function withType() {
      const space = await workspace(version);
      const type = { name: "Bug", description: "", category: "Customer" };
      const ticket_type_id = (await space.send("POST", "/ticket_types", type)).body.id;
      const contacts = [{ email: "new@example.com" }];
      const made = await space.send("POST", "/tickets", { ticket_type_id, contacts });
      return { ...space, made: made.body };
    }

    test("no assignee is 0, as a string up to 2.15", async () => {
      const { made } = await withType();
      const unassigned = isAtLeast(version, "2.16") ? 0 : "0";
      expect(made).toMatchObject({ admin_assignee_id: unassigned, team_assignee_id: unassigned });
      expect(made).not.toHaveProperty("snoozed_until");
    });

    test("an unknown email creates a lead", async () => {
      const { made, send } = await withType();
      const [{ id }] = made.contacts.contacts;
      expect((await send("GET", `/contacts/${id}`)).body).toMatchObject({
        role: "lead",
        email: "new@example.com",
      });
    });

    test("a state that the version does not declare is ignored", async () => {
      const { made, send } = await withType();
      const { status, body } = await send("PUT", `/tickets/${made.id}`, { state: "resolved" });
      expect(status).toBe(200);
      const state = body.ticket_state.category ?? body.ticket_state;
      expect(state).toBe(isAtLeast(version, "2.12") ? "submitted" : "resolved");
    });
  },
);
