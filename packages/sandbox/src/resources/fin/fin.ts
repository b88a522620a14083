import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { invalidParameter } from "../../engine/errors.ts";
import { asHtml } from "../../handlers/answer-values.ts";
import { blankAgent, type Conversation, conversations } from "../../records/conversations.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import {
  answerOfContact,
  noteContact,
  startConversation,
  tell,
} from "../conversations/conversation-rules.ts";
import { bot, contactAuthor } from "../threads/parts.ts";
import {
  conversationOf,
  type FinInput,
  filesOf,
  findSession,
  keepUser,
  sessions,
  sessionView,
} from "./fin-sessions.ts";

/** What Fin can be told to take a user through. Procedures are written in Intercom. */
export interface Procedure extends Entity {
  readonly name: string;
  readonly description: string;
  readonly state: "draft" | "live";
}

export const procedures: CollectionKey<Procedure> = collection<Procedure>(
  "finProcedures",
  "number",
);

const mostHistory = 10;

/** What is known of a new conversation, beside that Fin takes part in it. */
interface Beginning {
  readonly conversation?: Partial<Conversation>;
  readonly shown?: JsonObject;
}

/** Begins a conversation with Fin, of which Intercom has one of its own. */
function begin(call: Call, { conversation = {}, shown = {} }: Beginning = {}): JsonObject {
  const { conversation_id: id, user, message, ...input } = call.body<FinInput>();
  if ((input.conversation_metadata?.history?.length ?? 0) > mostHistory) {
    throw invalidParameter(`Conversation history cannot contain more than ${mostHistory} items`);
  }
  if (call.in(sessions).get(id)) {
    throw invalidParameter(
      "Fin session already exists for this conversation. Please use /reply to continue the conversation.",
    );
  }
  const contact = keepUser(call, user);
  const opened = startConversation(call, {
    author: message && message.author !== "user" ? bot : contactAuthor(contact),
    contact_ids: [contact.id],
    body: message?.body ?? null,
    attachments: filesOf(input.attachments),
  });
  call.in(conversations).update(opened.id, { ai_agent: blankAgent, ...conversation });
  const session = call.in(sessions).insert({
    id,
    conversation_id: opened.id,
    user_id: user.id,
    status: "thinking",
    updated_at: call.now,
  });
  return sessionView(call, session, shown);
}

function reply(call: Call): JsonObject {
  const { conversation_id, user, message, attachments } = call.body<FinInput>();
  const session = findSession(call, conversation_id);
  const conversation = conversationOf(call, session);
  const contact = keepUser(call, user);
  noteContact(call, [contact.id], "last_replied_at");
  const part = {
    part_type: "comment",
    author: contactAuthor(contact),
    body: message ? asHtml(message.body) : null,
    attachments: filesOf(attachments),
  };
  tell(call, conversation, part, answerOfContact(conversation, call.now));
  const change = { status: "thinking", updated_at: call.now };
  return sessionView(call, call.in(sessions).update(session.id, change));
}

function run(call: Call): JsonObject {
  const procedure = call.in(procedures).get(call.param("procedure_id"));
  if (!procedure) throw invalidParameter("Procedure not found");
  if (procedure.state !== "live") throw invalidParameter("Procedure is not live");
  return begin(call, { shown: { procedure_id: procedure.id } });
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
  "fin.start": (call) => begin(call),
  // A question is answered once: there is nothing open about it.
  "fin.ask": (call) => begin(call, { conversation: { state: "closed", waiting_since: null } }),
  "fin.reply": reply,
  "fin.procedures.run": run,
  "fin.capabilities.list": (call) => {
    keepUser(call, call.body<FinInput>().user);
    const live = call
      .in(procedures)
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
    return { version: call.version, capabilities: [...runnable, ...actions] };
  },
};
