import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { toHtml } from "../../handlers/response-values.ts";
import { blankAgent, type Conversation, conversations } from "../../records/conversations.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import {
  changeOnContactReply,
  setContactTime,
  startConversation,
  updateWithPart,
} from "../conversations/conversation-rules.ts";
import { botOf, contactAuthor } from "../threads/parts.ts";
import {
  conversationOf,
  type FinInput,
  findSession,
  readAttachments,
  sessions,
  sessionView,
  upsertUser,
} from "./fin-sessions.ts";

/** A procedure of Fin. Procedures are created in Intercom's pages. */
export interface Procedure extends Entity {
  readonly name: string;
  readonly description: string;
  readonly state: "draft" | "live";
}

export const procedures: CollectionKey<Procedure> = collection<Procedure>(
  "finProcedures",
  "number",
);

const maxHistory = 10;

/** Options of a new session. */
interface StartOptions {
  readonly conversation?: Partial<Conversation>;
  readonly shown?: JsonObject;
}

/** Starts a session with Fin, together with a conversation. */
function startSession(
  context: RequestContext,
  { conversation = {}, shown = {} }: StartOptions = {},
): JsonObject {
  const { conversation_id: id, user, message, ...input } = context.body<FinInput>();
  if ((input.conversation_metadata?.history?.length ?? 0) > maxHistory) {
    throw invalidParameter(`Conversation history cannot contain more than ${maxHistory} items`);
  }
  if (context.collection(sessions).get(id)) {
    throw invalidParameter(
      "Fin session already exists for this conversation. Please use /reply to continue the conversation.",
    );
  }
  const contact = upsertUser(context, user);
  const opened = startConversation(context, {
    author:
      message && message.author !== "user" ? botOf(context.workspace) : contactAuthor(contact),
    contact_ids: [contact.id],
    body: message?.body ?? null,
    attachments: readAttachments(input.attachments),
  });
  context.collection(conversations).update(opened.id, { ai_agent: blankAgent, ...conversation });
  const session = context.collection(sessions).insert({
    id,
    conversation_id: opened.id,
    user_id: user.id,
    status: "thinking",
    updated_at: context.now,
  });
  return sessionView(context, session, shown);
}

function reply(context: RequestContext): JsonObject {
  const { conversation_id, user, message, attachments } = context.body<FinInput>();
  const session = findSession(context, conversation_id);
  const conversation = conversationOf(context, session);
  const contact = upsertUser(context, user);
  setContactTime(context, [contact.id], "last_replied_at");
  const part = {
    part_type: "comment",
    author: contactAuthor(contact),
    body: message ? toHtml(message.body) : null,
    attachments: readAttachments(attachments),
  };
  updateWithPart(context, conversation, part, changeOnContactReply(conversation, context.now));
  const change = { status: "thinking", updated_at: context.now };
  return sessionView(context, context.collection(sessions).update(session.id, change));
}

function run(context: RequestContext): JsonObject {
  const procedure = context.collection(procedures).get(context.param("procedure_id"));
  if (!procedure) throw invalidParameter("Procedure not found");
  if (procedure.state !== "live") throw invalidParameter("Procedure is not live");
  return startSession(context, { shown: { procedure_id: procedure.id } });
}

const actions: readonly JsonObject[] = [
  {
    type: "reply",
    description: "Replies in a conversation with Fin.",
    endpoint: "/fin/reply",
    method: "POST",
  },
  {
    type: "ask",
    description: "Asks Fin one question.",
    endpoint: "/fin/ask",
    method: "POST",
  },
];

export const finHandlers: Handlers = {
  "fin.start": (context) => startSession(context),
  // A question is answered once, so its conversation is closed.
  "fin.ask": (context) =>
    startSession(context, { conversation: { state: "closed", waiting_since: null } }),
  "fin.reply": reply,
  "fin.procedures.run": run,
  "fin.capabilities.list": (context) => {
    upsertUser(context, context.body<FinInput>().user);
    const live = context
      .collection(procedures)
      .all()
      .filter(({ state }) => state === "live");
    const runnable = live.map(({ id, name, description }) => ({
      type: "procedure",
      id,
      name,
      description,
      endpoint: `/fin/procedures/${id}/run`,
      method: "POST",
    }));
    return { version: context.version, capabilities: [...runnable, ...actions] };
  },
};
