import { expect } from "vitest";
import { isAtLeast } from "../../src/description/versions.ts";
import { type Claims, claim, type Space } from "../support/claims.ts";
import { type Json, start } from "../support/workspace.ts";

/** A contact who writes, and the conversation that comes of it. */
async function begun({ seed, ask }: Space) {
  const contact = seed.contact({ email: "ada@example.com" }).id;
  const from = { type: "user", id: contact };
  const message = await ask("POST /conversations", { from, body: "Hello" });
  return {
    contact,
    message,
    id: message.conversation_id,
    at: `/conversations/${message.conversation_id}`,
  };
}

const admin = { type: "admin", admin_id: "1" };
const manage = (message_type: string, more: Json = {}) => ({ ...admin, message_type, ...more });
const ids = (list: Json): string[] => list.conversations.map(({ id }: Json) => id);
const partTypes = (one: Json) =>
  one.conversation_parts.conversation_parts.map(({ part_type }: Json) => part_type);

export const talk: Claims = [
  claim("conversations.create", "becomes a lead by it", async ({ seed, ask }) => {
    const { id } = seed.visitor();
    await ask("POST /conversations", { from: { type: "contact", id }, body: "Hello" });
    const { data } = await ask("GET /contacts");
    expect(data).toMatchObject([{ role: "lead" }]);
  }),
  claim(
    "conversations.create",
    "`conversation_id` leads to the new conversation",
    async (space) => {
      const { at, message } = await begun(space);
      expect((await space.ask(`GET ${at}`)).source.id).toBe(message.id);
    },
  ),
  claim("conversations.list", "come without their parts", async (space) => {
    await begun(space);
    const [first] = (await space.ask("GET /conversations")).conversations;
    expect(first).not.toHaveProperty("conversation_parts");
  }),
  claim("conversations.manage", "Each leaves a part in the conversation", async (space) => {
    const { at } = await begun(space);
    const until = start + 3600;
    for (const [type, more] of [
      ["snoozed", { snoozed_until: until }],
      ["open", {}],
      ["assignment", { assignee_id: "1" }],
      ["close", {}],
    ] as const) {
      const body = type === "assignment" ? { ...more, type: "admin" } : more;
      const after = await space.ask(`POST ${at}/parts`, { ...manage(type), ...body });
      expect(partTypes(after).at(-1)).toBe(type);
    }
  }),
  claim("Conversation.snoozed_until", "null if it is not snoozed", async (space) => {
    const { at } = await begun(space);
    expect((await space.ask(`GET ${at}`)).snoozed_until).toBeNull();
    const until = start + 3600;
    await space.ask(`POST ${at}/parts`, manage("snoozed", { snoozed_until: until }));
    expect(await space.ask(`GET ${at}`)).toMatchObject({ snoozed_until: until, state: "snoozed" });
    space.pass(3601);
    expect(await space.ask(`GET ${at}`)).toMatchObject({ snoozed_until: null, state: "open" });
  }),
  claim("SnoozeConversationRequest", "or when the contact writes", async (space) => {
    const { at, contact } = await begun(space);
    await space.ask(`POST ${at}/parts`, manage("snoozed", { snoozed_until: start + 3600 }));
    const reply = { message_type: "comment", type: "user", intercom_user_id: contact, body: "Hm" };
    expect((await space.ask(`POST ${at}/reply`, reply)).state).toBe("open");
  }),
  claim("Conversation.waiting_since", "null if an admin wrote last", async (space) => {
    const { at } = await begun(space);
    expect((await space.ask(`GET ${at}`)).waiting_since).toBe(start);
    const reply = { ...admin, message_type: "comment", body: "Hello" };
    expect((await space.ask(`POST ${at}/reply`, reply)).waiting_since).toBeNull();
  }),
  claim("AssignConversationRequest.assignee_id", "`0` unassigns", async (space) => {
    const { at } = await begun(space);
    const assign = (assignee_id: string) => ({ ...manage("assignment"), assignee_id });
    const after = await space.ask(`POST ${at}/parts`, assign("1"));
    expect(after.admin_assignee_id).toBe(1);
    const free = await space.ask(`POST ${at}/parts`, assign("0"));
    expect(free.admin_assignee_id ?? 0).toBe(0);
  }),
  claim("AdminReplyConversationRequest.created_at", "now if left out", async (space) => {
    const { at } = await begun(space);
    space.pass(60);
    const reply = { ...admin, message_type: "comment", body: "Hello" };
    const after = await space.ask(`POST ${at}/reply`, reply);
    expect(after.conversation_parts.conversation_parts.at(-1).created_at).toBe(start + 60);
  }),
  claim("AdminReplyConversationRequest.attachment_urls", "10 at most", async (space) => {
    const { at } = await begun(space);
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
      const { at } = await begun(space);
      await space.ask(`POST ${at}/parts`, manage("snoozed", { snoozed_until: start + 3600 }));
      const reply = { ...admin, message_type: "comment", body: "Hello", skip_unsnooze: true };
      expect((await space.ask(`POST ${at}/reply`, reply)).state).toBe("snoozed");
    },
  ),
  claim("conversations.contacts.attach", "creates a lead with that email", async (space) => {
    const { at } = await begun(space);
    const body = { admin_id: "1", customer: { email: "new@example.com" } };
    await space.ask(`POST ${at}/customers`, body);
    const made = (await space.ask("GET /contacts")).data.filter((one: Json) => one.role === "lead");
    expect(made).toMatchObject([{ email: "new@example.com" }]);
  }),
  claim("conversations.contacts.detach", "removing the last fails with 422", async (space) => {
    const { at, contact } = await begun(space);
    const body = { admin_id: "1" };
    expect((await space.send(`DELETE ${at}/customers/${contact}`, body)).status).toBe(422);
  }),
  claim("conversations.parts.redact", "`conversation_part_not_redactable`", async (space) => {
    const { id, at } = await begun(space);
    const closed = await space.ask(`POST ${at}/parts`, manage("close"));
    const part = closed.conversation_parts.conversation_parts.at(-1).id;
    const body = { type: "conversation_part", conversation_id: id, conversation_part_id: part };
    expect(await space.refused("POST /conversations/redact", body)).toContain(
      "conversation_part_not_redactable",
    );
  }),
  claim("conversations.parts.redact", "The part stays", async (space) => {
    const { id, message } = await begun(space);
    const body = { type: "source", conversation_id: id, source_id: message.id };
    const { source } = await space.ask("POST /conversations/redact", body);
    expect(source).toMatchObject({ id: message.id, redacted: true });
    expect(source.body ?? "").not.toContain("Hello");
  }),
  claim("conversations.update", "What you leave out stays as it is", async (space) => {
    const { at } = await begun(space);
    const before = await space.ask(`GET ${at}`);
    const after = await space.ask(`PUT ${at}`, { read: true });
    expect(after).toMatchObject({ read: true, title: before.title, state: before.state });
  }),
  claim(
    "conversations.get?display_as",
    "turns the HTML of bodies and subjects into text",
    async (s) => {
      const { at } = await begun(s);
      expect((await s.ask(`GET ${at}?display_as=plaintext`)).source.body).toBe("Hello");
    },
  ),
  claim("conversations.delete", "for good", async (space) => {
    const { at } = await begun(space);
    await space.ask(`DELETE ${at}`);
    expect((await space.send(`GET ${at}`)).status).toBe(404);
  }),
  claim("conversations.deleted.list", "newest first", async (space) => {
    const made = [await begun(space), await begun({ ...space, seed: emailless(space) })];
    for (const { at } of made) {
      await space.ask(`DELETE ${at}`);
      space.pass(60);
    }
    const order = made.map(({ id }) => id);
    expect(ids(await space.ask("GET /conversations/deleted"))).toEqual([...order].reverse());
    expect(ids(await space.ask("GET /conversations/deleted?order=asc"))).toEqual(order);
  }),
  claim("conversations.search", "leave the moment itself out", async (space) => {
    const { id } = await begun(space);
    const find = async (operator: string) => {
      const query = { field: "created_at", operator, value: start };
      return ids(await space.ask("POST /conversations/search", { query }));
    };
    expect(await find(">")).toEqual([]);
    expect(await find("=")).toEqual([id]);
  }),
  claim("ConversationTags.tags", "empty when there are none", async (space) => {
    const { at } = await begun(space);
    expect((await space.ask(`GET ${at}`)).tags.tags).toEqual([]);
  }),
  claim(
    "conversations.merge",
    "it is closed and linked to the one named in the body",
    async (space) => {
      const [one, other] = [await begun(space), await begun({ ...space, seed: emailless(space) })];
      const body = { merge_into_conversation_id: Number(other.id) };
      expect((await space.ask(`POST ${one.at}/merge`, body)).id).toBe(other.id);
      expect((await space.ask(`GET ${one.at}`)).state).toBe("closed");
    },
  ),
  claim("messages.create", "No conversation exists until the contact answers", async (space) => {
    const id = space.seed.contact({ email: "ada@example.com" }).id;
    const to = { type: "user", id };
    const message = { message_type: "email", subject: "News", body: "Hello", template: "plain" };
    const body = { ...message, from: { type: "admin", id: 1 }, to };
    const sent = await space.ask("POST /messages", body);
    expect(sent.conversation_id ?? null).toBeNull();
    expect((await space.ask("GET /conversations")).conversations).toEqual([]);
  }),
  claim("CreateMessageRequest.subject", "required for email", async (space) => {
    const id = space.seed.contact({ email: "ada@example.com" }).id;
    const from = { type: "admin", id: 1 };
    const message = { message_type: "email", body: "Hello", template: "plain", from };
    const { status } = await space.send("POST /messages", { ...message, to: { type: "user", id } });
    expect(status).toBeGreaterThanOrEqual(400);
  }),
  claim("Message.message_type", "though it is created as `in_app`", async ({ seed, ask }) => {
    const { id } = seed.contact();
    const from = { type: "admin", id: 1 };
    const message = { message_type: "in_app", body: "Hello", from, to: { type: "user", id } };
    expect((await ask("POST /messages", message)).message_type).toBe("inapp");
  }),
  claim("calls.search", "more than 20, gives 400", async ({ send }) => {
    const all = (count: number) => ({
      conversation_ids: Array.from({ length: count }, (_, i) => String(i + 1)),
    });
    const statuses = [0, 20, 21].map(
      async (n) => (await send("POST /calls/search", all(n))).status,
    );
    expect(await Promise.all(statuses)).toEqual([400, 200, 400]);
  }),
  claim("calls.recording.get", "answers with a redirect", async ({ seed, send }) => {
    const call = seed.call({ conversation_id: "1", transcript: [], recorded: true } as Json);
    const { status, headers } = await send(`GET /calls/${call.id}/recording`);
    expect(status).toBe(302);
    expect(headers.get("Location")).toMatch(/^https?:/);
  }),
  claim("conversations.attributes.archive", "leaves the list", async ({ ask }) => {
    const { id } = await ask("POST /conversations/attributes", { name: "A", data_type: "string" });
    expect(await ask(`DELETE /conversations/attributes/${id}`)).toMatchObject({ archived: true });
    const all = await ask("GET /conversations/attributes");
    expect(all.data.map((one: Json) => one.id)).not.toContain(id);
    const archived = await ask("GET /conversations/attributes?include_archived=true");
    expect(archived.data.map((one: Json) => one.id)).toContain(id);
  }),
  claim("conversations.attributes.options.archive", "Two options have to remain", async (space) => {
    const options = [{ label: "One" }, { label: "Two" }];
    const body = { name: "A", data_type: "list", options };
    const made = await space.ask("POST /conversations/attributes", body);
    const at = `/conversations/attributes/${made.id}/options/${made.options[0].id}`;
    expect((await space.send(`DELETE ${at}`)).status).toBe(422);
  }),
  claim("ConversationListItem.priority", "Up to version 2.15 just", async (space) => {
    await begun(space);
    const [{ priority }] = (await space.ask("GET /conversations")).conversations;
    expect(priority).toBe(isAtLeast(space.version as "2.16", "2.16") ? "none" : "not_priority");
  }),
];

/** Contacts without an address, of which there may be several. */
function emailless({ seed }: Space): Space["seed"] {
  return Object.assign(Object.create(seed), { contact: () => seed.contact() });
}
