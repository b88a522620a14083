import type { Names } from "./example.ts";
import type { WorkspaceBuilder } from "./example-workspace.ts";

/** Adds conversations, tickets, calls and sessions with Fin. */
export async function addConversations(
  { seed, send, make }: WorkspaceBuilder,
  names: Names,
): Promise<Names> {
  const contact = names["6630f2a1c4b7d80012ab34cd"];
  const begin = async (): Promise<string> => {
    const from = { type: "user", id: contact };
    return (await send("POST", "/conversations", { from, body: "Hello" })).conversation_id;
  };
  const conversation = await begin();
  const at = `/conversations/${conversation}`;
  const customer = { intercom_user_id: names["6630f2a1c4b7d80012ab34ce"] };
  await send("POST", `${at}/customers`, { admin_id: "1", customer });
  const tag = { id: names["7522907"], admin_id: "1" };
  await send("POST", `${at}/tags`, tag);
  const note = { message_type: "note", type: "admin", admin_id: "1", body: "A note" };
  const noted = await send("POST", `${at}/reply`, note);
  const { source } = await send("GET", at);
  seed.conversationAttribute({ name: "plan_tier" });
  seed.conversationAttribute({ name: "seats", data_type: "integer" });
  seed.conversationAttribute({ name: "delivery_address" });
  seed.handlingEvent({ conversation_id: conversation });
  seed.sideConversation({ conversation_id: conversation });

  const type = async (name: string, category: string) =>
    send("POST", "/ticket_types", { name, description: name, category });
  const request = await type("Request", "Customer");
  const complaint = await type("Complaint", "Customer");
  const outage = await type("Outage", "Tracker");
  const ticket = {
    contacts: [{ id: contact }],
    ticket_attributes: { _default_title_: "Invoice", _default_description_: "Charged twice" },
  };
  const ticketOf = (of: { id: string }) => make("/tickets", { ...ticket, ticket_type_id: of.id });
  const made = await ticketOf(request);
  await send("POST", `/tickets/${made}/tags`, tag);
  const tracker = await ticketOf(outage);
  const linked = await begin();
  await send("DELETE", `/conversations/${await begin()}`);
  await send("POST", `/tickets/${tracker}/linked_conversations`, { conversation_id: linked });

  const transcript = [{ at: 3, speaker: "User", text: "Hello" }];
  const phone = "+441632960123";
  const call = seed.call({ conversation_id: conversation, phone, transcript });
  await send("POST", "/fin_voice/register", { phone_number: phone, call_id: "five9-7c1f1e" });
  const user = { id: "user-1815", name: "Ada Lovelace" };
  const message = { author: "user", body: "Hello", timestamp: "2026-01-21T09:30:00Z" };
  await send("POST", "/fin/start", { conversation_id: "chat-2041", user, message });
  const external = {
    type: "user",
    external_id: "user-1815",
    name: "Ada",
    email: "ada@example.com",
  };
  const event = { event_id: "1", external_conversation_id: "thread-380", contact: external };
  const thread = await send("POST", "/custom_channel_events/notify_new_conversation", event);
  const uuid = "0c0e2a52-6d6c-4a3f-9b8e-2f1d35c7a911";
  await send("POST", `/conversations/${thread.conversation_id}/reply`, {
    ...{ message_type: "quick_reply", type: "admin", admin_id: "1" },
    reply_options: [{ text: "Yes", uuid }],
  });
  seed.messageStatus({
    message_id: "wamid.HBgMMzUzODUxMjM0NTY3",
    ruleset_id: "90214",
    conversation_id: conversation,
  });
  seed.procedureStep({
    conversation_id: conversation,
    step_id: "2f4f6a50-9d8c-4e43-b0b6-64d0f6a0c5de",
  });
  seed.receipt({ contact_id: contact ?? "" });
  return {
    "215468207": conversation,
    "215469827140": await begin(),
    "3304188215": source.id,
    "26394810": String(noted.conversation_parts.conversation_parts.at(-1).id),
    "53": request.id,
    "54": complaint.id,
    "58": request.ticket_type_attributes.data[0].id,
    "215469830027": made,
    tracker,
    linked,
    "7493": "1",
    "8302": "2",
    "8311": "2",
    "60118": call.id,
    "2058": seed.procedure().id,
  };
}
