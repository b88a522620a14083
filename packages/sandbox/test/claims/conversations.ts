import { expect } from "vitest";
import { isAtLeast } from "../../src/description/versions.ts";
import { type Claims, claim, type Space } from "../support/claims.ts";
import { holdsNesting } from "../support/nesting.ts";
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

export const conversations: Claims = [
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
  claim("ConversationListItem.priority", "Up to version 2.15 just", async (space) => {
    await begun(space);
    const [{ priority }] = (await space.ask("GET /conversations")).conversations;
    expect(priority).toBe(isAtLeast(space.version as "2.16", "2.16") ? "none" : "not_priority");
  }),
  claim("conversations.search", "at most two levels deep and 15 to a group", async (space) => {
    const filter = { field: "created_at", operator: ">", value: start - 1 };
    await holdsNesting(space, "POST /conversations/search", filter);
  }),
  claim("conversations.get", "Only the newest 500 parts come back", async (space) => {
    const { id, at } = await begun(space);
    seedParts(space, id, 502);
    const { total_count, conversation_parts: shown } = (await space.ask(`GET ${at}`))
      .conversation_parts;
    expect([total_count, shown.length, shown.at(-1).body]).toEqual([502, 500, "<p>No. 501</p>"]);
  }),
  claim("ConversationParts.conversation_parts", "older ones cannot be had", async (space) => {
    const { id, at } = await begun(space);
    seedParts(space, id, 501);
    const { conversation_parts: shown } = (await space.ask(`GET ${at}`)).conversation_parts;
    expect(shown[0].body).toBe("<p>No. 1</p>");
    const query = "page=2&per_page=1&starting_after=1";
    expect((await space.ask(`GET ${at}?${query}`)).conversation_parts.conversation_parts).toEqual(
      shown,
    );
  }),
  claim("ConversationParts", "Only a single conversation has them", async (space) => {
    const { at } = await begun(space);
    expect(await space.ask(`GET ${at}`)).toHaveProperty("conversation_parts");
    const [listed] = (await space.ask("GET /conversations")).conversations;
    expect(listed).not.toHaveProperty("conversation_parts");
  }),
  claim("ConversationContacts", "unless others were added", async (space) => {
    const { at, contact } = await begun(space);
    const contacts = async () =>
      (await space.ask(`GET ${at}`)).contacts.contacts.map(({ id }: Json) => id);
    expect(await contacts()).toEqual([contact]);
    const other = space.seed.contact({ email: "other@example.com" }).id;
    const customer = { intercom_user_id: other };
    await space.ask(`POST ${at}/customers`, { admin_id: "1", customer });
    expect(await contacts()).toEqual([contact, other]);
  }),
  claim("UpdateConversationRequest", "what is left out stays", async (space) => {
    const { at } = await begun(space);
    await space.ask(`PUT ${at}`, { read: true });
    expect(await space.ask(`PUT ${at}`, {})).toMatchObject({ read: true, state: "open" });
  }),
  claim("conversations.update", "share a name and `custom_attributes` is sent", async (space) => {
    const { at } = await begun(space);
    for (const _ of [1, 2]) space.seed.conversationAttribute({ name: "Topic" });
    expect((await space.send(`PUT ${at}`, { custom_attributes: { Other: "1" } })).status).toBe(400);
    expect((await space.send(`PUT ${at}`, { read: true })).status).toBe(200);
  }),
  claim("conversations.parts.redact", "A part needs a `body`", async (space) => {
    const { id, at } = await begun(space);
    const closed = await space.ask(`POST ${at}/parts`, manage("close"));
    const part = closed.conversation_parts.conversation_parts.at(-1).id;
    const ofPart = { type: "conversation_part", conversation_id: id, conversation_part_id: part };
    expect((await space.send("POST /conversations/redact", ofPart)).status).toBe(400);
    const begunBy = space.seed.conversation({
      source: { type: "conversation", author: { type: "admin", id: "1" }, body: "<p>Hi</p>" },
    } as Json).id;
    const { source } = await space.ask(`GET /conversations/${begunBy}`);
    const ofSource = { type: "source", conversation_id: begunBy, source_id: source.id };
    expect((await space.send("POST /conversations/redact", ofSource)).status).toBe(400);
  }),
  ...(["ContactReplyBaseRequest", "CreateConversationRequest"] as const).map((name) =>
    claim(`${name}.created_at`, "now if left out", async (space) => {
      const { at, contact } = await begun(space);
      expect((await space.ask(`GET ${at}`)).created_at).toBe(start);
      space.pass(60);
      const reply = {
        message_type: "comment",
        type: "user",
        intercom_user_id: contact,
        body: "Hm",
      };
      const after = await space.ask(`POST ${at}/reply`, reply);
      expect(after.conversation_parts.conversation_parts.at(-1).created_at).toBe(start + 60);
    }),
  ),
  ...["Conversation", "ConversationListItem"].flatMap((name) =>
    ["monitor_evaluations", "scorecards"].map((key) =>
      claim(`${name}.${key}`, "Only when asked for with", async (space) => {
        const { at } = await begun(space);
        const query = key === "scorecards" ? "include_scorecards=true" : "include_monitors=true";
        const read = async (asked: string) => {
          const path = name === "Conversation" ? at : "/conversations";
          const got = await space.ask(`GET ${path}${asked}`);
          return got.conversations?.[0] ?? got;
        };
        expect(await read("")).not.toHaveProperty(key);
        // Only Preview has a parameter to ask with.
        const asked = (await read(`?${query}`))[key];
        expect(asked).toEqual(space.version === "Preview" ? [] : undefined);
      }),
    ),
  ),
  claim("conversations.deleted.list?order", "`desc` (newest first) unless", async (space) => {
    const made = [await begun(space), await begun({ ...space, seed: emailless(space) })];
    for (const { at } of made) {
      await space.ask(`DELETE ${at}`);
      space.pass(60);
    }
    const [plain, desc] = [
      await space.ask("GET /conversations/deleted"),
      await space.ask("GET /conversations/deleted?order=desc"),
    ];
    expect(ids(plain)).toEqual(made.map(({ id }) => id).reverse());
    expect(ids(desc)).toEqual(ids(plain));
  }),
  claim("Conversation.priority", "Up to version 2.15 just", async (space) => {
    const { at } = await begun(space);
    const { priority } = await space.ask(`GET ${at}`);
    expect(priority).toBe(isAtLeast(space.version as "2.16", "2.16") ? "none" : "not_priority");
  }),
  claim("ConversationSource.reply_to", "Only for email", async (space) => {
    const { at } = await begun(space);
    expect((await space.ask(`GET ${at}`)).source.reply_to ?? null).toBeNull();
  }),
];

/** Contacts without an address, of which there may be several. */
function emailless({ seed }: Space): Space["seed"] {
  return Object.assign(Object.create(seed), { contact: () => seed.contact() });
}

/** Things said in a conversation, a second apart. */
function seedParts({ seed }: Space, conversation_id: string, count: number): void {
  for (let i = 0; i < count; i++) {
    const part = { conversation_id, admin_id: "1", body: `No. ${i}`, created_at: start + i };
    seed.conversationPart(part);
  }
}
