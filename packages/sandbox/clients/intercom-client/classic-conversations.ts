import { expect, test } from "vitest";
import { differs, type Json } from "../test-client.ts";
import type { Bench, Start } from "./classic.ts";
import { allPages, expectEachOnce } from "./classic-people.ts";

const adminId = "1";

/** Before 4.0.0, the list of conversations went by page numbers, as the API did until 2.0. */
export const conversations =
  (list: "by page" | "by cursor") =>
  (start: Start): void => {
    async function talking(): Promise<Bench & { readonly userId: string; readonly id: string }> {
      const bench = await start();
      const { client } = bench;
      const user = { externalId: "u1", email: "ada@example.com" };
      const { id: userId } = await client["contacts"].createUser(user);
      const message = await client["conversations"].create({ userId, body: "Hello" });
      return { ...bench, userId, id: message.conversation_id };
    }

    test("conversations are started by a user and read, also as plain text", async () => {
      const { client, id } = await talking();
      const found = await client["conversations"].find({ id });
      expect(found).toMatchObject({ type: "conversation", id, open: true, state: "open" });
      expect(found.source.body).toContain("<p>");
      const plain = await client["conversations"].find({ id, inPlainText: true });
      expect(plain.source.body).toBe("Hello");
    });

    test("conversations are marked as read", async () => {
      const { client, id } = await talking();
      const read = { id, markRead: true };
      expect(await client["conversations"].update(read)).toMatchObject({ id, read: true });
    });

    test("conversations get attributes, which newer versions show", async () => {
      const { client, sandbox, id } = await talking();
      sandbox.seed.conversationAttribute({ name: "mood" });
      await client["conversations"].update({ id, customAttributes: { mood: "good" } });
      const { collections } = sandbox.snapshot() as Json;
      expect(JSON.stringify(collections)).toContain('"mood":"good"');
    });

    test("conversations are answered by both sides", async () => {
      const { client, id, userId } = await talking();
      const { conversations } = client as Json;
      await conversations.replyByIdAsUser({ id, body: "Anybody?", intercomUserId: userId });
      await conversations.replyByIdAsUser({ id, body: "Please", userId: "u1" });
      await conversations.replyByIdAsUser({ id, body: "!", email: "ada@example.com" });
      const reply = { id, adminId, messageType: "comment", body: "Here" };
      await conversations.replyByIdAsAdmin(reply);
      await conversations.replyByIdAsAdmin({ ...reply, messageType: "note", body: "Sigh" });
      await conversations.replyByLastAsUser({ body: "Thanks", intercomUserId: userId });
      const after = await conversations.find({ id });
      const parts: Json[] = after.conversation_parts.conversation_parts;
      expect(parts.map(({ part_type, author }) => `${part_type} ${author.type}`)).toEqual([
        ...["comment user", "comment user", "comment user"],
        ...["comment admin", "note admin", "comment user"],
      ]);
    });

    test("conversations are assigned, closed and opened", async () => {
      const { client, id } = await talking();
      const assigned = await client["conversations"].assign({
        ...{ id, type: "admin", adminId, assigneeId: adminId, body: "Yours" },
      });
      expect(assigned).toMatchObject({ id, admin_assignee_id: Number(adminId) });
      const closed = await client["conversations"].close({ id, adminId, body: "Bye" });
      expect(closed).toMatchObject({ id, state: "closed", open: false });
      expect(await client["conversations"].open({ id, adminId })).toMatchObject({ state: "open" });
    });

    differs("assignment-rules", async () => {
      const { client, id, refuses } = await talking();
      const rules = { id, withRunningAssignmentRules: true };
      await expect(client["conversations"].assign(rules)).rejects.toBeDefined();
      refuses(`POST /conversations/${id}/run_assignment_rules/parts 404`);
    });

    differs("snooze", async () => {
      const { client, id, refuses } = await talking();
      const snoozedUntil = String(Math.floor(Date.now() / 1000) + 3600);
      await expect(
        client["conversations"].snooze({ id, adminId, snoozedUntil }),
      ).rejects.toMatchObject({ statusCode: 400 });
      refuses(`POST /conversations/${id}/reply 400`);
    });

    differs("last-reply", async () => {
      const { client, refuses } = await talking();
      const reply = { adminId, messageType: "comment", body: "Here" };
      await expect(client["conversations"].replyByLastAsAdmin(reply)).rejects.toMatchObject({
        statusCode: 404,
      });
      refuses("POST /conversations/last/reply 404");
    });

    test("contacts are added and removed by an admin", async () => {
      const { client, id } = await talking();
      const other = await client["contacts"].createUser({ externalId: "u2" });
      const customer = { intercomUserId: other.id };
      const attached = await client["conversations"].attachContactAsAdmin({
        id,
        adminId,
        customer,
      });
      expect(attached.customers.map((one: Json) => one.id)).toContain(other.id);
      const contact = { conversationId: id, contactId: other.id, adminId };
      const detached = await client["conversations"].detachContactAsAdmin(contact);
      expect(detached.customers.map((one: Json) => one.id)).not.toContain(other.id);
    });

    test("contacts add other contacts", async () => {
      const { client, id, userId } = await talking();
      const other = await client["contacts"].createUser({ externalId: "u2" });
      const attached = await client["conversations"].attachContactAsContact({
        ...{ id, intercomUserId: userId, customer: { intercomUserId: other.id } },
      });
      expect(attached.customers.map((one: Json) => one.id)).toContain(other.id);
    });

    test("parts are redacted", async () => {
      const { client, id } = await talking();
      const reply = { id, adminId, messageType: "comment", body: "My password is 1234" };
      const { conversation_parts } = await client["conversations"].replyByIdAsAdmin(reply);
      const { id: conversationPartId } = conversation_parts.conversation_parts.at(-1);
      const part = { conversationId: id, conversationPartId, type: "conversation_part" };
      const redacted = await client["conversations"].redactConversationPart(part);
      expect(redacted.conversation_parts.conversation_parts).toContainEqual(
        expect.objectContaining({ id: conversationPartId, redacted: true }),
      );
    });

    test("conversations are searched, each once", async () => {
      const { client } = await start({ seed: { name: "acme", contacts: 90 } });
      const query = { field: "open", operator: "=", value: true };
      const found = await allPages(
        (starting_after) =>
          client["conversations"].search({
            data: { query, pagination: { per_page: 4, starting_after } },
          }),
        "conversations",
      );
      expect(found.length).toBeGreaterThan(4);
      expectEachOnce(found, found.length);
    });

    test("conversations are listed", async () => {
      const { client } = await start({ seed: { name: "acme", contacts: 90 } });
      const page = { page: 1, order: "desc", sort: "updated_at", perPage: 5 };
      const first = await client["conversations"].list(page);
      expect(first.conversations).toHaveLength(5);
      if (list === "by page") return;
      const all = await allPages(
        (startingAfter) => client["conversations"].list({ startingAfter, perPage: 5 }),
        "conversations",
      );
      expectEachOnce(all, first.total_count);
    });

    test("messages are sent in the app and by email", async () => {
      const { client, userId } = await talking();
      const [from, to] = [
        { type: "admin", id: adminId },
        { type: "user", id: userId },
      ];
      const inApp = await client["messages"].create({
        ...{ messageType: "inapp", body: "Hi", from, to },
        createConversationWithoutContactReply: true,
      });
      expect(inApp).toMatchObject({ body: expect.stringContaining("Hi") });
      const email = { subject: "News", template: "plain", body: "Hello", from, to };
      const sent = await client["messages"].create({ messageType: "email", ...email });
      expect(sent).toMatchObject({ message_type: "email", subject: "News" });
    });
  };
