import { isoTime } from "../../description/iso-time.ts";
import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import type { Conversation } from "../../records/conversations.ts";
import type { Part } from "../../records/parts.ts";
import { type Ticket, ticketStates, ticketTypes } from "../../records/tickets.ts";
import { attributesOf } from "../../resources/threads/ticket-view.ts";

/** The number that stands for the workspace in records. */
const appNumber = 1;

type Times = Pick<Part, "id" | "created_at" | "updated_at">;

/** The properties of every record of Intercom's own: its id is a number, and its times are text. */
function record({ id, created_at, updated_at }: Times): JsonObject {
  return {
    id: Number(id),
    app_id: appNumber,
    created_at: isoTime(created_at),
    updated_at: isoTime(updated_at),
  };
}

/** A conversation as it is beside a contact that was added or removed. */
export function conversationRecord(conversation: Conversation, own: readonly Part[]): JsonObject {
  return {
    parts: own.map((part) => ({
      ...record(part),
      conversation_id: Number(part.owner_id),
      body: part.body ?? "",
    })),
    options: { expand_for_notification: true },
    model: {
      ...record(conversation),
      message_id: Number(conversation.source.id),
      message_type: "conversation",
      read: conversation.read,
    },
  };
}

/** A ticket as it is beside a contact that was added or removed. */
export function ticketRecord(context: RequestContext, ticket: Ticket): JsonObject {
  const type = context.find(ticketTypes, ticket.type_id);
  const state = context.find(ticketStates, ticket.state_id);
  const attributes = attributesOf(context, type.id).map(({ name, data_type }) => [
    name,
    { value: ticket.attributes[name] ?? null, type: data_type },
  ]);
  return {
    type: "ticket",
    id: Number(ticket.id),
    url: `https://app.intercom.com/a/apps/${context.workspace.id}/conversations/${ticket.id}`,
    custom_attributes: Object.fromEntries(attributes) as JsonObject,
    state: state.category,
    ticket_type: type.name,
    ticket_type_description: type.description,
    ticket_type_emoji: type.icon,
    ticket_custom_state_admin_label: state.internal_label,
    ticket_custom_state_user_label: state.external_label,
  };
}
