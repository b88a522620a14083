import { expect, test } from "vitest";
import { firstError, type Json, type Workspace, workspace } from "../support/workspace.ts";

const contact = { type: "user", external_id: "ada", name: "Ada", email: "ada@example.com" };
const event = { event_id: "1", external_conversation_id: "thread", contact };

/** Sends events of a channel. */
function channel({ send }: Workspace) {
  return (name: string, more: object = {}) =>
    send("POST", `/custom_channel_events/notify_${name}`, { ...event, ...more });
}

test("a conversation of a custom channel creates a conversation and a contact", async () => {
  const one = await workspace("2.14");
  const notify = channel(one);
  const { body } = await notify("new_conversation");
  expect(body).toEqual({
    external_conversation_id: "thread",
    conversation_id: expect.any(String),
    external_contact_id: "ada",
    contact_id: expect.any(String),
  });
  const found = (await one.send("GET", `/conversations/${body.conversation_id}`)).body;
  expect(found).toMatchObject({
    state: "open",
    source: { delivered_as: "customer_initiated", author: { type: "user", id: body.contact_id } },
    contacts: { contacts: [{ id: body.contact_id, external_id: "ada" }] },
  });
  expect((await notify("new_conversation")).body).toEqual(body);
  const lead = { type: "lead", external_id: "grace" };
  const other = { external_conversation_id: "other", contact: lead };
  const second = (await notify("new_conversation", other)).body;
  expect(second.conversation_id).not.toBe(body.conversation_id);
  expect((await one.send("GET", `/contacts/${second.contact_id}`)).body.role).toBe("lead");
});

test("a message in the channel is added to the conversation, and opens it", async () => {
  const one = await workspace("Preview");
  const notify = channel(one);
  const { conversation_id } = (await notify("new_conversation")).body;
  const at = `/conversations/${conversation_id}`;
  const admin = { type: "admin", admin_id: "1" };
  await one.send("POST", `${at}/parts`, { ...admin, message_type: "close" });
  expect((await notify("new_message", { body: "Hello" })).body).toMatchObject({ conversation_id });
  const yes = { text: "Yes", uuid: "22d6f5a2-7a0e-4f4a-8f3e-1f2f3a4b5c6d" };
  const offer = { ...admin, message_type: "quick_reply", reply_options: [yes] };
  await one.send("POST", `${at}/reply`, offer);
  const unknown = await notify("quick_reply_selected", { quick_reply_option_id: "maybe" });
  expect(firstError(unknown).status).toBe(404);
  await notify("quick_reply_selected", { quick_reply_option_id: yes.uuid });
  const { state, conversation_parts } = (await one.send("GET", at)).body;
  expect(state).toBe("open");
  expect(conversation_parts.conversation_parts).toMatchObject([
    { part_type: "close" },
    { part_type: "open", body: "<p>Hello</p>", author: { type: "user", name: "Ada" } },
    { part_type: "quick_reply", body: null },
    { part_type: "quick_reply", body: "<p>Yes</p>", metadata: { quick_reply_uuid: yes.uuid } },
  ]);
});

test("an answer is stored as the value of an attribute, in its type", async () => {
  const one = await workspace("Preview");
  const notify = channel(one);
  const { conversation_id } = (await notify("new_conversation")).body;
  const at = `/conversations/${conversation_id}`;
  const input = { name: "parcels", description: "How many", data_type: "integer" };
  one.sandbox.seed.conversationAttribute({ name: "street" });
  const parcels = (await one.send("POST", "/conversations/attributes", input)).body;
  const collect = (id: string, value: string) =>
    notify("attribute_collected", { attribute: { id, value } });
  await collect("street", "12");
  await collect(String(parcels.id), "3");
  expect(firstError(await collect("parcels", "a few")).status).toBe(400);
  const { custom_attributes, conversation_parts } = (await one.send("GET", at)).body;
  expect(custom_attributes).toEqual({ street: "12", parcels: 3 });
  const parts = conversation_parts.conversation_parts.map((part: Json) => [
    part.part_type,
    part.event_details,
  ]);
  const part_type = "conversation_attribute_updated_by_user";
  expect(parts).toMatchObject([
    [part_type, { attribute: { name: "street" }, value: { name: "12" } }],
    [part_type, { attribute: { name: "parcels" }, value: { name: "3" } }],
  ]);
});

test("an event of an unknown conversation or user is refused", async () => {
  const one = await workspace("2.14");
  const notify = channel(one);
  const message = { body: "Hello" };
  expect(firstError(await notify("new_message", message)).status).toBe(404);
  const { name: _, ...nameless } = contact;
  const { email: __, ...unreachable } = contact;
  for (const incomplete of [nameless, unreachable]) {
    const refused = await notify("new_conversation", { contact: incomplete });
    expect(firstError(refused)).toEqual({ status: 400, code: "parameter_not_found" });
  }
  const { conversation_id } = (await notify("new_conversation")).body;
  const stranger = { ...contact, external_id: "grace", email: "grace@example.com" };
  expect((await notify("new_message", { ...message, contact: stranger })).status).toBe(404);
  expect((await one.send("GET", "/contacts/find_by_external_id/grace")).status).toBe(404);
  await one.send("DELETE", `/conversations/${conversation_id}`);
  expect(firstError(await notify("new_message", message)).status).toBe(404);
});

test("versions without the events refuse them", async () => {
  const refused = await channel(await workspace("2.13"))("new_conversation");
  expect(firstError(refused)).toEqual({ status: 400, code: "intercom_version_invalid" });
});
