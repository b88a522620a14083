import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { conversations } from "../../records/conversations.ts";
import { tickets } from "../../records/tickets.ts";
import { conversationInPath } from "../conversations/conversation-rules.ts";
import { botOf } from "../threads/parts.ts";
import { ticketView } from "../threads/ticket-view.ts";
import { createTicket, findState, findType, stateFor } from "./ticket-rules.ts";

interface ConvertInput {
  readonly ticket_type_id: string;
  readonly ticket_state_id?: string;
  readonly attributes?: JsonObject;
}

/** Converts a conversation to a ticket, which has the same id and parts. */
function convert(context: RequestContext): JsonObject {
  const conversation = conversationInPath(context);
  const { ticket_type_id, ticket_state_id, attributes = {} } = context.body<ConvertInput>();
  const type = findType(context, ticket_type_id);
  if (type.category !== "Customer") {
    throw invalidParameter("Ticket type is not a customer ticket type");
  }
  if (context.collection(tickets).get(conversation.id)) {
    throw invalidParameter("Conversation is already a ticket");
  }
  const state =
    ticket_state_id === undefined
      ? stateFor(context, "submitted")
      : findState(context, ticket_state_id);
  const ticket = createTicket(context, {
    id: conversation.id,
    type,
    state,
    attributes,
    contact_ids: conversation.contact_ids,
    company_id: conversation.company_id,
    created_at: conversation.created_at,
    admin_assignee_id: conversation.admin_assignee_id,
    team_assignee_id: conversation.team_assignee_id,
    author: botOf(context.workspace),
    recorded_at: context.now,
  });
  context.collection(conversations).update(conversation.id, { updated_at: context.now });
  return ticketView(context, ticket);
}

export const conversionHandlers: Handlers = { "conversations.convertToTicket": convert };
