import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { toHtml } from "../../handlers/response-values.ts";
import type { Contact } from "../../records/contacts.ts";
import { type Conversation, conversations } from "../../records/conversations.ts";
import { findContactByName } from "../threads/participants.ts";
import {
  authorOf,
  botOf,
  contactAuthor,
  contentOf,
  noAssignee,
  partsOf,
  type ReplyInput,
} from "../threads/parts.ts";
import {
  changeOnContactReply,
  conversationInPath,
  findConversation,
  readAssignee,
  setContactTime,
  updateWithPart,
} from "./conversation-rules.ts";
import { unansweredSince } from "./conversation-statistics.ts";
import { conversationView } from "./conversation-view.ts";

function reply(context: RequestContext): JsonObject {
  const input = context.body<ReplyInput>();
  const after =
    input.type === "user" ? replyOfContact(context, input) : replyOfAdmin(context, input);
  return conversationView(context, after);
}

function replyOfContact(context: RequestContext, input: ReplyInput): Conversation {
  const contact = findContactByName(context, input);
  const conversation = conversationOfContact(context, contact);
  if (!conversation.contact_ids.includes(contact.id)) throw notFound("User Not Found");
  return replyAsContact(context, conversation, contact, input);
}

/** Adds a contact's reply to a conversation, and opens a closed or snoozed one. */
export function replyAsContact(
  context: RequestContext,
  conversation: Conversation,
  contact: Contact,
  input: ReplyInput,
): Conversation {
  const at = input.created_at ?? context.now;
  const plain = input.message_type === "quick_reply" ? "quick_reply" : "comment";
  const part_type = conversation.state === "open" ? plain : "open";
  const part = {
    part_type,
    author: contactAuthor(contact),
    created_at: at,
    ...contentOf({ ...input, type: "user" }),
  };
  setContactTime(context, [contact.id], "last_replied_at");
  return updateWithPart(context, conversation, part, changeOnContactReply(conversation, at));
}

/** The conversation in the path; `last` is the contact's most recently updated conversation. */
function conversationOfContact(context: RequestContext, contact: Contact): Conversation {
  if (context.param("conversation_id") !== "last") return conversationInPath(context);
  const own = context.collection(conversations).findBy("contact", contact.id);
  const [last] = own.sort((a, b) => b.updated_at - a.updated_at || Number(b.id) - Number(a.id));
  if (!last) throw notFound();
  return findConversation(context, last.id);
}

function replyOfAdmin(context: RequestContext, input: ReplyInput): Conversation {
  return replyAsAdmin(context, conversationInPath(context), input);
}

/** Adds an admin's reply or note to a conversation. */
export function replyAsAdmin(
  context: RequestContext,
  conversation: Conversation,
  input: ReplyInput,
): Conversation {
  const { message_type = "comment", created_at = context.now } = input;
  const author = authorOf(context, input.admin_id);
  const content = contentOf(input);
  const part = { part_type: message_type, author, created_at, ...content };
  if (message_type === "note") return updateWithPart(context, conversation, part);
  setContactTime(context, conversation.contact_ids, "last_contacted_at");
  const { state } = conversation;
  const staysSnoozed = state === "snoozed" && input.skip_unsnooze === true;
  // Offering quick replies does not open a closed conversation: selecting one does.
  const keepsState = staysSnoozed || (state === "closed" && message_type === "quick_reply");
  const answered = { waiting_since: null, read: false };
  if (keepsState) return updateWithPart(context, conversation, part, answered);
  const change = { ...answered, state: "open", snoozed_until: null } as const;
  const part_type = state === "closed" ? "open" : message_type;
  return updateWithPart(context, conversation, { ...part, part_type }, change);
}

interface ManageInput {
  readonly message_type: "close" | "snoozed" | "open" | "assignment";
  readonly type?: "admin" | "team";
  readonly admin_id: string | number;
  readonly assignee_id?: string | number;
  readonly snoozed_until?: number;
  readonly body?: string;
}

function manage(context: RequestContext): JsonObject {
  const conversation = conversationInPath(context);
  const input = context.body<ManageInput>();
  const author = authorOf(context, input.admin_id);
  const body = input.body ? toHtml(input.body) : null;
  switch (input.message_type) {
    case "close": {
      const change = { state: "closed", snoozed_until: null, waiting_since: null } as const;
      return shown(
        context,
        updateWithPart(context, conversation, { part_type: "close", author, body }, change),
      );
    }
    case "open": {
      const part = { part_type: "open", author };
      return shown(
        context,
        updateWithPart(context, conversation, part, {
          state: "open",
          snoozed_until: null,
          ...waitingAgain(context, conversation),
        }),
      );
    }
    case "snoozed": {
      const snoozed_until = input.snoozed_until ?? 0;
      if (snoozed_until <= context.now) {
        throw invalidParameter("snoozed_until must be in the future", "snoozed_until");
      }
      const custom_until_time = new Date(snoozed_until * 1000).toISOString();
      const event_details = { until: "custom", custom_until_time };
      const part = { part_type: "snoozed", author, event_details };
      return shown(
        context,
        updateWithPart(context, conversation, part, { state: "snoozed", snoozed_until }),
      );
    }
    case "assignment":
      return shown(context, assign(context, conversation, input));
  }
}

/** Of a closed conversation that is opened: the contact waits as before, unless it has an answer. */
function waitingAgain(context: RequestContext, conversation: Conversation): Partial<Conversation> {
  if (conversation.state !== "closed") return {};
  return { waiting_since: unansweredSince(conversation, partsOf(context, conversation.id)) };
}

/** Assigns a conversation, and opens a closed or snoozed one. */
function assign(
  context: RequestContext,
  conversation: Conversation,
  input: ManageInput,
): Conversation {
  const { type = "admin", assignee_id = 0 } = input;
  const author = authorOf(context, input.admin_id);
  const id = type === "admin" ? readAssignee(context, assignee_id) : readTeam(assignee_id);
  const part = {
    part_type: conversation.state === "open" ? "assignment" : "assign_and_reopen",
    author,
    body: input.body ? toHtml(input.body) : null,
    assigned_to: id === null ? noAssignee : { type, id },
  };
  const assignee = type === "admin" ? { admin_assignee_id: id } : { team_assignee_id: id };
  return updateWithPart(context, conversation, part, {
    ...assignee,
    state: "open",
    snoozed_until: null,
  });
}

function readTeam(id: string | number): string | null {
  return String(id) === "0" || id === "" ? null : String(id);
}

/** The sandbox has no assignment rules: running them adds a part and assigns no one. */
function runAssignmentRules(context: RequestContext): JsonObject {
  const part = { part_type: "default_assignment", author: botOf(context.workspace) };
  return shown(context, updateWithPart(context, conversationInPath(context), part));
}

function shown(context: RequestContext, conversation: Conversation): JsonObject {
  return conversationView(context, conversation);
}

export const conversationReplyHandlers: Handlers = {
  "conversations.reply": reply,
  "conversations.manage": manage,
  "conversations.runAssignmentRules": runAssignmentRules,
};
