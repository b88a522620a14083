import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { apiError, missingParameter, notFound } from "../../engine/errors.ts";
import { type Conversation, conversations } from "../../records/conversations.ts";
import type { Part } from "../../records/parts.ts";
import { type Category, type Ticket, tickets, ticketTypes } from "../../records/tickets.ts";
import { sayAsAdmin, sayAsContact } from "../conversations/conversation-replies.ts";
import {
  conversationNotFound,
  findConversation,
  noteContact,
} from "../conversations/conversation-rules.ts";
import { conversationView } from "../conversations/conversation-view.ts";
import { findLink, link, linkedIds, linkedTickets, unlink } from "../threads/links.ts";
import { findNamed } from "../threads/participants.ts";
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

function categoryOf(call: Call, ticket: Ticket): Category {
  return call.find(ticketTypes, ticket.type_id).category;
}

function reply(call: Call): JsonObject {
  const ticket = findTicket(call);
  const { message_type = "note", ...rest } = call.body<ReplyInput>();
  const input = { ...rest, message_type };
  const part =
    input.type === "user" ? asContact(call, ticket, input) : asAdmin(call, ticket, input);
  call.in(tickets).update(ticket.id, { updated_at: call.now });
  return partView(call, "ticket_part", { ...part, part_type: message_type });
}

function asContact(call: Call, ticket: Ticket, input: ReplyInput): Part {
  if (categoryOf(call, ticket) === "Back-office") {
    const message = "User replies are not allowed on Backoffice tickets";
    throw apiError(400, "parameter_mismatch", message);
  }
  const contact = findNamed(call, input);
  if (!ticket.contact_ids.includes(contact.id)) throw notFound("User Not Found");
  const conversation = call.in(conversations).get(ticket.id);
  if (conversation) {
    sayAsContact(call, conversation, contact, input);
    return lastPart(call, ticket.id);
  }
  const part = say(call, ticket, input, { author: contactAuthor(contact) });
  noteContact(call, [contact.id], "last_replied_at");
  return part;
}

function asAdmin(call: Call, ticket: Ticket, input: ReplyInput): Part {
  const author = authorOf(call, input.admin_id);
  const conversation = call.in(conversations).get(ticket.id);
  if (conversation) {
    sayAsAdmin(call, conversation, input);
    return lastPart(call, ticket.id);
  }
  const part = say(call, ticket, input, { author });
  const copied = input.cross_post === true && input.message_type === "note";
  if (copied && categoryOf(call, ticket) === "Back-office") {
    for (const linked of linkedConversations(call, ticket)) sayAsAdmin(call, linked, input);
  }
  return part;
}

function say(call: Call, ticket: Ticket, input: ReplyInput, by: Pick<Part, "author">): Part {
  const { message_type = "comment", created_at = call.now } = input;
  const part = { ...contentOf(input), ...by, part_type: message_type, created_at };
  return addPart(call, { ...part, owner_id: ticket.id });
}

/** The part that was added last, wherever its date puts it. */
function lastPart(call: Call, ownerId: string): Part {
  const [last] = partsOf(call, ownerId).sort((a, b) => Number(b.id) - Number(a.id));
  if (!last) throw notFound();
  return last;
}

function linkedConversations(call: Call, ticket: Ticket): Conversation[] {
  return linkedIds(call, ticket.id).flatMap((id) => call.in(conversations).get(id) ?? []);
}

const maxLinked = 2500;

function tracker(call: Call, what: "linking" | "unlinking"): Ticket {
  const ticket = findTicket(call, ticketNotFound);
  if (categoryOf(call, ticket) === "Tracker") return ticket;
  const message = `Only tracker tickets support ${what} conversations`;
  throw apiError(400, "invalid_ticket_type", message);
}

function checkLinked(call: Call): void {
  const { conversation_id } = (call.rawBody ?? {}) as JsonObject;
  if (conversation_id === undefined) throw missingParameter("conversation_id not specified");
}

function linkConversation(call: Call): JsonObject {
  const ticket = tracker(call, "linking");
  const { conversation_id } = call.body<{ conversation_id: string }>();
  const conversation = findConversation(call, conversation_id, conversationNotFound);
  if (linkedTickets(call, conversation.id, "Tracker").length > 0) {
    const message = "A conversation can only have one tracker ticket";
    throw apiError(400, "already_linked_to_tracker", message);
  }
  if (linkedIds(call, ticket.id).length >= maxLinked) {
    const message = "Ticket has reached the maximum number of conversations that can be linked";
    throw apiError(400, "linked_conversation_limit_exceeded", message);
  }
  link(call, ticket.id, conversation.id);
  return touched(call, ticket, conversation);
}

function unlinkConversation(call: Call): JsonObject {
  const ticket = tracker(call, "unlinking");
  const id = call.param("conversation_id");
  if (!findLink(call, ticket.id, id)) {
    const message = "Conversation is not linked to this ticket";
    throw notFound(message, "conversation_not_found");
  }
  const conversation = findConversation(call, id, conversationNotFound);
  unlink(call, ticket.id, id);
  return touched(call, ticket, conversation);
}

function touched(call: Call, ticket: Ticket, conversation: Conversation): JsonObject {
  const updated = { updated_at: call.now };
  call.in(tickets).update(ticket.id, updated);
  return conversationView(call, call.in(conversations).update(conversation.id, updated));
}

export const ticketReplyHandlers: Handlers = {
  "tickets.reply": reply,
  "tickets.linkedConversations.link": { check: checkLinked, handle: linkConversation },
  "tickets.linkedConversations.unlink": unlinkConversation,
};
