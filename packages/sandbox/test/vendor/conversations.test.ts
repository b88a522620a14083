import { describe, expect, test } from "vitest";
import { start } from "../support/workspace.ts";
import { collect, testThatAllWasCalled, type VendorWorkspace, vendorWorkspace } from "./support.ts";

const admin = { type: "admin", admin_id: "1" } as const;

async function withConversation(): Promise<
  VendorWorkspace & { contact_id: string; conversation_id: string }
> {
  const made = await vendorWorkspace();
  const { id } = await made.client.contacts.create({ email: "ada@example.com", name: "Ada" });
  const from = { type: "user", id } as const;
  const message = await made.client.conversations.create({ from, body: "I need support" });
  return { ...made, contact_id: id, conversation_id: message.conversation_id };
}

describe("the vendor's conversations", () => {
  test("are opened, answered and closed", async () => {
    const { client, conversation_id, advance } = await withConversation();
    expect(await client.conversations.find({ conversation_id })).toMatchObject({
      state: "open",
      waiting_since: start,
      source: { body: "<p>I need support</p>", author: { name: "Ada" } },
    });
    advance(60);
    const answer = { ...admin, message_type: "comment", body: "Coming" } as const;
    const replied = await client.conversations.reply({ conversation_id, body: answer });
    expect(replied).toMatchObject({ waiting_since: null, statistics: { time_to_admin_reply: 60 } });
    const assignment = { ...admin, message_type: "assignment", assignee_id: "1" } as const;
    const assigned = await client.conversations.manage({ conversation_id, body: assignment });
    expect(assigned).toMatchObject({ admin_assignee_id: 1 });
    // Snoozing has no `type`, closing has one: so the types of the client say.
    const snooze = { message_type: "snoozed", admin_id: "1", snoozed_until: start + 600 } as const;
    const snoozed = await client.conversations.manage({ conversation_id, body: snooze });
    expect(snoozed).toMatchObject({ state: "snoozed", snoozed_until: start + 600 });
    const opened = await client.conversations.manage({
      conversation_id,
      body: { message_type: "open", admin_id: "1" },
    });
    expect(opened).toMatchObject({ state: "open", snoozed_until: null });
    const close = { ...admin, message_type: "close", body: "Bye" } as const;
    const closed = await client.conversations.manage({ conversation_id, body: close });
    expect(closed).toMatchObject({ state: "closed", open: false });
    const parts = closed.conversation_parts?.conversation_parts ?? [];
    expect(parts.map(({ part_type }) => part_type)).toEqual([
      ...["comment", "assignment", "snoozed", "open", "close"],
    ]);

    const again = { message_type: "comment", type: "user", body: "Wait" } as const;
    const body = { ...again, email: "ada@example.com" };
    const reopened = await client.conversations.reply({ conversation_id: "last", body });
    expect(reopened).toMatchObject({ id: conversation_id, state: "open" });
  });

  test("are updated, returned as plain text, and deleted", async () => {
    const { client, conversation_id, sandbox } = await withConversation();
    sandbox.seed.conversationAttribute({ name: "issue" });
    const changed = await client.conversations.update({
      conversation_id,
      title: "Support",
      read: true,
      custom_attributes: { issue: "Billing" },
    });
    expect(changed).toMatchObject({
      title: "Support",
      read: true,
      custom_attributes: { issue: "Billing" },
    });
    const plain = { conversation_id, display_as: "plaintext" };
    expect((await client.conversations.find(plain)).source?.body).toBe("I need support");
    const deleted = await client.conversations.deleteConversation({
      conversation_id: Number(conversation_id),
    });
    expect(deleted).toMatchObject({ id: conversation_id, deleted: true });
    const gone = client.conversations.find({ conversation_id });
    await expect(gone).rejects.toMatchObject({ statusCode: 404 });
  });

  test("are listed and searched by iterating, over all pages", async () => {
    const { client, contact_id, conversation_id, advance } = await withConversation();
    const from = { type: "user", id: contact_id } as const;
    const ids = [conversation_id];
    for (const body of ["Second", "Third"]) {
      advance(60);
      ids.unshift((await client.conversations.create({ from, body })).conversation_id);
    }
    const listed = await collect(client.conversations.list({ per_page: 1 }));
    expect(listed.map(({ id }) => id)).toEqual(ids);
    const query = { field: "contact_ids", operator: "=", value: contact_id } as const;
    const found = await client.conversations.search({ query, pagination: { per_page: 2 } });
    expect(found.response.total_count).toBe(3);
    expect((await collect(found)).map(({ id }) => id).sort()).toEqual([...ids].sort());
    const one = { field: "source.body", operator: "~", value: "second" } as const;
    expect(await collect(client.conversations.search({ query: one }))).toHaveLength(1);
  });

  test("add and remove contacts", async () => {
    const { client, conversation_id, contact_id } = await withConversation();
    const other = await client.contacts.create({ email: "mary@example.com" });
    const customer = { intercom_user_id: other.id };
    const joined = await client.conversations.attachContactAsAdmin({
      conversation_id,
      admin_id: "1",
      customer,
    });
    // Typed as a conversation; as in Intercom's examples, only who takes part comes.
    expect(joined).toMatchObject({ customers: [{ id: contact_id }, { id: other.id }] });
    const both = (await client.conversations.find({ conversation_id })).contacts?.contacts;
    expect(both).toMatchObject([{ id: contact_id }, { id: other.id }]);
    const left = await client.conversations.detachContactAsAdmin({
      conversation_id,
      contact_id: other.id,
      admin_id: "1",
    });
    expect(left).toMatchObject({ customers: [{ id: contact_id }] });
  });

  test("redact parts", async () => {
    const { client, conversation_id } = await withConversation();
    const body = { ...admin, message_type: "comment", body: "1234 5678" } as const;
    const { conversation_parts } = await client.conversations.reply({ conversation_id, body });
    const part = conversation_parts?.conversation_parts?.[0];
    const redacted = await client.conversations.redactConversationPart({
      type: "conversation_part",
      conversation_id,
      conversation_part_id: part?.id ?? "",
    });
    const after = redacted.conversation_parts?.conversation_parts?.[0];
    expect(after).toMatchObject({ id: part?.id, redacted: true });
    expect(after?.body).not.toContain("1234");
  });

  test("become tickets", async () => {
    const { client, conversation_id } = await withConversation();
    const type = await client.ticketTypes.create({ name: "Bug", category: "Customer" });
    const ticket = await client.conversations.convertToTicket({
      conversation_id: Number(conversation_id),
      ticket_type_id: type?.id ?? "",
    });
    expect(ticket).toMatchObject({ type: "ticket", ticket_type: { name: "Bug" } });
    const found = await client.conversations.find({ conversation_id });
    // The type does not have the ticket of a conversation; the answer does.
    expect(found).toMatchObject({ ticket: { ticket_id: ticket?.ticket_id } });
  });

  test("have their assignment rules run in old versions only", async () => {
    const { client, conversation_id } = await withConversation();
    // The method is there in all versions of the client; Intercom took the operation away.
    const now = client.conversations.runAssignmentRules({ conversation_id });
    await expect(now).rejects.toMatchObject({ statusCode: 400 });
    const old = { version: "2.11" } as const;
    const run = await client.conversations.runAssignmentRules({ conversation_id }, old);
    expect(run).toMatchObject({ id: conversation_id, state: "open" });
  });
});

async function withUnstable() {
  const made = await vendorWorkspace();
  const { id } = made.sandbox.seed.contact({ email: "ada@example.com", name: "Ada" });
  const from = { type: "user", id } as const;
  const message = await made.unstable.conversations.createConversation({ from, body: "Help me" });
  return { ...made, contact_id: id, id: message.conversation_id ?? "" };
}

describe("the vendor's conversations in Unstable", () => {
  test("are read, changed, listed, searched and deleted; some ids are numbers, some not", async () => {
    const { unstable, id } = await withUnstable();
    // To read, change and delete, the client wants a number; to answer, a string.
    const number = Number(id);
    const read = await unstable.conversations.retrieveConversation({ id: number });
    expect(read).toMatchObject({ id, state: "open", source: { body: "<p>Help me</p>" } });
    const change = { id: number, title: "Support", read: true };
    expect(await unstable.conversations.updateConversation(change)).toMatchObject({
      title: "Support",
      read: true,
    });
    const { conversations } = await unstable.conversations.listConversations({ per_page: 5 });
    expect(conversations).toMatchObject([{ id }]);
    const query = { field: "state", operator: "=", value: "open" } as const;
    const found = await unstable.conversations.searchConversations({ query });
    expect(found).toMatchObject({ total_count: 1, conversations: [{ id }] });
    const deleted = await unstable.conversations.deleteConversation({ id: number });
    expect(deleted).toMatchObject({ deleted: true });
    const gone = unstable.conversations.retrieveConversation({ id: number });
    await expect(gone).rejects.toMatchObject({ statusCode: 404 });
  });

  test("are answered, closed and redacted", async () => {
    const { unstable, id } = await withUnstable();
    const body = { ...admin, message_type: "comment", body: "1234" } as const;
    const replied = await unstable.conversations.replyConversation({ id, body });
    const [part] = replied.conversation_parts?.conversation_parts ?? [];
    expect(part).toMatchObject({ part_type: "comment", body: "<p>1234</p>" });
    const close = { ...admin, message_type: "close" } as const;
    const closed = await unstable.conversations.manageConversation({ id, body: close });
    expect(closed.state).toBe("closed");
    const redacted = await unstable.conversations.redactConversation({
      type: "conversation_part",
      conversation_id: id,
      conversation_part_id: part?.id ?? "",
    });
    expect(redacted.conversation_parts?.conversation_parts?.[0]).toMatchObject({ redacted: true });
  });

  test("add and remove contacts", async () => {
    const { unstable, sandbox, id, contact_id } = await withUnstable();
    const other = sandbox.seed.contact({ email: "mary@example.com" }).id;
    const joined = await unstable.conversations.attachContactToConversation({
      id,
      admin_id: "1",
      customer: { intercom_user_id: other },
    });
    expect(joined).toMatchObject({ customers: [{ id: contact_id }, { id: other }] });
    const left = await unstable.conversations.detachContactFromConversation({
      conversation_id: id,
      contact_id: other,
      admin_id: "1",
    });
    expect(left).toMatchObject({ customers: [{ id: contact_id }] });
  });

  test("are converted to tickets, and have handling events", async () => {
    const { client, unstable, sandbox, id } = await withUnstable();
    sandbox.seed.handlingEvent({ conversation_id: id, reason: "Lunch" });
    const { handling_events } = await unstable.conversations.listHandlingEvents({ id });
    expect(handling_events).toMatchObject([{ type: "paused", reason: "Lunch" }]);
    const type = await client.ticketTypes.create({ name: "Bug", category: "Customer" });
    const ticket = await unstable.conversations.convertConversationToTicket({
      id: Number(id),
      ticket_type_id: type?.id ?? "",
    });
    expect(ticket).toMatchObject({ type: "ticket", id });
  });
});

testThatAllWasCalled("conversations");
