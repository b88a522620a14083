import type { Call } from "../../engine/call.ts";
import { type ApiError, apiError, notFound } from "../../engine/errors.ts";
import { asHtml } from "../../handlers/answer-values.ts";
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
import { addPart, bot } from "../threads/parts.ts";
import { admins } from "../workspace/admins.ts";

/** The conversation with an id, as it is now. @throws {ApiError} 404 when there is none. */
export function findConversation(
  call: Call,
  id: string | number,
  missing?: () => ApiError,
): Conversation {
  return awake(call, call.find(conversations, String(id), missing));
}

/** The conversation that the path names. */
export const namedConversation = (call: Call): Conversation =>
  findConversation(call, call.param("conversation_id"));

/** All conversations, as they are now. */
export function allConversations(call: Call): Collection<Conversation> {
  const all = call.in(conversations);
  const over = all.between("snoozed_until", Number.NEGATIVE_INFINITY, call.now);
  for (const conversation of over.read()) awake(call, conversation);
  return all;
}

/** A conversation whose snooze is over opens by itself, at the time that was set. */
function awake(call: Call, conversation: Conversation): Conversation {
  const { id, state, snoozed_until } = conversation;
  if (state !== "snoozed" || snoozed_until === null || snoozed_until > call.now) {
    return conversation;
  }
  const at = { created_at: snoozed_until };
  addPart(call, {
    ...at,
    owner_id: id,
    part_type: "timer_unsnooze",
    author: bot,
    details: { state: "open" },
  });
  const change = { state: "open", snoozed_until: null, updated_at: snoozed_until } as const;
  return call.in(conversations).update(id, change);
}

/** What a new conversation begins with. */
export interface Opening {
  /** The id of the message that opens it, where that has one already. */
  readonly id?: string;
  readonly author: Author;
  readonly contact_ids: readonly string[];
  readonly body: string | null;
  readonly subject?: string;
  readonly attachments?: Source["attachments"];
  readonly created_at?: number;
  readonly type?: string;
}

/** Begins a conversation: by a contact who writes in, or by an admin who writes to one. */
export function startConversation(call: Call, opening: Opening): Conversation {
  const { author, body, created_at = call.now } = opening;
  const byAdmin = author.type === "admin" || author.type === "bot";
  const source: Source = {
    id: opening.id ?? call.store.nextId(openingMessages),
    type: opening.type ?? "conversation",
    delivered_as: byAdmin ? "admin_initiated" : "customer_initiated",
    subject: opening.subject ?? "",
    body: body === null ? null : asHtml(body),
    author,
    attachments: opening.attachments ?? [],
    redacted: false,
  };
  return call.in(conversations).insert({
    ...blankConversation(source, created_at),
    id: call.store.nextId(conversations),
    waiting_since: byAdmin ? null : created_at,
    contact_ids: opening.contact_ids,
  });
}

/** Changes a conversation, and tells of it in a part that has the state that comes of it. */
export function tell(
  call: Call,
  conversation: Conversation,
  part: Pick<Part, "part_type" | "author"> & Partial<Part>,
  change: Partial<Conversation> = {},
): Conversation {
  const { id } = conversation;
  const at = part.created_at ?? call.now;
  const updated_at = Math.max(conversation.updated_at, at);
  const changed = call.in(conversations).update(id, { updated_at, ...change });
  addPart(call, { ...part, owner_id: id, details: { state: changed.state, ...part.details } });
  return changed;
}

/** What a contact says opens the conversation again, and waits for an answer. */
export function answerOfContact(conversation: Conversation, at: number): Partial<Conversation> {
  return {
    state: "open",
    snoozed_until: null,
    read: false,
    waiting_since: conversation.waiting_since ?? at,
  };
}

/** Who last wrote is kept with the contacts, too. */
export function noteContact(
  call: Call,
  ids: readonly string[],
  name: "last_replied_at" | "last_contacted_at",
): void {
  for (const id of ids) {
    if (call.in(contacts).get(id)) call.in(contacts).update(id, { [name]: call.now });
  }
}

/** An admin to assign something to; 0 is nobody. @throws {ApiError} 404 `assignee_not_found`. */
export function readAssignee(call: Call, id: string | number): string | null {
  if (String(id) === "0" || id === "") return null;
  if (call.in(admins).get(String(id))) return String(id);
  throw assigneeNotFound();
}

export const assigneeNotFound = (): ApiError =>
  apiError(404, "assignee_not_found", "Assignee not found");

export const conversationNotFound = (): ApiError =>
  notFound("Conversation not found", "conversation_not_found");
