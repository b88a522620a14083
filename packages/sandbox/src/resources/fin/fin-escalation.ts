import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { invalidParameter, notFound } from "../../engine/errors.ts";
import { asHtml } from "../../handlers/answer-values.ts";
import { type Contact, contacts } from "../../records/contacts.ts";
import type { Conversation } from "../../records/conversations.ts";
import { noteContact, startConversation, tell } from "../conversations/conversation-rules.ts";
import { bot, contactAuthor, partsOf } from "../threads/parts.ts";
import {
  conversationOf,
  type FinUser,
  findSession,
  keepUser,
  noteAgent,
  sessions,
  subscription,
} from "./fin-sessions.ts";

interface EscalationInput {
  readonly conversation_id?: string;
  readonly user?: FinUser;
  readonly message?: string;
  readonly context?: string;
}

/** Hands over a conversation with Fin, or a user who never had one. */
function escalate(call: Call): JsonObject {
  const { conversation_id: id, user, message, context } = call.body<EscalationInput>();
  const notes = context === undefined ? [] : [context];
  if (id !== undefined) {
    const session = findSession(call, id);
    const conversation = conversationOf(call, session);
    noteAgent(call, conversation, { resolution_state: "escalated" });
    call.in(sessions).update(id, { status: "escalated", updated_at: call.now });
    const [contact] = conversation.contact_ids.flatMap((one) => call.in(contacts).get(one) ?? []);
    if (!contact) throw notFound("User Not Found");
    openForTeam(call, contact, message, [summary(call, conversation), ...notes]);
    const sse_subscription_url = subscription(id);
    return { conversation_id: id, status: "escalated", sse_subscription_url };
  }
  if (!user) throw missingBoth();
  const opened = openForTeam(call, keepUser(call, user), message, notes);
  return { intercom_conversation_id: opened.id, status: "escalated" };
}

const missingBoth = () => invalidParameter("Either conversation_id or user must be provided");

/** Begins the conversation that teammates go on with, with what they should know as notes. */
function openForTeam(
  call: Call,
  contact: Contact,
  message: string | undefined,
  notes: readonly string[],
): Conversation {
  const opened = startConversation(call, {
    author: contactAuthor(contact),
    contact_ids: [contact.id],
    body: message ?? "Requesting human support",
  });
  noteContact(call, [contact.id], "last_replied_at");
  return notes.reduce(
    (conversation, note) =>
      tell(call, conversation, { part_type: "note", author: bot, body: asHtml(note) }),
    opened,
  );
}

/** What was said so far, as Fin would sum it up: the sandbox has it word by word. */
function summary(call: Call, { id, source }: Conversation): string {
  const said = [source.body, ...partsOf(call, id).map(({ body }) => body)];
  return said.filter((body) => body !== null).join("");
}

export const finEscalationHandlers: Handlers = {
  "fin.escalate": {
    check: (call) => {
      const { conversation_id, user } = (call.rawBody ?? {}) as EscalationInput;
      if (conversation_id === undefined && user === undefined) throw missingBoth();
    },
    handle: escalate,
  },
};
