import type { JsonObject } from "../../description/openapi.ts";
import { apiError, missingParameter, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { contacts } from "../../records/contacts.ts";
import type { Conversation } from "../../records/conversations.ts";
import type { Author } from "../../records/parts.ts";
import { tickets } from "../../records/tickets.ts";
import { type ContactName, contactOrLead, findContactByName } from "../threads/participants.ts";
import { authorOf, contactAuthor } from "../threads/parts.ts";
import { conversationInPath, updateWithPart } from "./conversation-rules.ts";

interface AttachInput {
  readonly admin_id?: string | number;
  readonly customer?: ContactName & { readonly customer?: ContactName | null };
}

function attach(context: RequestContext): JsonObject {
  const conversation = conversationInPath(context);
  const { admin_id, customer } = context.body<AttachInput>();
  if (!customer) throw missingParameter("customer must be given", "customer");
  const contact = contactOrLead(context, customer);
  const { contact_ids } = conversation;
  if (contact_ids.includes(contact.id)) return participants(context, conversation);
  const by = customer.customer;
  const author = by ? contactAuthor(findContactByName(context, by)) : authorOf(context, admin_id);
  return changed(context, conversation, [...contact_ids, contact.id], "participant_added", author);
}

function detach(context: RequestContext): JsonObject {
  const conversation = conversationInPath(context);
  const { admin_id } = context.body<{ admin_id?: string | number }>();
  const id = context.param("contact_id");
  if (!conversation.contact_ids.includes(id)) throw notFound("User Not Found");
  if (conversation.contact_ids.length === 1) {
    throw apiError(422, "parameter_invalid", "Removing the last customer is not allowed");
  }
  const rest = conversation.contact_ids.filter((other) => other !== id);
  return changed(context, conversation, rest, "participant_removed", authorOf(context, admin_id));
}

function changed(
  context: RequestContext,
  conversation: Conversation,
  contact_ids: readonly string[],
  part_type: string,
  author: Author,
): JsonObject {
  // The ticket that it was converted to has the same contacts.
  const ticket = context.collection(tickets).get(conversation.id);
  if (ticket)
    context.collection(tickets).update(ticket.id, { contact_ids, updated_at: context.now });
  return participants(
    context,
    updateWithPart(context, conversation, { part_type, author }, { contact_ids }),
  );
}

function participants(context: RequestContext, { contact_ids }: Conversation): JsonObject {
  const customers = contact_ids.map((id) => ({
    type: context.collection(contacts).get(id)?.role ?? "user",
    id,
  }));
  return { customers };
}

export const conversationContactHandlers: Handlers = {
  "conversations.contacts.attach": attach,
  "conversations.contacts.detach": detach,
};
