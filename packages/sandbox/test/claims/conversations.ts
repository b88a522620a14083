import { expect } from "vitest";
import { type Claims, claim } from "../support/claims.ts";
import {
  admin,
  ids,
  manage,
  partTypes,
  startConversation,
} from "../support/conversation-helpers.ts";
import { checkNestingLimits } from "../support/nesting.ts";
import { isAtLeast } from "../support/versions.ts";
import { type Json, start } from "../support/workspace.ts";

export const conversations: Claims = [
  claim("conversations.create", "becomes a lead by it", async ({ seed, request }) => {
    const { id } = seed.visitor();
    await request("POST /conversations", { from: { type: "contact", id }, body: "Hello" });
    const { data } = await request("GET /contacts");
    expect(data).toMatchObject([{ role: "lead" }]);
  }),
  claim(
    "conversations.create",
    "`conversation_id` leads to the new conversation",
    async (space) => {
      const { at, message } = await startConversation(space);
      expect((await space.request(`GET ${at}`)).source.id).toBe(message.id);
    },
  ),
  claim("conversations.manage", "Each leaves a part in the conversation", async (space) => {
    const { at } = await startConversation(space);
    const until = start + 3600;
    for (const [type, more] of [
      ["snoozed", { snoozed_until: until }],
      ["open", {}],
      ["assignment", { assignee_id: "1" }],
      ["close", {}],
    ] as const) {
      const body = type === "assignment" ? { ...more, type: "admin" } : more;
      const after = await space.request(`POST ${at}/parts`, { ...manage(type), ...body });
      expect(partTypes(after).at(-1)).toBe(type);
    }
  }),
  claim("Conversation.waiting_since", "null if an admin wrote last", async (space) => {
    const { at } = await startConversation(space);
    expect((await space.request(`GET ${at}`)).waiting_since).toBe(start);
    const reply = { ...admin, message_type: "comment", body: "Hello" };
    expect((await space.request(`POST ${at}/reply`, reply)).waiting_since).toBeNull();
  }),
  claim("conversations.update", "What you leave out stays as it is", async (space) => {
    const { at } = await startConversation(space);
    const before = await space.request(`GET ${at}`);
    const after = await space.request(`PUT ${at}`, { read: true });
    expect(after).toMatchObject({ read: true, title: before.title, state: before.state });
  }),
  claim(
    "conversations.get?display_as",
    "turns the HTML of bodies and subjects into text",
    async (s) => {
      const { at } = await startConversation(s);
      expect((await s.request(`GET ${at}?display_as=plaintext`)).source.body).toBe("Hello");
    },
  ),
  claim("conversations.delete", "for good", async (space) => {
    const { at } = await startConversation(space);
    await space.request(`DELETE ${at}`);
    expect((await space.send(`GET ${at}`)).status).toBe(404);
  }),
  claim("conversations.search", "leave the moment itself out", async (space) => {
    const { id } = await startConversation(space);
    const find = async (operator: string) => {
      const query = { field: "created_at", operator, value: start };
      return ids(await space.request("POST /conversations/search", { query }));
    };
    expect(await find(">")).toEqual([]);
    expect(await find("=")).toEqual([id]);
  }),
  claim("ConversationTags.tags", "empty when there are none", async (space) => {
    const { at } = await startConversation(space);
    expect((await space.request(`GET ${at}`)).tags.tags).toEqual([]);
  }),
  claim("ConversationListItem.priority", "Up to version 2.15 just", async (space) => {
    await startConversation(space);
    const [{ priority }] = (await space.request("GET /conversations")).conversations;
    expect(priority).toBe(isAtLeast(space.version, "2.16") ? "none" : "not_priority");
  }),
  claim("conversations.search", "at most two levels deep and 15 to a group", async (space) => {
    const filter = { field: "created_at", operator: ">", value: start - 1 };
    await checkNestingLimits(space, "POST /conversations/search", filter);
  }),
  claim("ConversationContacts", "unless others were added", async (space) => {
    const { at, contact } = await startConversation(space);
    const contacts = async () =>
      (await space.request(`GET ${at}`)).contacts.contacts.map(({ id }: Json) => id);
    expect(await contacts()).toEqual([contact]);
    const other = space.seed.contact({ email: "other@example.com" }).id;
    const customer = { intercom_user_id: other };
    await space.request(`POST ${at}/customers`, { admin_id: "1", customer });
    expect(await contacts()).toEqual([contact, other]);
  }),
  claim("UpdateConversationRequest", "what is left out stays", async (space) => {
    const { at } = await startConversation(space);
    await space.request(`PUT ${at}`, { read: true });
    expect(await space.request(`PUT ${at}`, {})).toMatchObject({ read: true, state: "open" });
  }),
  claim("conversations.update", "share a name and `custom_attributes` is sent", async (space) => {
    const { at } = await startConversation(space);
    for (const _ of [1, 2]) space.seed.conversationAttribute({ name: "Topic" });
    expect((await space.send(`PUT ${at}`, { custom_attributes: { Other: "1" } })).status).toBe(400);
    expect((await space.send(`PUT ${at}`, { read: true })).status).toBe(200);
  }),
  ...["Conversation", "ConversationListItem"].flatMap((name) =>
    ["monitor_evaluations", "scorecards"].map((key) =>
      claim(`${name}.${key}`, "Only when requested with", async (space) => {
        const { at } = await startConversation(space);
        const query = key === "scorecards" ? "include_scorecards=true" : "include_monitors=true";
        const read = async (query: string) => {
          const path = name === "Conversation" ? at : "/conversations";
          const got = await space.request(`GET ${path}${query}`);
          return got.conversations?.[0] ?? got;
        };
        expect(await read("")).not.toHaveProperty(key);
        // Only Preview has the parameter.
        const requested = (await read(`?${query}`))[key];
        expect(requested).toEqual(space.version === "Preview" ? [] : undefined);
      }),
    ),
  ),
  claim("Conversation.priority", "Up to version 2.15 just", async (space) => {
    const { at } = await startConversation(space);
    const { priority } = await space.request(`GET ${at}`);
    expect(priority).toBe(isAtLeast(space.version, "2.16") ? "none" : "not_priority");
  }),
];
