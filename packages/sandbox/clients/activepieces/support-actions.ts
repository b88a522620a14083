import { describe, expect, test } from "vitest";
import type { Json } from "../test-client.ts";
import type { Bench } from "./piece.ts";

export function supportActions(start: (options?: object) => Promise<Bench>): void {
  async function talking() {
    const bench = await start();
    const contact = { email: "ada@example.com", name: "Ada" };
    const { id: contactId } = await bench.act("create-user", contact);
    const opened = { contactType: "user", contactId, body: "Hello engines" };
    const { conversation_id } = await bench.act("create-conversation", opened);
    return { ...bench, contactId, conversationId: conversation_id as string, from: "1" };
  }

  describe("conversations", () => {
    test("are started, read, answered, assigned and tagged, and get notes", async () => {
      const { act, sandbox, conversationId, from } = await talking();
      const at = { from, conversationId };
      await act("replyToConversation", { ...at, body: "Here" });
      await act("addNoteToConversation", { ...at, body: "Sigh" });
      await act("assignConversationAction", { ...at, assigneeId: from, body: "Yours" });
      const found = await act("get-conversation", { conversationId });
      const parts: Json[] = found.conversation_parts.conversation_parts;
      expect(parts.map(({ part_type }) => part_type)).toEqual(["comment", "note", "assignment"]);
      expect(found).toMatchObject({ id: conversationId, admin_assignee_id: Number(from) });
      const tag = sandbox.seed.tag({ name: "Billing" });
      const tagged = { conversationId, tagId: tag.id };
      const put = await act("add-or-remove-tag-on-conversation", { ...tagged, untag: false });
      expect(put).toMatchObject({ id: tag.id });
      const off = await act("add-or-remove-tag-on-conversation", { ...tagged, untag: true });
      expect(off).toMatchObject({ id: tag.id });
    });

    test("are found by words, state and time", async () => {
      const { act, conversationId } = await talking();
      const search = { searchField: "source.body", matchType: "contains", searchTerm: "engines" };
      const found = await act("find-conversation", { ...search, status: "open" });
      expect(found).toMatchObject({ found: true, conversation: { id: conversationId } });
      const soon = new Date(Date.now() + 3_600_000).toISOString();
      const later = await act("find-conversation", { ...search, updateAfter: soon });
      expect(later).toEqual({ found: false, conversation: {} });
      const before = await act("find-conversation", { ...search, updateBefore: soon });
      expect(before).toMatchObject({ found: true });
    });
  });

  test("messages are sent in the app and by email", async () => {
    const { act, contactId, from } = await talking();
    const message = { from, to: contactId, body: "Hello" };
    const inApp = await act("send_message", {
      ...{ ...message, message_type: "inapp", email_required_fields: {} },
      create_conversation_without_contact_reply: true,
    });
    expect(inApp).toMatchObject({ body: expect.stringContaining("Hello") });
    const email = { subject: "News", template: "plain" };
    const sent = await act("send_message", {
      ...{ ...message, message_type: "email", email_required_fields: email },
    });
    expect(sent).toMatchObject({ message_type: "email", subject: "News" });
  });

  test("tickets are created and updated, with the attributes of their type", async () => {
    const { act, choices } = await start({ seed: "acme" });
    const { options: types } = await choices("create-ticket", "ticketTypeId");
    expect(types.length).toBeGreaterThan(1);
    const [{ value: ticketTypeId }] = types;
    const properties = await choices("create-ticket", "ticketProperties", { ticketTypeId });
    expect(Object.keys(properties)).toContain("_default_title_");
    const { options: contacts } = await choices("create-ticket", "contactId");
    const { options: companies } = await choices("create-ticket", "companyId");
    const ticket = await act("create-ticket", {
      ...{ ticketTypeId, contactId: contacts[0].value, companyId: companies[0].value },
      ticketProperties: { _default_title_: "It broke" },
    });
    expect(ticket).toMatchObject({
      ...{ type: "ticket", ticket_type: { id: ticketTypeId } },
      ticket_attributes: { _default_title_: "It broke" },
    });
    const { options: tickets } = await choices("update-ticket", "ticketId", { ticketTypeId });
    expect(tickets).toContainEqual({ value: ticket.id, label: "It broke" });
    const changed = await act("update-ticket", {
      ...{ ticketTypeId, ticketId: ticket.id, isOpen: true, state: "in_progress" },
      ...{ ticketProperties: { _default_description_: "All of it" }, assignedAdminId: "1" },
    });
    expect(changed).toMatchObject({
      ...{ id: ticket.id, admin_assignee_id: "1" },
      ticket_attributes: { _default_description_: "All of it" },
    });
  });

  test.each([
    ["replyToConversation", "from"],
    ["replyToConversation", "conversationId"],
    ["send_message", "to"],
    ["add-or-remove-tag-on-contact", "contactId"],
    ["add-or-remove-tag-on-contact", "tagId"],
    ["add-or-remove-tag-on-company", "companyId"],
  ])("%s offers what there is for %s, each once", async (action, property) => {
    const { choices } = await start({ seed: "acme" });
    const { options } = await choices(action, property);
    const values = options.map(({ value }: Json) => value);
    expect(values.length).toBeGreaterThan(3);
    expect(new Set(values).size).toBe(values.length);
  });
}
