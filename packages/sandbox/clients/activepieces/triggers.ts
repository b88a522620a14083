import { describe, expect, test } from "vitest";
import type { Json } from "../test-client.ts";
import type { Bench } from "./piece.ts";

/** The triggers with samples from the workspace, and the type of the samples. */
const sampled = {
  contactReplied: "conversation",
  "lead-added-email": "contact",
  "lead-converted-to-user": "contact",
  conversationClosed: "conversation",
  "new-company": "company",
  newConversationFromUser: "conversation",
  conversationRated: "conversation",
  "new-lead": "contact",
  "new-ticket": "ticket",
  "new-unsubscription": "contact",
  "new-user": "contact",
  "updated-ticket": "ticket",
  "tag-added-to-lead": "contact_tag",
  "tag-added-to-user": "contact_tag",
  "contact-updated": "contact",
};

/** The triggers that return the whole webhook and not its item. */
const whole = [
  ...["conversationAssigned", "conversationSnoozed", "conversationUnsnoozed"],
  ...["replyFromUser", "replyFromAdmin", "noteAddedToConversation"],
];

export function triggers(start: (options?: object) => Promise<Bench>): void {
  test.each(Object.entries(sampled))("%s returns samples", async (name, type) => {
    const { trigger, sandbox, act } = await start({ seed: { name: "acme", contacts: 60 } });
    const [lead] = (await act("custom_api_call", search("lead"))).body.data as Json[];
    const { id } = sandbox.seed.tag({ name: "New" });
    await act("add-or-remove-tag-on-contact", { contactId: lead.id, tagId: id });
    const samples = await trigger(name, name === "contact-updated" ? { type: "user" } : {}).test();
    expect(samples.length).toBeGreaterThan(0);
    for (const sample of samples) expect(sample).toMatchObject({ type });
  });

  test("tag-added-to-user returns contacts with the tag", async () => {
    const { trigger, act, sandbox } = await start();
    const { id: contactId } = await act("create-user", { email: "ada@example.com" });
    await act("create-user", { email: "grace@example.com" });
    const { id: tagId } = sandbox.seed.tag({ name: "VIP" });
    await act("add-or-remove-tag-on-contact", { contactId, tagId });
    expect(await trigger("tag-added-to-user", { tagId }).test()).toMatchObject([
      { tag: { id: tagId, name: "VIP" }, contact: { id: contactId } },
    ]);
  });

  describe("webhooks", () => {
    test.each([...Object.keys(sampled), ...whole, "conversationPartTagged"])(
      "%s listens for its topics, and puts out what they bring",
      async (name) => {
        const { trigger } = await start();
        const { enable, run } = trigger(name, { type: "user" });
        const listeners = await enable();
        expect(listeners.identifierValue).toEqual(expect.stringMatching(/^\w+$/));
        expect(listeners.events[0]).toMatch(/^[a-z_.]+$/);
        const item = { type: "item", id: "1" };
        const body = { topic: listeners.events[0], data: { item } };
        expect(await run(body)).toEqual(whole.includes(name) ? [body] : [item]);
      },
    );

    test("filter by words of the conversation", async () => {
      const { trigger, act } = await start();
      const { id: contactId } = await act("create-user", { email: "ada@example.com" });
      const opened = { contactType: "user", contactId, body: "Hello" };
      const { conversation_id: conversationId } = await act("create-conversation", opened);
      await act("addNoteToConversation", { from: "1", conversationId, body: "Billing matters" });
      const item = await act("get-conversation", { conversationId });
      const body = { type: "notification_event", topic: "x", data: { item } };
      expect(await trigger("newConversationFromUser").run(body)).toEqual([item]);
      const noted = (keyword: string) => trigger("noteAddedToConversation", { keyword }).run(body);
      expect(await noted("Billing")).toEqual([body]);
      expect(await noted("Weather")).toEqual([]);
    });
  });
}

const search = (role: string) => ({
  ...{ url: { url: "/contacts/search" }, method: "POST", headers: {}, queryParams: {} },
  ...{
    body_type: "json",
    body: { data: { query: { field: "role", operator: "=", value: role } } },
  },
});
