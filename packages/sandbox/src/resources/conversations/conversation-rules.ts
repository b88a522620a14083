import { type ApiError, apiError, notFound } from "../../engine/errors.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { toHtml } from "../../handlers/response-values.ts";
import { contacts } from "../../records/contacts.ts";
import {
  blankConversation,
  type Conversation,
  conversations,
  openingMessages,
  type Source,
} from "../../records/conversations.ts";
import type { Author, Part } from "../../records/parts.ts";
import type { Collection } from "../../store/collection.ts";
import { addPart, botOf } from "../threads/parts.ts";
import { admins } from "../workspace/admins.ts";

/** The conversation with an id; a due snooze is ended. @throws {ApiError} 404 when there is none. */
export function findConversation(
  context: RequestContext,
  id: string | number,
  missing?: () => ApiError,
): Conversation {
  return endSnooze(context, context.find(conversations, String(id), missing));
}

/** The conversation in the path. */
export const conversationInPath = (context: RequestContext): Conversation =>
  findConversation(context, context.param("conversation_id"));

/** All conversations; due snoozes are ended. */
export function allConversations(context: RequestContext): Collection<Conversation> {
  const all = context.collection(conversations);
  const over = all.between("snoozed_until", Number.NEGATIVE_INFINITY, context.now);
  for (const conversation of over.read()) endSnooze(context, conversation);
  return all;
}

/** Opens a conversation whose snooze is due, with the time of the snooze. */
function endSnooze(context: RequestContext, conversation: Conversation): Conversation {
  const { id, state, snoozed_until } = conversation;
  if (state !== "snoozed" || snoozed_until === null || snoozed_until > context.now) {
    return conversation;
  }
  const at = { created_at: snoozed_until };
  addPart(context, {
    ...at,
    owner_id: id,
    part_type: "timer_unsnooze",
    author: botOf(context.workspace),
    details: { state: "open" },
  });
  const change = { state: "open", snoozed_until: null, updated_at: snoozed_until } as const;
  return context.collection(conversations).update(id, change);
}

/** The input for a new conversation. */
export interface Opening {
  /** The id of the first message, where it already has one. */
  readonly id?: string;
  readonly author: Author;
  readonly contact_ids: readonly string[];
  readonly body: string | null;
  readonly subject?: string;
  readonly attachments?: Source["attachments"];
  readonly created_at?: number;
  readonly type?: string;
}

/** Starts a conversation of a contact, or of an admin with contacts. */
export function startConversation(context: RequestContext, opening: Opening): Conversation {
  const { author, body, created_at = context.now } = opening;
  const byAdmin = author.type === "admin" || author.type === "bot";
  const source: Source = {
    id: opening.id ?? context.store.nextId(openingMessages),
    type: opening.type ?? "conversation",
    delivered_as: byAdmin ? "admin_initiated" : "customer_initiated",
    subject: opening.subject ?? "",
    body: body === null ? null : toHtml(body),
    author,
    attachments: opening.attachments ?? [],
    redacted: false,
  };
  return context.collection(conversations).insert({
    ...blankConversation(source, created_at),
    id: context.store.nextId(conversations),
    waiting_since: byAdmin ? null : created_at,
    read: !byAdmin,
    contact_ids: opening.contact_ids,
  });
}

/** Updates a conversation, and adds a part with the new state. */
export function updateWithPart(
  context: RequestContext,
  conversation: Conversation,
  part: Pick<Part, "part_type" | "author"> & Partial<Part>,
  change: Partial<Conversation> = {},
): Conversation {
  const { id } = conversation;
  const at = part.created_at ?? context.now;
  const updated_at = Math.max(conversation.updated_at, at);
  const changed = context.collection(conversations).update(id, { updated_at, ...change });
  addPart(context, { ...part, owner_id: id, details: { state: changed.state, ...part.details } });
  return changed;
}

/** The change on a contact's reply: the conversation is open and waits for an answer. */
export function changeOnContactReply(
  conversation: Conversation,
  at: number,
): Partial<Conversation> {
  return {
    state: "open",
    snoozed_until: null,
    read: true,
    waiting_since: conversation.waiting_since ?? at,
  };
}

/** Sets when contacts last wrote, or when admins last wrote to them. */
export function setContactTime(
  context: RequestContext,
  ids: readonly string[],
  name: "last_replied_at" | "last_contacted_at",
): void {
  for (const id of ids) {
    if (context.collection(contacts).get(id))
      context.collection(contacts).update(id, { [name]: context.now });
  }
}

/** Reads the id of an admin; null for 0, no assignee. @throws {ApiError} 404 `assignee_not_found`. */
export function readAssignee(context: RequestContext, id: string | number): string | null {
  if (String(id) === "0" || id === "") return null;
  if (context.collection(admins).get(String(id))) return String(id);
  throw assigneeNotFound();
}

export const assigneeNotFound = (): ApiError =>
  apiError(404, "assignee_not_found", "Assignee not found");

export const conversationNotFound = (): ApiError =>
  notFound("Conversation not found", "conversation_not_found");
