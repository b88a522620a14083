import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter } from "../../engine/errors.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { blankContact, type Contact, contacts, type Role } from "../../records/contacts.ts";
import { type AiAgent, type Conversation, conversations } from "../../records/conversations.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { findConversation } from "../conversations/conversation-rules.ts";
import { type AttachmentFile, attachmentsOf } from "../threads/attachments.ts";

/** A conversation of Fin on an external platform, by its external id. */
export interface Session extends Entity {
  /** The conversation in Intercom. */
  readonly conversation_id: string;
  readonly user_id: string;
  readonly status: string;
  readonly updated_at: number;
}

export const sessions: CollectionKey<Session> = collection<Session>("finSessions", "number", {
  conversation: ({ conversation_id }) => [conversation_id],
});

/** A user of an external platform, by external id. */
export interface FinUser {
  readonly id: string;
  /** The role of a new contact. `user` when left out. */
  readonly role?: Role | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly attributes?: JsonObject;
}

interface Attachment extends AttachmentFile {
  readonly type: "url" | "file";
  readonly url?: string;
}

/** The body of a request to Fin. */
export interface FinInput {
  readonly conversation_id: string;
  readonly user: FinUser;
  readonly message?: { readonly author: string; readonly body: string };
  readonly attachments?: readonly Attachment[];
  readonly conversation_metadata?: { readonly history?: readonly unknown[] };
}

const maxAttributes = 10;

/** Creates or updates the contact of a request. */
export function upsertUser(context: RequestContext, user: FinUser): Contact {
  const attributes = user.attributes ?? {};
  if (Object.keys(attributes).length > maxAttributes) {
    const message = `Cannot update more than ${maxAttributes} attributes at once.`;
    throw invalidParameter(message);
  }
  const all = context.collection(contacts);
  const known = all.findBy("externalId", user.id)[0];
  const contact =
    known ??
    all.insert({
      ...blankContact(context.store.nextId(contacts), context.now),
      external_id: user.id,
      ...(user.role === undefined ? {} : { role: user.role }),
    });
  // The email of another contact is not taken over.
  const isFree =
    user.email !== undefined && all.findBy("email", user.email.toLowerCase()).length === 0;
  return all.update(contact.id, {
    ...(user.name === undefined ? {} : { name: user.name }),
    ...(isFree ? { email: user.email ?? null } : {}),
    custom_attributes: { ...contact.custom_attributes, ...attributes },
    updated_at: context.now,
  });
}

/** The session with an id. @throws {ApiError} 400 when there is none. */
export function findSession(context: RequestContext, id: string): Session {
  const session = context.collection(sessions).get(id);
  if (session) return session;
  throw conversationMissing();
}

const conversationMissing = () => invalidParameter("Conversation not found");

/** The conversation of a session. @throws {ApiError} 400 when it was deleted since. */
export function conversationOf(context: RequestContext, session: Session): Conversation {
  return findConversation(context, session.conversation_id, conversationMissing);
}

/** Updates Fin's part in a conversation. */
export function updateAgent(
  context: RequestContext,
  conversation: Conversation,
  change: Partial<AiAgent>,
): void {
  const { ai_agent } = conversation;
  if (!ai_agent) return;
  context.collection(conversations).update(conversation.id, {
    ai_agent: { ...ai_agent, ...change },
    updated_at: context.now,
  });
}

/** The files of a message: sent in base64, or as URLs. */
export function readAttachments(attachments: readonly Attachment[] = []): JsonObject[] {
  return attachments.flatMap(({ type, url, ...file }) =>
    attachmentsOf(
      type === "file" ? { attachment_files: [file] } : { attachment_urls: url ? [url] : [] },
    ),
  );
}

/** The response of a session. */
export function sessionView(
  context: RequestContext,
  session: Session,
  more: JsonObject = {},
): JsonObject {
  return {
    conversation_id: session.id,
    user_id: session.user_id,
    status: session.status,
    created_at_ms: new Date(context.now * 1000).toISOString(),
    sse_subscription_url: subscriptionUrl(session.id),
    ...more,
  };
}

export const subscriptionUrl = (id: string): string =>
  `https://realtime.example.com/event-stream?channels=fin_agent_api:${encodeURIComponent(id)}`;
