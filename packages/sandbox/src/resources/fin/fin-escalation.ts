import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { toHtml } from "../../handlers/response-values.ts";
import { type Contact, contacts } from "../../records/contacts.ts";
import type { Conversation } from "../../records/conversations.ts";
import {
  setContactTime,
  startConversation,
  updateWithPart,
} from "../conversations/conversation-rules.ts";
import { botOf, contactAuthor, partsOf } from "../threads/parts.ts";
import {
  conversationOf,
  type FinUser,
  findSession,
  sessions,
  subscriptionUrl,
  updateAgent,
  upsertUser,
} from "./fin-sessions.ts";

interface EscalationInput {
  readonly conversation_id?: string;
  readonly user?: FinUser;
  readonly message?: string;
  readonly context?: string;
}

/** Escalates a conversation with Fin, or a user without one, to the team. */
function escalate(context: RequestContext): JsonObject {
  const { conversation_id: id, user, message, context: note } = context.body<EscalationInput>();
  const notes = note === undefined ? [] : [note];
  if (id !== undefined) {
    const session = findSession(context, id);
    const conversation = conversationOf(context, session);
    updateAgent(context, conversation, { resolution_state: "escalated" });
    context.collection(sessions).update(id, { status: "escalated", updated_at: context.now });
    const [contact] = conversation.contact_ids.flatMap(
      (one) => context.collection(contacts).get(one) ?? [],
    );
    if (!contact) throw notFound("User Not Found");
    openForTeam(context, contact, message, [summary(context, conversation), ...notes]);
    const sse_subscription_url = subscriptionUrl(id);
    return { conversation_id: id, status: "escalated", sse_subscription_url };
  }
  if (!user) throw missingBoth();
  const opened = openForTeam(context, upsertUser(context, user), message, notes);
  return { intercom_conversation_id: opened.id, status: "escalated" };
}

const missingBoth = () => invalidParameter("Either conversation_id or user must be provided");

/** Starts the conversation for teammates, with context as notes. */
function openForTeam(
  context: RequestContext,
  contact: Contact,
  message: string | undefined,
  notes: readonly string[],
): Conversation {
  const opened = startConversation(context, {
    author: contactAuthor(contact),
    contact_ids: [contact.id],
    body: message ?? "Requesting human support",
  });
  setContactTime(context, [contact.id], "last_replied_at");
  return notes.reduce(
    (conversation, note) =>
      updateWithPart(context, conversation, {
        part_type: "note",
        author: botOf(context.workspace),
        body: toHtml(note),
      }),
    opened,
  );
}

/** The messages so far, in place of Fin's summary. */
function summary(context: RequestContext, { id, source }: Conversation): string {
  const said = [source.body, ...partsOf(context, id).map(({ body }) => body)];
  return said.filter((body) => body !== null).join("");
}

export const finEscalationHandlers: Handlers = {
  "fin.escalate": {
    check: (context) => {
      const { conversation_id, user } = (context.rawBody ?? {}) as EscalationInput;
      if (conversation_id === undefined && user === undefined) throw missingBoth();
    },
    handle: escalate,
  },
};
