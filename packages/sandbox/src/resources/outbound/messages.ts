import type { JsonObject } from "../../description/openapi.ts";
import { apiError, invalidParameter } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { withoutNulls } from "../../handlers/response-values.ts";
import { contacts, findContact } from "../../records/contacts.ts";
import { openingMessages } from "../../records/conversations.ts";
import type { Author } from "../../records/parts.ts";
import { addReceipts } from "../../records/receipts.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { startConversation } from "../conversations/conversation-rules.ts";
import { adminAuthor, contactAuthor, htmlToPlainText } from "../threads/parts.ts";
import { adminName, findAuthor } from "../workspace/admins.ts";
import { blankStatus, messageStatuses } from "./message-statuses.ts";

/** A message that was sent. */
export interface Message extends Entity {
  readonly message_type: string;
  readonly subject: string | null;
  readonly body: string;
  readonly from: { readonly type: string; readonly id: string };
  readonly contact_ids: readonly string[];
  readonly created_at: number;
}

export const messages: CollectionKey<Message> = collection<Message>("messages", "number", {
  contact: ({ contact_ids }) => contact_ids,
});

interface Recipient {
  readonly type: string;
  readonly id: string;
}

interface MessageInput {
  readonly message_type?: string;
  readonly subject?: string;
  readonly body?: string;
  readonly template?: string;
  readonly from: { readonly type: string; readonly id: string | number };
  readonly to?: Recipient | readonly Recipient[];
  readonly cc?: Recipient | readonly Recipient[];
  readonly bcc?: Recipient | readonly Recipient[];
  readonly created_at?: number;
  readonly create_conversation_without_contact_reply?: boolean;
}

/** Refuses messages without the properties of their type, with Intercom's specific errors. */
function check(context: RequestContext): void {
  const { message_type, subject, body } = context.body<Partial<MessageInput>>();
  const missing = body === undefined || body === null || body === "";
  if (message_type === "sms" && (missing || typeof body !== "string")) {
    throw invalidParameter("Invalid SMS message body");
  }
  if (missing && message_type !== "whatsapp") throw invalidParameter("Body is required");
  if (message_type === "email" && !subject) {
    throw apiError(422, "parameter_not_found", "No subject supplied for email message");
  }
}

/** Types whose name in responses differs from that in requests. */
const shownTypes: Readonly<Record<string, string>> = { in_app: "inapp", conversation: "inapp" };

function create(context: RequestContext): JsonObject {
  const input = context.body<MessageInput>();
  const { message_type = "in_app", from } = input;
  const isAdmin = from.type === "admin";
  const sender = isAdmin
    ? adminAuthor(findAuthor(context, from.id))
    : contactAuthor(findContact(context, String(from.id)));
  const receivers = [input.to ?? [], input.cc ?? [], input.bcc ?? []]
    .flat()
    .map((one) => findContact(context, (one as Recipient).id));
  const at = input.created_at ?? context.now;
  const message = context.collection(messages).insert({
    id: context.store.nextId(openingMessages),
    message_type: shownTypes[message_type] ?? message_type,
    subject: input.subject ?? null,
    body: input.body ?? input.template ?? "",
    from: { type: from.type, id: sender.id },
    contact_ids: isAdmin ? receivers.map(({ id }) => id) : [sender.id],
    created_at: at,
  });
  for (const { id } of receivers)
    context.collection(contacts).update(id, { last_contacted_at: at });
  if (isAdmin) {
    addReceipts(context, message.contact_ids, {
      content_id: message.id,
      content_type: message.message_type,
      content_title: subjectOf(message, isAdmin) ?? "",
      received_at: at,
    });
  }
  const opened = openConversation(context, message, sender, input);
  if (message_type === "whatsapp") {
    const blank = blankStatus(message.id, context.now);
    context.collection(messageStatuses).insert({
      ...blank,
      id: context.store.nextId(messageStatuses),
      message_id: message.id,
      status: "sent",
      conversation_id: opened ?? "",
      template_name: input.template ?? "",
    });
  }
  return {
    type: isAdmin ? "admin_message" : "user_message",
    id: message.id,
    created_at: message.created_at,
    ...withoutNulls({ subject: subjectOf(message, isAdmin), conversation_id: opened ?? null }),
    body: message.body,
    message_type: message.message_type,
    ...(isAdmin ? { owner: adminName(findAuthor(context, from.id)) } : {}),
  };
}

/** The subject of a message; for an admin's message without one, its text. */
function subjectOf({ subject, body }: Message, isAdmin: boolean): string | null {
  return subject ?? (isAdmin ? htmlToPlainText(body) : null);
}

/**
 * Starts the conversation of a message: always for a contact's message, for an admin's message only
 * when it is requested. Otherwise, the conversation starts with the contact's reply.
 */
function openConversation(
  context: RequestContext,
  message: Message,
  sender: Author,
  input: MessageInput,
): string | undefined {
  const { id, contact_ids, created_at, body } = message;
  const wanted = sender.type !== "admin" || input.create_conversation_without_contact_reply;
  if (!wanted || contact_ids.length === 0) return undefined;
  return startConversation(context, {
    id,
    author: sender,
    contact_ids,
    body,
    ...(input.subject === undefined ? {} : { subject: input.subject }),
    created_at,
  }).id;
}

export const messageHandlers: Handlers = { "messages.create": { check, handle: create } };
