import { describe, expect, test } from "vitest";
import { testThatAllWasCalled, vendorWorkspace } from "./support.ts";

/** The client's types say `inapp`, as some of Intercom's examples do; its description `in_app`. */
const inApp = "in_app" as string as "inapp";

describe("the vendor's messages", () => {
  test("are sent, and may start a conversation", async () => {
    const { client } = await vendorWorkspace();
    const { id } = await client.contacts.create({ email: "ada@example.com" });
    const parties = { from: { type: "admin", id: 1 }, to: { type: "user", id } } as const;
    const email = { message_type: "email", subject: "Hello", body: "Welcome", template: "plain" };
    const sent = await client.messages.create({ ...email, ...parties, message_type: "email" });
    expect(sent).toMatchObject({ message_type: "email", subject: "Hello" });
    const opened = await client.messages.create({
      message_type: inApp,
      body: "Anything we can do?",
      ...parties,
      create_conversation_without_contact_reply: true,
    });
    const conversation_id = opened.conversation_id ?? "";
    const found = await client.conversations.find({ conversation_id });
    expect(found).toMatchObject({ source: { delivered_as: "admin_initiated" } });
    const to = { type: "user", id: "404" } as const;
    const missing = client.messages.create({ message_type: inApp, body: "?", ...parties, to });
    await expect(missing).rejects.toMatchObject({ statusCode: 404 });
  });

  test("in Unstable are sent, and return the status of a broadcast", async () => {
    const { unstable, sandbox } = await vendorWorkspace();
    const { id } = sandbox.seed.contact({ email: "ada@example.com" });
    const message = {
      message_type: inApp,
      body: "Hello",
      from: { type: "admin", id: 1 },
      to: { type: "user", id },
    };
    expect(await unstable.messages.createMessage(message)).toMatchObject({ body: "Hello" });
    sandbox.seed.messageStatus({ ruleset_id: "7", status: "delivered" });
    sandbox.seed.messageStatus({ ruleset_id: "7", status: "read" });
    const parameters = { ruleset_id: "7", per_page: 1 };
    const first = await unstable.messages.getWhatsAppMessageStatus(parameters);
    expect(first).toMatchObject({ ruleset_id: "7", total_count: 2, events: [{}] });
    const starting_after = first.pages?.next?.starting_after ?? "";
    const second = await unstable.messages.getWhatsAppMessageStatus({
      ...parameters,
      starting_after,
    });
    const states = [...(first.events ?? []), ...(second.events ?? [])].map(({ status }) => status);
    expect(states.sort()).toEqual(["delivered", "read"]);
  });
});

describe("the vendor's visitors", () => {
  test("are found, updated and converted into users", async () => {
    const { client, sandbox } = await vendorWorkspace();
    const visitor = sandbox.seed.visitor({ user_id: "visitor-1" });
    const found = await client.visitors.find({ user_id: "visitor-1" });
    expect(found).toMatchObject({ type: "visitor", id: visitor.id });
    const changed = await client.visitors.update({ id: visitor.id, name: "Ada" });
    expect(changed).toMatchObject({ name: "Ada", user_id: "visitor-1" });
    const contact = await client.visitors.mergeToContact({
      type: "user",
      user: { user_id: "user-1", email: "ada@example.com" },
      visitor: { user_id: "visitor-1" },
    });
    expect(contact).toMatchObject({ role: "user", external_id: "user-1", name: "Ada" });
    const gone = client.visitors.find({ user_id: "visitor-1" });
    await expect(gone).rejects.toMatchObject({ statusCode: 404 });
  });

  test("in Unstable do the same under longer names", async () => {
    const { unstable, sandbox } = await vendorWorkspace();
    const { id } = sandbox.seed.visitor({ user_id: "visitor-1" });
    const found = await unstable.visitors.retrieveVisitorWithUserId({ user_id: "visitor-1" });
    expect(found).toMatchObject({ id });
    const changed = await unstable.visitors.updateVisitor({ id, name: "Ada" });
    expect(changed).toMatchObject({ name: "Ada" });
    const contact = await unstable.visitors.convertVisitor({
      type: "lead",
      user: { user_id: "user-1", email: "ada@example.com" },
      visitor: { user_id: "visitor-1" },
    });
    expect(contact).toMatchObject({ role: "lead", name: "Ada" });
  });
});

test("the vendor's events of custom channels make a conversation and go on with it", async () => {
  const { client, unstable, send, sandbox } = await vendorWorkspace();
  sandbox.seed.conversationAttribute({ name: "street" });
  for (const [name, { customChannelEvents: channel }] of [
    ["ada", client],
    ["grace", unstable],
  ] as const) {
    const event = {
      event_id: "event-1",
      external_conversation_id: `thread of ${name}`,
      contact: { type: "user", external_id: name, name, email: `${name}@example.com` },
    } as const;
    const begun = await channel.notifyNewConversation(event);
    expect(await channel.notifyNewMessage({ ...event, body: "Hello" })).toEqual(begun);
    const attribute = { id: "street", value: "Dorset Street" };
    expect(await channel.notifyAttributeCollected({ ...event, attribute })).toEqual(begun);
    const uuid = "22d6f5a2-7a0e-4f4a-8f3e-1f2f3a4b5c6d";
    await send("POST", `/conversations/${begun.conversation_id}/reply`, {
      ...{ message_type: "quick_reply", type: "admin", admin_id: "1" },
      reply_options: [{ text: "Yes", uuid }],
    });
    const choice = { ...event, quick_reply_option_id: uuid };
    expect(await channel.notifyQuickReplySelected(choice)).toEqual(begun);
  }
});

testThatAllWasCalled("messages");
