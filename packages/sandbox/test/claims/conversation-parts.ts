import { expect } from "vitest";
import { type Claims, claim } from "../support/claims.ts";
import {
  admin,
  deleteTwoConversations,
  ids,
  manage,
  seedContactsWithoutEmail,
  seedParts,
  startConversation,
} from "../support/conversation-helpers.ts";
import { type Json, start } from "../support/workspace.ts";

export const conversationParts: Claims = [
  claim("conversations.list", "come without their parts", async (space) => {
    await startConversation(space);
    const [first] = (await space.request("GET /conversations")).conversations;
    expect(first).not.toHaveProperty("conversation_parts");
  }),
  claim("Conversation.snoozed_until", "null if it is not snoozed", async (space) => {
    const { at } = await startConversation(space);
    expect((await space.request(`GET ${at}`)).snoozed_until).toBeNull();
    const until = start + 3600;
    await space.request(`POST ${at}/parts`, manage("snoozed", { snoozed_until: until }));
    expect(await space.request(`GET ${at}`)).toMatchObject({
      snoozed_until: until,
      state: "snoozed",
    });
    space.advance(3601);
    expect(await space.request(`GET ${at}`)).toMatchObject({ snoozed_until: null, state: "open" });
  }),
  claim("SnoozeConversationRequest", "or when the contact writes", async (space) => {
    const { at, contact } = await startConversation(space);
    await space.request(`POST ${at}/parts`, manage("snoozed", { snoozed_until: start + 3600 }));
    const reply = { message_type: "comment", type: "user", intercom_user_id: contact, body: "Hm" };
    expect((await space.request(`POST ${at}/reply`, reply)).state).toBe("open");
  }),
  claim("AssignConversationRequest.assignee_id", "`0` unassigns", async (space) => {
    const { at } = await startConversation(space);
    const assign = (assignee_id: string) => ({ ...manage("assignment"), assignee_id });
    const after = await space.request(`POST ${at}/parts`, assign("1"));
    expect(after.admin_assignee_id).toBe(1);
    const free = await space.request(`POST ${at}/parts`, assign("0"));
    expect(free.admin_assignee_id ?? 0).toBe(0);
  }),
  claim("AdminReplyConversationRequest.created_at", "now if left out", async (space) => {
    const { at } = await startConversation(space);
    space.advance(60);
    const reply = { ...admin, message_type: "comment", body: "Hello" };
    const after = await space.request(`POST ${at}/reply`, reply);
    expect(after.conversation_parts.conversation_parts.at(-1).created_at).toBe(start + 60);
  }),
  claim("AdminReplyConversationRequest.attachment_urls", "10 at most", async (space) => {
    const { at } = await startConversation(space);
    const reply = (count: number) => ({
      ...{ ...admin, message_type: "comment", body: "Hello" },
      attachment_urls: Array.from({ length: count }, (_, i) => `https://example.com/${i}.png`),
    });
    expect((await space.send(`POST ${at}/reply`, reply(10))).status).toBe(200);
    expect((await space.send(`POST ${at}/reply`, reply(11))).status).toBe(400);
  }),
  claim(
    "AdminReplyConversationRequest.skip_unsnooze",
    "leaves a snoozed conversation",
    async (space) => {
      const { at } = await startConversation(space);
      await space.request(`POST ${at}/parts`, manage("snoozed", { snoozed_until: start + 3600 }));
      const reply = { ...admin, message_type: "comment", body: "Hello", skip_unsnooze: true };
      expect((await space.request(`POST ${at}/reply`, reply)).state).toBe("snoozed");
    },
  ),
  claim("conversations.contacts.attach", "creates a lead with that email", async (space) => {
    const { at } = await startConversation(space);
    const body = { admin_id: "1", customer: { email: "new@example.com" } };
    await space.request(`POST ${at}/customers`, body);
    const made = (await space.request("GET /contacts")).data.filter(
      (one: Json) => one.role === "lead",
    );
    expect(made).toMatchObject([{ email: "new@example.com" }]);
  }),
  claim("conversations.contacts.detach", "removing the last fails with 422", async (space) => {
    const { at, contact } = await startConversation(space);
    const body = { admin_id: "1" };
    expect((await space.send(`DELETE ${at}/customers/${contact}`, body)).status).toBe(422);
  }),
  claim("conversations.parts.redact", "`conversation_part_not_redactable`", async (space) => {
    const { id, at } = await startConversation(space);
    const closed = await space.request(`POST ${at}/parts`, manage("close"));
    const part = closed.conversation_parts.conversation_parts.at(-1).id;
    const body = { type: "conversation_part", conversation_id: id, conversation_part_id: part };
    expect(await space.requestError("POST /conversations/redact", body)).toContain(
      "conversation_part_not_redactable",
    );
  }),
  claim("conversations.parts.redact", "The part stays", async (space) => {
    const { id, message } = await startConversation(space);
    const body = { type: "source", conversation_id: id, source_id: message.id };
    const { source } = await space.request("POST /conversations/redact", body);
    expect(source).toMatchObject({ id: message.id, redacted: true });
    expect(source.body ?? "").not.toContain("Hello");
  }),
  claim("conversations.deleted.list", "newest first", async (space) => {
    const order = await deleteTwoConversations(space);
    expect(ids(await space.request("GET /conversations/deleted"))).toEqual([...order].reverse());
    expect(ids(await space.request("GET /conversations/deleted?order=asc"))).toEqual(order);
  }),
  claim(
    "conversations.merge",
    "it is closed and linked to the one named in the body",
    async (space) => {
      const [one, other] = [
        await startConversation(space),
        await startConversation({ ...space, seed: seedContactsWithoutEmail(space) }),
      ];
      const body = { merge_into_conversation_id: Number(other.id) };
      expect((await space.request(`POST ${one.at}/merge`, body)).id).toBe(other.id);
      expect((await space.request(`GET ${one.at}`)).state).toBe("closed");
    },
  ),
  claim("conversations.get", "Only the newest 500 parts come back", async (space) => {
    const { id, at } = await startConversation(space);
    seedParts(space, id, 502);
    const { total_count, conversation_parts: shown } = (await space.request(`GET ${at}`))
      .conversation_parts;
    expect([total_count, shown.length, shown.at(-1).body]).toEqual([502, 500, "<p>No. 501</p>"]);
  }),
  claim("ConversationParts.conversation_parts", "older ones cannot be had", async (space) => {
    const { id, at } = await startConversation(space);
    seedParts(space, id, 501);
    const { conversation_parts: shown } = (await space.request(`GET ${at}`)).conversation_parts;
    expect(shown[0].body).toBe("<p>No. 1</p>");
    const query = "page=2&per_page=1&starting_after=1";
    expect(
      (await space.request(`GET ${at}?${query}`)).conversation_parts.conversation_parts,
    ).toEqual(shown);
  }),
  claim("ConversationParts", "Only a single conversation has them", async (space) => {
    const { at } = await startConversation(space);
    expect(await space.request(`GET ${at}`)).toHaveProperty("conversation_parts");
    const [listed] = (await space.request("GET /conversations")).conversations;
    expect(listed).not.toHaveProperty("conversation_parts");
  }),
  claim("conversations.parts.redact", "A part needs a `body`", async (space) => {
    const { id, at } = await startConversation(space);
    const closed = await space.request(`POST ${at}/parts`, manage("close"));
    const part = closed.conversation_parts.conversation_parts.at(-1).id;
    const ofPart = { type: "conversation_part", conversation_id: id, conversation_part_id: part };
    expect((await space.send("POST /conversations/redact", ofPart)).status).toBe(400);
    const begunBy = space.seed.conversation({
      source: { type: "conversation", author: { type: "admin", id: "1" }, body: "<p>Hi</p>" },
    } as Json).id;
    const { source } = await space.request(`GET /conversations/${begunBy}`);
    const ofSource = { type: "source", conversation_id: begunBy, source_id: source.id };
    expect((await space.send("POST /conversations/redact", ofSource)).status).toBe(400);
  }),
  ...(["ContactReplyBaseRequest", "CreateConversationRequest"] as const).map((name) =>
    claim(`${name}.created_at`, "now if left out", async (space) => {
      const { at, contact } = await startConversation(space);
      expect((await space.request(`GET ${at}`)).created_at).toBe(start);
      space.advance(60);
      const reply = {
        message_type: "comment",
        type: "user",
        intercom_user_id: contact,
        body: "Hm",
      };
      const after = await space.request(`POST ${at}/reply`, reply);
      expect(after.conversation_parts.conversation_parts.at(-1).created_at).toBe(start + 60);
    }),
  ),
  claim("conversations.deleted.list?order", "`desc` (newest first) unless", async (space) => {
    const order = await deleteTwoConversations(space);
    const [plain, desc] = [
      await space.request("GET /conversations/deleted"),
      await space.request("GET /conversations/deleted?order=desc"),
    ];
    expect(ids(plain)).toEqual(order.reverse());
    expect(ids(desc)).toEqual(ids(plain));
  }),
  claim("ConversationSource.reply_to", "Only for email", async (space) => {
    const { at } = await startConversation(space);
    expect((await space.request(`GET ${at}`)).source.reply_to ?? null).toBeNull();
  }),
];
