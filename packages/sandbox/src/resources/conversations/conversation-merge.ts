import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { type ApiError, apiError, invalidParameter } from "../../engine/errors.ts";
import { link } from "../tickets/links.ts";
import { tickets } from "../tickets/ticket-model.ts";
import { createTicket, findState, findType, stateFor } from "../tickets/ticket-rules.ts";
import { ticketView } from "../tickets/ticket-view.ts";
import { conversations } from "./conversation-model.ts";
import { findConversation, namedConversation, tell } from "./conversation-rules.ts";
import { conversationView } from "./conversation-view.ts";
import { authorOf, bot } from "./parts.ts";

const failed = (message: string): ApiError => apiError(422, "merge_failed", message);

function checkMerge(call: Call): void {
  const { merge_into_conversation_id: id } = (call.rawBody ?? {}) as JsonObject;
  if (Number.isInteger(id)) return;
  throw invalidParameter("merge_into_conversation_id must be a valid integer conversation ID");
}

/** The conversation in the path ends in another, which goes on with the contacts of both. */
function merge(call: Call): JsonObject {
  const secondary = namedConversation(call);
  const id = String(call.body<{ merge_into_conversation_id: number }>().merge_into_conversation_id);
  if (id === secondary.id) throw failed("Cannot merge a conversation into itself");
  const missing = () => failed("Primary conversation not found");
  const primary = findConversation(call, id, missing);
  if (secondary.merged_into !== null) {
    throw failed("Secondary conversation has already been merged");
  }
  const author = authorOf(call, undefined);
  tell(
    call,
    secondary,
    { part_type: "merged_secondary_conversation", author },
    { state: "closed", snoozed_until: null, waiting_since: null, merged_into: primary.id },
  );
  link(call, secondary.id, primary.id);
  const contact_ids = [...new Set([...primary.contact_ids, ...secondary.contact_ids])];
  const part = { part_type: "merged_primary_conversation", author: bot };
  return conversationView(call, tell(call, primary, part, { contact_ids }));
}

interface ConvertInput {
  readonly ticket_type_id: string;
  readonly ticket_state_id?: string;
  readonly attributes?: JsonObject;
}

/** The ticket has the conversation's id and its parts: it is the same thing, seen otherwise. */
function convert(call: Call): JsonObject {
  const conversation = namedConversation(call);
  const { ticket_type_id, ticket_state_id, attributes = {} } = call.body<ConvertInput>();
  const type = findType(call, ticket_type_id);
  if (type.category !== "Customer") {
    throw invalidParameter("Ticket type is not a customer ticket type");
  }
  if (call.in(tickets).get(conversation.id)) {
    throw invalidParameter("Conversation is already a ticket");
  }
  const state =
    ticket_state_id === undefined ? stateFor(call, "submitted") : findState(call, ticket_state_id);
  const ticket = createTicket(call, {
    id: conversation.id,
    type,
    state,
    attributes,
    contact_ids: conversation.contact_ids,
    company_id: conversation.company_id,
    created_at: conversation.created_at,
    admin_assignee_id: conversation.admin_assignee_id,
    team_assignee_id: conversation.team_assignee_id,
    author: bot,
    told_at: call.now,
  });
  call.in(conversations).update(conversation.id, { updated_at: call.now });
  return ticketView(call, ticket);
}

export const conversationMergeHandlers: Handlers = {
  "conversations.merge": { check: checkMerge, handle: merge },
  "conversations.convertToTicket": convert,
};
