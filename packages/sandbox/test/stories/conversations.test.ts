import { expect, test } from "vitest";
import { firstError, start, workspace } from "../support/workspace.ts";

test("a conversation is opened, answered, tagged, found and closed", async () => {
  const { send, sandbox, advance } = await workspace();
  const contact = sandbox.seed.contact({ email: "ada@example.com", name: "Ada" }).id;
  const tag = sandbox.seed.tag({ name: "Billing" }).id;
  const message = { from: { type: "user", id: contact }, body: "I need support" };
  const { conversation_id: id } = (await send("POST", "/conversations", message)).body;
  const at = `/conversations/${id}`;
  expect((await send("GET", at)).body).toMatchObject({ state: "open", waiting_since: start });

  advance(60);
  const admin = { type: "admin", admin_id: "1" };
  const reply = { ...admin, message_type: "comment", body: "Coming" };
  const { body: replied } = await send("POST", `${at}/reply`, reply);
  expect(replied).toMatchObject({ waiting_since: null, statistics: { time_to_admin_reply: 60 } });

  await send("POST", `${at}/tags`, { id: tag, admin_id: "1" });
  const assignment = { ...admin, message_type: "assignment", assignee_id: "1" };
  await send("POST", `${at}/parts`, assignment);
  const snooze = { ...admin, message_type: "snoozed", snoozed_until: start + 600 };
  const { body: snoozed } = await send("POST", `${at}/parts`, snooze);
  expect(snoozed).toMatchObject({ state: "snoozed", open: true, admin_assignee_id: 1 });
  advance(600);
  expect((await send("GET", at)).body).toMatchObject({ state: "open", snoozed_until: null });

  const close = { ...admin, message_type: "close", body: "Bye" };
  const { body: closed } = await send("POST", `${at}/parts`, close);
  expect(closed).toMatchObject({ open: false, tags: { tags: [{ id: tag }] } });
  const kinds = closed.conversation_parts.conversation_parts.map(
    ({ part_type }: { part_type: string }) => part_type,
  );
  expect(kinds).toEqual(["comment", "assignment", "snoozed", "timer_unsnooze", "close"]);

  const find = (field: string, value: unknown) =>
    send("POST", "/conversations/search", { query: { field, operator: "=", value } });
  expect((await find("source.body", "support")).body.total_count).toBe(1);
  expect((await find("source.body", "need support")).body.total_count).toBe(0);
  expect((await find("tag_ids", tag)).body.total_count).toBe(1);
  expect((await find("contact_ids", contact)).body.total_count).toBe(1);

  const again = { message_type: "comment", type: "user", email: "ada@example.com", body: "Wait" };
  const { body: reopened } = await send("POST", "/conversations/last/reply", again);
  expect(reopened).toMatchObject({ id, state: "open", statistics: { count_reopens: 1 } });

  await send("DELETE", at);
  expect(firstError(await send("GET", at))).toEqual({ status: 404, code: "not_found" });
  const deleted = (await send("GET", "/conversations/deleted")).body.conversations;
  expect(deleted).toMatchObject([{ id, metrics_retained: true }]);
});

test("a conversation is merged once, with its contacts", async () => {
  const { send, sandbox } = await workspace("Preview");
  const email = "ada@example.com";
  const user = sandbox.seed.contact({ email }).id;
  const lead = sandbox.seed.contact({ role: "lead", email }).id;
  const begin = async (id: string): Promise<string> =>
    (await send("POST", "/conversations", { from: { type: "contact", id }, body: "Hi" })).body
      .conversation_id;
  const [one, other] = [await begin(lead), await begin(user)];
  const pair = { from: lead, into: user };
  const { reassignments } = (await send("POST", "/contacts/merge/preview", pair)).body.summary;
  expect(reassignments.conversations).toEqual({ from: 1, into: 1 });
  await send("POST", "/contacts/merge", pair);
  const { contacts } = (await send("GET", `/conversations/${one}`)).body;
  expect(contacts.contacts).toMatchObject([{ id: user }]);

  const into = { merge_into_conversation_id: Number(other) };
  const { body: primary } = await send("POST", `/conversations/${one}/merge`, into);
  expect(primary).toMatchObject({ id: other, linked_objects: { data: [{ id: one }] } });
  expect((await send("GET", `/conversations/${one}`)).body.state).toBe("closed");
  const twice = await send("POST", `/conversations/${one}/merge`, into);
  expect(firstError(twice)).toEqual({ status: 422, code: "merge_failed" });
});

test("a visitor who starts a conversation becomes a lead", async () => {
  const { send, sandbox } = await workspace();
  sandbox.seed.dataAttribute({ name: "plan" });
  const known = { name: "Ida", email: "ida@example.com", custom_attributes: { plan: "pro" } };
  const visitor = sandbox.seed.visitor({ user_id: "v-1", ...known });
  const write = (type: string, id: string) =>
    send("POST", "/conversations", { from: { type, id }, body: "Hello" });
  expect(firstError(await write("user", "v-1"))).toEqual({ status: 404, code: "not_found" });
  const { body } = await write("contact", visitor.id);
  const { source, contacts } = (await send("GET", `/conversations/${body.conversation_id}`)).body;
  expect(source.author).toMatchObject({ type: "lead", name: "Ida" });
  const lead = (await send("GET", `/contacts/${contacts.contacts[0].id}`)).body;
  expect(lead).toMatchObject({ role: "lead", external_id: "v-1", ...known });
  expect((await send("GET", "/visitors?user_id=v-1")).status).toBe(404);
  // The user_id of the visitor finds the lead.
  const again = await write("contact", "v-1");
  const second = (await send("GET", `/conversations/${again.body.conversation_id}`)).body;
  expect(second.contacts).toEqual(contacts);
});

test("the last contact cannot be removed, and a redacted part loses its text", async () => {
  const { send, sandbox } = await workspace();
  const id = sandbox.seed.contact({ email: "ada@example.com" }).id;
  const message = { from: { type: "user", id }, body: "My password is 1234" };
  const { body } = await send("POST", "/conversations", message);
  const at = `/conversations/${body.conversation_id}`;
  const removed = await send("DELETE", `${at}/customers/${id}`, { admin_id: "1" });
  expect(firstError(removed)).toEqual({ status: 422, code: "parameter_invalid" });
  const source = { type: "source", conversation_id: body.conversation_id, source_id: body.id };
  const { body: redacted } = await send("POST", "/conversations/redact", source);
  expect(redacted.source.redacted).toBe(true);
  expect(redacted.source.body).not.toContain("1234");
});

test("offering quick replies does not open a conversation, and selecting one does", async () => {
  const { send, sandbox } = await workspace();
  const id = sandbox.seed.contact({ email: "ada@example.com" }).id;
  const message = { from: { type: "user", id }, body: "Where is it?" };
  const { conversation_id } = (await send("POST", "/conversations", message)).body;
  const at = `/conversations/${conversation_id}`;
  const admin = { type: "admin", admin_id: "1" };
  await send("POST", `${at}/parts`, { ...admin, message_type: "close" });
  const yes = { text: "Yes", uuid: "22d6f5a2-7a0e-4f4a-8f3e-1f2f3a4b5c6d" };
  const no = { text: "No", uuid: "32d6f5a2-7a0e-4f4a-8f3e-1f2f3a4b5c6d" };
  const offer = { ...admin, message_type: "quick_reply", reply_options: [yes, no] };
  const offered = (await send("POST", `${at}/reply`, offer)).body;
  expect(offered.state).toBe("closed");
  const choice = { message_type: "quick_reply", type: "user", intercom_user_id: id };
  const chosen = (await send("POST", `${at}/reply`, { ...choice, reply_options: [yes] })).body;
  expect(chosen.state).toBe("open");
  const parts = chosen.conversation_parts.conversation_parts.slice(1);
  expect(parts).toMatchObject([
    { part_type: "quick_reply", body: null },
    { part_type: "open", body: "<p>Yes</p>" },
  ]);
});
