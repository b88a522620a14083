import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { apiError, missingParameter, notFound } from "../../engine/errors.ts";
import { contacts } from "../../records/contacts.ts";
import type { Conversation } from "../../records/conversations.ts";
import type { Author } from "../../records/parts.ts";
import { type ContactName, contactOrLead, findNamed } from "../threads/participants.ts";
import { authorOf, contactAuthor } from "../threads/parts.ts";
import { namedConversation, tell } from "./conversation-rules.ts";

interface AttachInput {
  readonly admin_id?: string | number;
  readonly customer?: ContactName & { readonly customer?: ContactName | null };
}

function attach(call: Call): JsonObject {
  const conversation = namedConversation(call);
  const { admin_id, customer } = call.body<AttachInput>();
  if (!customer) throw missingParameter("customer must be given", "customer");
  const contact = contactOrLead(call, customer);
  const { contact_ids } = conversation;
  if (contact_ids.includes(contact.id)) return participants(call, conversation);
  const by = customer.customer;
  const author = by ? contactAuthor(findNamed(call, by)) : authorOf(call, admin_id);
  return changed(call, conversation, [...contact_ids, contact.id], "participant_added", author);
}

function detach(call: Call): JsonObject {
  const conversation = namedConversation(call);
  const { admin_id } = call.body<{ admin_id?: string | number }>();
  const id = call.param("contact_id");
  if (!conversation.contact_ids.includes(id)) throw notFound("User Not Found");
  if (conversation.contact_ids.length === 1) {
    throw apiError(422, "parameter_invalid", "Removing the last customer is not allowed");
  }
  const rest = conversation.contact_ids.filter((other) => other !== id);
  return changed(call, conversation, rest, "participant_removed", authorOf(call, admin_id));
}

function changed(
  call: Call,
  conversation: Conversation,
  contact_ids: readonly string[],
  part_type: string,
  author: Author,
): JsonObject {
  return participants(call, tell(call, conversation, { part_type, author }, { contact_ids }));
}

function participants(call: Call, { contact_ids }: Conversation): JsonObject {
  const customers = contact_ids.map((id) => ({
    type: call.in(contacts).get(id)?.role ?? "user",
    id,
  }));
  return { customers };
}

export const conversationContactHandlers: Handlers = {
  "conversations.contacts.attach": attach,
  "conversations.contacts.detach": detach,
};
