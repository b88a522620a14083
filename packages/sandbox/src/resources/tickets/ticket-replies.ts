import type { JsonObject } from "../../description/openapi.ts";
import { apiError, missingParameter, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { type Conversation, conversations } from "../../records/conversations.ts";
import type { Part } from "../../records/parts.ts";
import { type Category, type Ticket, tickets, ticketTypes } from "../../records/tickets.ts";
import { replyAsAdmin, replyAsContact } from "../conversations/conversation-replies.ts";
import {
  conversationNotFound,
  findConversation,
  setContactTime,
} from "../conversations/conversation-rules.ts";
import { conversationView } from "../conversations/conversation-view.ts";
import { findLink, link, linkedIds, linkedTickets, unlink } from "../threads/links.ts";
import { findContactByName } from "../threads/participants.ts";
import {
  addPart,
  authorOf,
  contactAuthor,
  contentOf,
  partsOf,
  partView,
  type ReplyInput,
} from "../threads/parts.ts";
import { findTicket, ticketNotFound } from "./ticket-rules.ts";

function categoryOf(context: RequestContext, ticket: Ticket): Category {
  return context.find(ticketTypes, ticket.type_id).category;
}

function reply(context: RequestContext): JsonObject {
  const ticket = findTicket(context);
  const { message_type = "note", ...rest } = context.body<ReplyInput>();
  const input = { ...rest, message_type };
  const part =
    input.type === "user"
      ? replyToTicketAsContact(context, ticket, input)
      : replyToTicketAsAdmin(context, ticket, input);
  context.collection(tickets).update(ticket.id, { updated_at: context.now });
  return partView(context, "ticket_part", { ...part, part_type: message_type });
}

function replyToTicketAsContact(context: RequestContext, ticket: Ticket, input: ReplyInput): Part {
  if (categoryOf(context, ticket) === "Back-office") {
    const message = "User replies are not allowed on Backoffice tickets";
    throw apiError(400, "parameter_mismatch", message);
  }
  const contact = findContactByName(context, input);
  if (!ticket.contact_ids.includes(contact.id)) throw notFound("User Not Found");
  const conversation = context.collection(conversations).get(ticket.id);
  if (conversation) {
    replyAsContact(context, conversation, contact, input);
    return lastPart(context, ticket.id);
  }
  const part = addReply(context, ticket, input, { author: contactAuthor(contact) });
  setContactTime(context, [contact.id], "last_replied_at");
  return part;
}

function replyToTicketAsAdmin(context: RequestContext, ticket: Ticket, input: ReplyInput): Part {
  const author = authorOf(context, input.admin_id);
  const conversation = context.collection(conversations).get(ticket.id);
  if (conversation) {
    replyAsAdmin(context, conversation, input);
    return lastPart(context, ticket.id);
  }
  const part = addReply(context, ticket, input, { author });
  const copied = input.cross_post === true && input.message_type === "note";
  if (copied && categoryOf(context, ticket) === "Back-office") {
    for (const linked of linkedConversations(context, ticket)) replyAsAdmin(context, linked, input);
  }
  return part;
}

function addReply(
  context: RequestContext,
  ticket: Ticket,
  input: ReplyInput,
  by: Pick<Part, "author">,
): Part {
  const { message_type = "comment", created_at = context.now } = input;
  const part = { ...contentOf(input), ...by, part_type: message_type, created_at };
  return addPart(context, { ...part, owner_id: ticket.id });
}

/** The part that was added last, whatever its date. */
function lastPart(context: RequestContext, ownerId: string): Part {
  const [last] = partsOf(context, ownerId).sort((a, b) => Number(b.id) - Number(a.id));
  if (!last) throw notFound();
  return last;
}

function linkedConversations(context: RequestContext, ticket: Ticket): Conversation[] {
  return linkedIds(context, ticket.id).flatMap(
    (id) => context.collection(conversations).get(id) ?? [],
  );
}

const maxLinked = 2500;

function findTracker(context: RequestContext, what: "linking" | "unlinking"): Ticket {
  const ticket = findTicket(context, ticketNotFound);
  if (categoryOf(context, ticket) === "Tracker") return ticket;
  const message = `Only tracker tickets support ${what} conversations`;
  throw apiError(400, "invalid_ticket_type", message);
}

function checkLinked(context: RequestContext): void {
  const { conversation_id } = (context.rawBody ?? {}) as JsonObject;
  if (conversation_id === undefined) throw missingParameter("conversation_id not specified");
}

function linkConversation(context: RequestContext): JsonObject {
  const ticket = findTracker(context, "linking");
  const { conversation_id } = context.body<{ conversation_id: string }>();
  const conversation = findConversation(context, conversation_id, conversationNotFound);
  if (linkedTickets(context, conversation.id, "Tracker").length > 0) {
    const message = "A conversation can only have one tracker ticket";
    throw apiError(400, "already_linked_to_tracker", message);
  }
  if (linkedIds(context, ticket.id).length >= maxLinked) {
    const message = "Ticket has reached the maximum number of conversations that can be linked";
    throw apiError(400, "linked_conversation_limit_exceeded", message);
  }
  link(context, ticket.id, conversation.id);
  return touch(context, ticket, conversation);
}

function unlinkConversation(context: RequestContext): JsonObject {
  const ticket = findTracker(context, "unlinking");
  const id = context.param("conversation_id");
  if (!findLink(context, ticket.id, id)) {
    const message = "Conversation is not linked to this ticket";
    throw notFound(message, "conversation_not_found");
  }
  const conversation = findConversation(context, id, conversationNotFound);
  unlink(context, ticket.id, id);
  return touch(context, ticket, conversation);
}

function touch(context: RequestContext, ticket: Ticket, conversation: Conversation): JsonObject {
  const updated = { updated_at: context.now };
  context.collection(tickets).update(ticket.id, updated);
  return conversationView(
    context,
    context.collection(conversations).update(conversation.id, updated),
  );
}

export const ticketReplyHandlers: Handlers = {
  "tickets.reply": reply,
  "tickets.linkedConversations.link": { check: checkLinked, handle: linkConversation },
  "tickets.linkedConversations.unlink": unlinkConversation,
};
