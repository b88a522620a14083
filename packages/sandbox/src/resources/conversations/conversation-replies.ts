import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { invalidParameter, notFound } from "../../engine/errors.ts";
import { asHtml } from "../../handlers/answer-values.ts";
import type { Contact } from "../../records/contacts.ts";
import { type Conversation, conversations } from "../../records/conversations.ts";
import { findNamed } from "../threads/participants.ts";
import {
  authorOf,
  bot,
  contactAuthor,
  contentOf,
  nobody,
  type ReplyInput,
} from "../threads/parts.ts";
import {
  answerOfContact,
  findConversation,
  namedConversation,
  noteContact,
  readAssignee,
  tell,
} from "./conversation-rules.ts";
import { conversationView } from "./conversation-view.ts";

function reply(call: Call): JsonObject {
  const input = call.body<ReplyInput>();
  const after = input.type === "user" ? replyOfContact(call, input) : replyOfAdmin(call, input);
  return conversationView(call, after);
}

function replyOfContact(call: Call, input: ReplyInput): Conversation {
  const contact = findNamed(call, input);
  const conversation = theirs(call, contact);
  if (!conversation.contact_ids.includes(contact.id)) throw notFound("User Not Found");
  return sayAsContact(call, conversation, contact, input);
}

/** What a contact says in a conversation. It reopens what was closed or snoozed. */
export function sayAsContact(
  call: Call,
  conversation: Conversation,
  contact: Contact,
  input: ReplyInput,
): Conversation {
  const at = input.created_at ?? call.now;
  const plain = input.message_type === "quick_reply" ? "quick_reply" : "comment";
  const part_type = conversation.state === "open" ? plain : "open";
  const part = {
    part_type,
    author: contactAuthor(contact),
    created_at: at,
    ...contentOf({ ...input, type: "user" }),
  };
  noteContact(call, [contact.id], "last_replied_at");
  return tell(call, conversation, part, answerOfContact(conversation, at));
}

/** In place of an id, a contact can say `last`: where the contact took part last. */
function theirs(call: Call, contact: Contact): Conversation {
  if (call.param("conversation_id") !== "last") return namedConversation(call);
  const own = call.in(conversations).by("contact", contact.id);
  const [last] = own.sort((a, b) => b.updated_at - a.updated_at || Number(b.id) - Number(a.id));
  if (!last) throw notFound();
  return findConversation(call, last.id);
}

function replyOfAdmin(call: Call, input: ReplyInput): Conversation {
  return sayAsAdmin(call, namedConversation(call), input);
}

/** What an admin says: to the contacts, or as a note to the other admins alone. */
export function sayAsAdmin(
  call: Call,
  conversation: Conversation,
  input: ReplyInput,
): Conversation {
  const { message_type = "comment", created_at = call.now } = input;
  const author = authorOf(call, input.admin_id);
  const content = contentOf(input);
  const part = { part_type: message_type, author, created_at, ...content };
  if (message_type === "note") return tell(call, conversation, part);
  noteContact(call, conversation.contact_ids, "last_contacted_at");
  const { state } = conversation;
  const sleeps = state === "snoozed" && input.skip_unsnooze === true;
  // Offering answers to choose from does not open what is closed: choosing one does.
  const stays = sleeps || (state === "closed" && message_type === "quick_reply");
  if (stays) return tell(call, conversation, part, { waiting_since: null });
  const change = { state: "open", snoozed_until: null, waiting_since: null } as const;
  const part_type = state === "closed" ? "open" : message_type;
  return tell(call, conversation, { ...part, part_type }, change);
}

interface ManageInput {
  readonly message_type: "close" | "snoozed" | "open" | "assignment";
  readonly type?: "admin" | "team";
  readonly admin_id: string | number;
  readonly assignee_id?: string | number;
  readonly snoozed_until?: number;
  readonly body?: string;
}

function manage(call: Call): JsonObject {
  const conversation = namedConversation(call);
  const input = call.body<ManageInput>();
  const author = authorOf(call, input.admin_id);
  const body = input.body ? asHtml(input.body) : null;
  switch (input.message_type) {
    case "close": {
      const change = { state: "closed", snoozed_until: null, waiting_since: null } as const;
      return shown(call, tell(call, conversation, { part_type: "close", author, body }, change));
    }
    case "open": {
      const change = { state: "open", snoozed_until: null } as const;
      return shown(call, tell(call, conversation, { part_type: "open", author }, change));
    }
    case "snoozed": {
      const snoozed_until = input.snoozed_until ?? 0;
      if (snoozed_until <= call.now) {
        throw invalidParameter("snoozed_until must be in the future", "snoozed_until");
      }
      const custom_until_time = new Date(snoozed_until * 1000).toISOString();
      const event_details = { until: "custom", custom_until_time };
      const part = { part_type: "snoozed", author, event_details };
      return shown(call, tell(call, conversation, part, { state: "snoozed", snoozed_until }));
    }
    case "assignment":
      return shown(call, assign(call, conversation, input));
  }
}

/** Assigning opens what was closed or snoozed. */
function assign(call: Call, conversation: Conversation, input: ManageInput): Conversation {
  const { type = "admin", assignee_id = 0 } = input;
  const author = authorOf(call, input.admin_id);
  const id = type === "admin" ? readAssignee(call, assignee_id) : readTeam(assignee_id);
  const part = {
    part_type: conversation.state === "open" ? "assignment" : "assign_and_reopen",
    author,
    body: input.body ? asHtml(input.body) : null,
    assigned_to: id === null ? nobody : { type, id },
  };
  const assignee = type === "admin" ? { admin_assignee_id: id } : { team_assignee_id: id };
  return tell(call, conversation, part, { ...assignee, state: "open", snoozed_until: null });
}

function readTeam(id: string | number): string | null {
  return String(id) === "0" || id === "" ? null : String(id);
}

/** A workspace of the sandbox has no assignment rules: what is run assigns to nobody. */
function runAssignmentRules(call: Call): JsonObject {
  const part = { part_type: "default_assignment", author: bot };
  return shown(call, tell(call, namedConversation(call), part));
}

function shown(call: Call, conversation: Conversation): JsonObject {
  return conversationView(call, conversation);
}

export const conversationReplyHandlers: Handlers = {
  "conversations.reply": reply,
  "conversations.manage": manage,
  "conversations.runAssignmentRules": runAssignmentRules,
};
