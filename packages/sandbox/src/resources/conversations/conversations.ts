import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { deletedView } from "../../handlers/answer-values.ts";
import { listSorted } from "../../paging/list.ts";
import { companies, companyNotFound } from "../../records/companies.ts";
import { findContact } from "../../records/contacts.ts";
import {
  type Conversation,
  conversations,
  type DeletedConversation,
  deletedConversations,
} from "../../records/conversations.ts";
import { leadOfVisitor } from "../contacts/visitors.ts";
import { attachmentsOf } from "../threads/attachments.ts";
import { contactNamed } from "../threads/participants.ts";
import { authorOf, contactAuthor } from "../threads/parts.ts";
import { setAttributes } from "./attribute-values.ts";
import { deleteConversation } from "./conversation-removal.ts";
import {
  allConversations,
  namedConversation,
  noteContact,
  startConversation,
  tell,
} from "./conversation-rules.ts";
import { searchConversations } from "./conversation-search.ts";
import { conversationListView, conversationView } from "./conversation-view.ts";

function listAll(call: Call): JsonObject {
  const view = (conversation: Conversation) => conversationListView(call, conversation);
  const latestFirst = allConversations(call).sorted("updated_at", true);
  const all = listSorted(call, latestFirst, { view, perPage: 20 });
  return { ...all, type: "conversation.list" };
}

interface CreateInput {
  readonly from: { readonly type: string; readonly id: string };
  readonly body: string;
  readonly subject?: string;
  readonly attachment_urls?: readonly string[];
  readonly created_at?: number;
}

function create(call: Call): JsonObject {
  const { from, ...input } = call.body<CreateInput>();
  const contact =
    contactNamed(call, { external_id: from.id }) ??
    (from.type === "contact" ? leadOfVisitor(call, from.id) : undefined) ??
    findContact(call, from.id);
  const conversation = startConversation(call, {
    ...input,
    author: contactAuthor(contact),
    contact_ids: [contact.id],
    attachments: attachmentsOf(input),
  });
  noteContact(call, [contact.id], "last_replied_at");
  const { created_at, source } = conversation;
  return {
    type: "user_message",
    id: source.id,
    created_at,
    ...(input.subject === undefined ? {} : { subject: input.subject }),
    body: input.body,
    message_type: "inapp",
    conversation_id: conversation.id,
  };
}

interface UpdateInput {
  readonly read?: boolean;
  readonly title?: string;
  readonly priority?: string;
  readonly admin_id?: string;
  readonly company_id?: string;
  readonly custom_attributes?: JsonObject;
}

function update(call: Call): JsonObject {
  const { admin_id, custom_attributes = {}, ...input } = call.body<UpdateInput>();
  const before = namedConversation(call);
  const author = authorOf(call, admin_id);
  if (input.company_id && !call.in(companies).get(input.company_id)) throw companyNotFound();
  let after = call.in(conversations).update(before.id, { ...input, updated_at: call.now });
  if (input.priority !== undefined && input.priority !== before.priority) {
    const event_details = {
      current_priority: input.priority,
      previous_priority: before.priority,
    };
    after = tell(call, after, { part_type: "priority_changed", author, event_details });
  }
  after = setAttributes(call, after, custom_attributes, author);
  return conversationView(call, after);
}

function remove(call: Call): JsonObject {
  const { id } = namedConversation(call);
  deleteConversation(call, id);
  const metrics_retained = call.query["retain_metrics"] !== false;
  call.in(deletedConversations).insert({ id, metrics_retained, deleted_at: call.now });
  return deletedView("conversation", id);
}

function listDeleted(call: Call): JsonObject {
  const descending = call.query["order"] !== "asc";
  const all = call.in(deletedConversations).sorted("deleted_at", descending);
  const view = (deleted: DeletedConversation) => ({ type: "conversation", ...deleted });
  return listSorted(call, all, { view, perPage: 20 });
}

export const conversationHandlers: Handlers = {
  "conversations.list": listAll,
  "conversations.search": searchConversations,
  "conversations.create": create,
  "conversations.get": (call) => conversationView(call, namedConversation(call)),
  "conversations.update": update,
  "conversations.delete": remove,
  "conversations.deleted.list": listDeleted,
};
