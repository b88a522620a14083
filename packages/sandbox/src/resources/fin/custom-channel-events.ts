import type { JsonObject } from "../../description/openapi.ts";
import { missingParameter, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import type { Contact, Role } from "../../records/contacts.ts";
import type { Conversation } from "../../records/conversations.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { parseAttribute, setAttributes } from "../conversations/attribute-values.ts";
import { replyAsContact } from "../conversations/conversation-replies.ts";
import {
  conversationNotFound,
  findConversation,
  startConversation,
} from "../conversations/conversation-rules.ts";
import { contactAuthor, partsOf, type QuickReply, type ReplyInput } from "../threads/parts.ts";
import { upsertUser } from "./fin-sessions.ts";

/** A conversation in a custom channel, by its external id. */
export interface Thread extends Entity {
  /** The conversation in Intercom. */
  readonly conversation_id: string;
}

export const threads: CollectionKey<Thread> = collection<Thread>("customChannelThreads", "number", {
  conversation: ({ conversation_id }) => [conversation_id],
});

/** The common properties of events. */
interface ChannelEvent {
  readonly external_conversation_id: string;
  readonly contact: {
    readonly type: Role;
    readonly external_id: string;
    readonly name?: string;
    readonly email?: string;
  };
}

/** Creates or updates the contact of an event. @throws {ApiError} 400 for a user without a name. */
function upsertContact(context: RequestContext): Contact {
  const { type: role, external_id: id, name, email } = context.body<ChannelEvent>().contact;
  if (role === "user" && !name) throw missingParameter("name must be given", "contact.name");
  if (role === "user" && !email) throw missingParameter("email must be given", "contact.email");
  return upsertUser(context, { id, role, name, email });
}

/** The conversation and the contact of an event. */
interface EventTarget {
  readonly conversation: Conversation;
  readonly contact: Contact;
}

/** Finds the target of an event. @throws {ApiError} 404 for an unknown conversation. */
function findTarget(context: RequestContext): EventTarget {
  const thread = context
    .collection(threads)
    .get(context.body<ChannelEvent>().external_conversation_id);
  if (!thread) throw conversationNotFound();
  const conversation = findConversation(context, thread.conversation_id, conversationNotFound);
  const contact = upsertContact(context);
  if (!conversation.contact_ids.includes(contact.id)) throw notFound("User Not Found");
  return { conversation, contact };
}

function view(context: RequestContext, { conversation, contact }: EventTarget): JsonObject {
  const event = context.body<ChannelEvent>();
  return {
    external_conversation_id: event.external_conversation_id,
    conversation_id: conversation.id,
    external_contact_id: event.contact.external_id,
    contact_id: contact.id,
  };
}

/** Starts a conversation. A repeated event returns the existing conversation. */
function startThread(context: RequestContext): JsonObject {
  const { external_conversation_id: id } = context.body<ChannelEvent>();
  if (context.collection(threads).get(id)) return view(context, findTarget(context));
  const contact = upsertContact(context);
  const conversation = startConversation(context, {
    author: contactAuthor(contact),
    contact_ids: [contact.id],
    body: null,
  });
  context.collection(threads).insert({ id, conversation_id: conversation.id });
  return view(context, { conversation, contact });
}

/** Adds the contact's message to the conversation. */
function reply(context: RequestContext, target: EventTarget, input: ReplyInput): JsonObject {
  replyAsContact(context, target.conversation, target.contact, input);
  return view(context, target);
}

function selectQuickReply(context: RequestContext): JsonObject {
  const { quick_reply_option_id: id } = context.body<{ quick_reply_option_id: string }>();
  const where = findTarget(context);
  const options = partsOf(context, where.conversation.id).flatMap(
    ({ metadata }) => (metadata["quick_reply_options"] ?? []) as QuickReply[],
  );
  const chosen = options.find(({ uuid }) => uuid === id);
  if (!chosen) throw notFound("Quick reply option not found");
  return reply(context, where, { message_type: "quick_reply", reply_options: [chosen] });
}

function collectAttribute(context: RequestContext): JsonObject {
  const { attribute } = context.body<{ attribute: { id: string; value: string } }>();
  const where = findTarget(context);
  const values = parseAttribute(context, attribute.id, attribute.value);
  setAttributes(context, where.conversation, values, contactAuthor(where.contact));
  return view(context, where);
}

export const customChannelEventHandlers: Handlers = {
  "customChannelEvents.notifyNewConversation": startThread,
  "customChannelEvents.notifyNewMessage": (context) =>
    reply(context, findTarget(context), { body: context.body<{ body: string }>().body }),
  "customChannelEvents.notifyQuickReplySelected": selectQuickReply,
  "customChannelEvents.notifyAttributeCollected": collectAttribute,
};
