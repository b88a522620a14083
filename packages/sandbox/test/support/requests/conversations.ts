import type { Json, Workspace } from "../workspace.ts";
import type { Cast, Group } from "./group.ts";

const reply = (cast: Cast): Json => ({
  message_type: "comment",
  type: "user",
  intercom_user_id: cast["conversations.contact_id"],
  body: "Thanks",
});

const attributes = { _default_title_: "Invoice", _default_description_: "Charged twice" };

const ticket = (cast: Cast): Json => ({
  ticket_type_id: cast["ticketTypes.ticket_type_id"],
  contacts: [{ id: cast["conversations.contact_id"] }],
  ticket_attributes: attributes,
});

const noTickets = ["2.7", "2.8"];

/** Conversations and tickets, with their types and attributes. */
export const conversations: Group = {
  bodies: {
    "conversations.create": (cast) => ({
      from: { type: "user", id: cast["conversations.contact_id"] },
      body: "Hello",
    }),
    "conversations.update": () => ({ read: true, custom_attributes: { plan: "pro" } }),
    "conversations.search": () => ({ query: { field: "open", operator: "=", value: true } }),
    "conversations.reply": reply,
    "conversations.manage": () => ({ message_type: "close", type: "admin", admin_id: "1" }),
    "conversations.merge": (cast) => ({ merge_into_conversation_id: Number(cast["primary"]) }),
    "conversations.convertToTicket": (cast) => ({
      ticket_type_id: cast["ticketTypes.ticket_type_id"],
      attributes,
    }),
    "conversations.contacts.attach": () => ({
      admin_id: "1",
      customer: { email: "new-lead@example.com" },
    }),
    "conversations.contacts.detach": () => ({ admin_id: "1" }),
    "conversations.tags.attach": (cast) => ({ id: cast["tag_id"], admin_id: "1" }),
    "conversations.tags.detach": () => ({ admin_id: "1" }),
    "conversations.parts.redact": (cast) => ({
      type: "conversation_part",
      conversation_id: cast["conversation_id"],
      conversation_part_id: cast["conversation_part_id"],
    }),
    "conversations.parts.update": () => ({
      send_state: "sent",
      experimental: true,
      secret: "secret",
    }),
    "conversations.attributes.create": () => ({ name: "Mood", data_type: "string" }),
    "conversations.attributes.update": () => ({ description: "How it went" }),
    "conversations.attributes.options.create": () => ({ label: "Other" }),
    "conversations.attributes.options.update": () => ({ label: "Bills" }),
    "ticketTypes.create": () => ({ name: "Bug", description: "Something broke" }),
    "ticketTypes.update": () => ({ description: "Something is broken" }),
    "ticketTypes.attributes.create": () => ({
      name: "Severity",
      description: "How bad",
      data_type: "list",
      list_items: "low,high",
    }),
    "ticketTypes.attributes.update": () => ({ description: "How bad it is" }),
    "tickets.create": ticket,
    "tickets.enqueue": ticket,
    "tickets.update": () => ({ ticket_attributes: { _default_title_: "Changed" } }),
    "tickets.reply": () => ({
      message_type: "note",
      type: "admin",
      body: "A note",
      admin_id: "1",
    }),
    "tickets.search": () => ({
      query: { field: "title", operator: "~", value: "Inv" },
    }),
    "tickets.tags.attach": (cast) => ({ id: cast["tag_id"], admin_id: "1" }),
    "tickets.tags.detach": () => ({ admin_id: "1" }),
    "tickets.changeType": (cast) => ({ ticket_type_id: cast["other_type"], ticket_state_id: "2" }),
    "tickets.linkedConversations.link": (cast) => ({ conversation_id: cast["primary"] }),
  },
  ranks: { "conversations.attributes.options.archive": 6, "conversations.attributes.archive": 7 },
  prepare: async (workspace, version) => {
    const cast = await prepareConversations(workspace, version);
    return noTickets.includes(version)
      ? cast
      : { ...cast, ...(await prepareTickets(workspace, cast)) };
  },
};

async function prepareConversations({ send, sandbox }: Workspace, version: string): Promise<Cast> {
  const author = sandbox.seed.contact({ email: "grace@example.com", name: "Grace" }).id;
  const other = sandbox.seed.contact({ email: "alan@example.com" }).id;
  const begin = async () => {
    const from = { type: "user", id: author };
    return (await send("POST", "/conversations", { from, body: "Hello there" })).body
      .conversation_id as string;
  };
  const [conversation_id, primary, secondary, converted] = [
    await begin(),
    await begin(),
    await begin(),
    await begin(),
  ];
  const at = `/conversations/${conversation_id}`;
  await send("POST", `${at}/customers`, { admin_id: "1", customer: { intercom_user_id: other } });
  const note = { message_type: "note", type: "admin", admin_id: "1", body: "A note" };
  const { body } = await send("POST", `${at}/reply`, note);
  const part = body.conversation_parts.conversation_parts.at(-1);
  sandbox.seed.handlingEvent({ conversation_id });
  sandbox.seed.sideConversation({ conversation_id });
  const cast = {
    conversation_id,
    primary,
    conversation_part_id: String(part.id),
    "conversations.contact_id": author,
    "conversations.contacts.detach.contact_id": other,
    "conversations.merge.conversation_id": secondary,
    "conversations.convertToTicket.conversation_id": converted,
  };
  if (version !== "2.16" && version !== "Preview") return cast;
  const options = [{ label: "Billing" }, { label: "Bug" }, { label: "Praise" }];
  const created = { name: "Topic", data_type: "list", options };
  const attribute = (await send("POST", "/conversations/attributes", created)).body;
  return {
    ...cast,
    "conversations.attribute_id": String(attribute.id),
    option_id: attribute.options[0].id,
  };
}

async function prepareTickets({ send }: Workspace, cast: Cast): Promise<Cast> {
  const make = async (name: string, category: string) =>
    (await send("POST", "/ticket_types", { name, description: name, category })).body;
  const type = await make("Request", "Customer");
  const other = await make("Complaint", "Customer");
  const tracker = await make("Outage", "Tracker");
  const own = { "ticketTypes.ticket_type_id": type.id, ...cast };
  const made = async (ticket_type_id: string) =>
    (await send("POST", "/tickets", { ...ticket(own), ticket_type_id })).body.id as string;
  const outage = await made(tracker.id);
  return {
    ticket_id: await made(type.id),
    "ticketTypes.ticket_type_id": type.id,
    "ticketTypes.attribute_id": type.ticket_type_attributes.data[0].id,
    "tickets.linkedConversations.link.ticket_id": outage,
    "tickets.linkedConversations.unlink.ticket_id": outage,
    "tickets.linkedConversations.unlink.conversation_id": cast["primary"] ?? "",
    other_type: other.id,
  };
}
