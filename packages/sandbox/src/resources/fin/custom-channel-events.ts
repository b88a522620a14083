import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { missingParameter, notFound } from "../../engine/errors.ts";
import type { Contact, Role } from "../../records/contacts.ts";
import type { Conversation } from "../../records/conversations.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { attributeInWords, setAttributes } from "../conversations/attribute-values.ts";
import { sayAsContact } from "../conversations/conversation-replies.ts";
import {
  conversationNotFound,
  findConversation,
  startConversation,
} from "../conversations/conversation-rules.ts";
import { contactAuthor, partsOf, type QuickReply, type ReplyInput } from "../threads/parts.ts";
import { keepUser } from "./fin-sessions.ts";

/** A conversation in somebody's own channel, by the id it has there. */
export interface Thread extends Entity {
  /** The conversation in Intercom. */
  readonly conversation_id: string;
}

export const threads: CollectionKey<Thread> = collection<Thread>("customChannelThreads", "number", {
  conversation: ({ conversation_id }) => [conversation_id],
});

/** What every event says. */
interface Event {
  readonly external_conversation_id: string;
  readonly contact: {
    readonly type: Role;
    readonly external_id: string;
    readonly name?: string;
    readonly email?: string;
  };
}

/** Makes or changes the contact of an event. @throws {ApiError} 400 for a user without a name. */
function keepContact(call: Call): Contact {
  const { type: role, external_id: id, name, email } = call.body<Event>().contact;
  if (role === "user" && !name) throw missingParameter("name must be given", "contact.name");
  if (role === "user" && !email) throw missingParameter("email must be given", "contact.email");
  return keepUser(call, { id, role, name, email });
}

/** Whose event it is, and in which conversation. */
interface Place {
  readonly conversation: Conversation;
  readonly contact: Contact;
}

/** Where an event belongs. @throws {ApiError} 404 when nobody told of the conversation before. */
function place(call: Call): Place {
  const thread = call.in(threads).get(call.body<Event>().external_conversation_id);
  if (!thread) throw conversationNotFound();
  const conversation = findConversation(call, thread.conversation_id, conversationNotFound);
  const contact = keepContact(call);
  if (!conversation.contact_ids.includes(contact.id)) throw notFound("User Not Found");
  return { conversation, contact };
}

function view(call: Call, { conversation, contact }: Place): JsonObject {
  const event = call.body<Event>();
  return {
    external_conversation_id: event.external_conversation_id,
    conversation_id: conversation.id,
    external_contact_id: event.contact.external_id,
    contact_id: contact.id,
  };
}

/** Told of again, a conversation is still the one that it was. */
function begin(call: Call): JsonObject {
  const { external_conversation_id: id } = call.body<Event>();
  if (call.in(threads).get(id)) return view(call, place(call));
  const contact = keepContact(call);
  const conversation = startConversation(call, {
    author: contactAuthor(contact),
    contact_ids: [contact.id],
    body: null,
  });
  call.in(threads).insert({ id, conversation_id: conversation.id });
  return view(call, { conversation, contact });
}

/** What a contact says in the channel, the contact says in the conversation. */
function say(call: Call, where: Place, input: ReplyInput): JsonObject {
  sayAsContact(call, where.conversation, where.contact, input);
  return view(call, where);
}

function choose(call: Call): JsonObject {
  const { quick_reply_option_id: id } = call.body<{ quick_reply_option_id: string }>();
  const where = place(call);
  const options = partsOf(call, where.conversation.id).flatMap(
    ({ metadata }) => (metadata["quick_reply_options"] ?? []) as QuickReply[],
  );
  const chosen = options.find(({ uuid }) => uuid === id);
  if (!chosen) throw notFound("Quick reply option not found");
  return say(call, where, { message_type: "quick_reply", reply_options: [chosen] });
}

function collect(call: Call): JsonObject {
  const { attribute } = call.body<{ attribute: { id: string; value: string } }>();
  const where = place(call);
  const values = attributeInWords(call, attribute.id, attribute.value);
  setAttributes(call, where.conversation, values, contactAuthor(where.contact));
  return view(call, where);
}

export const customChannelEventHandlers: Handlers = {
  "customChannelEvents.notifyNewConversation": begin,
  "customChannelEvents.notifyNewMessage": (call) =>
    say(call, place(call), { body: call.body<{ body: string }>().body }),
  "customChannelEvents.notifyQuickReplySelected": choose,
  "customChannelEvents.notifyAttributeCollected": collect,
};
