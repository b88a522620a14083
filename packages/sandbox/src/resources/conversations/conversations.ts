import type { JsonObject } from "../../description/openapi.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { deletedView } from "../../handlers/response-values.ts";
import { listSorted } from "../../paging/list.ts";
import { companies, companyNotFound } from "../../records/companies.ts";
import { findContact } from "../../records/contacts.ts";
import {
  type Conversation,
  conversations,
  type DeletedConversation,
  deletedConversations,
} from "../../records/conversations.ts";
import { convertToLead } from "../contacts/visitors.ts";
import { attachmentsOf } from "../threads/attachments.ts";
import { lookUpContact } from "../threads/participants.ts";
import { authorOf, contactAuthor } from "../threads/parts.ts";
import { setAttributes } from "./attribute-values.ts";
import { deleteConversation } from "./conversation-removal.ts";
import {
  allConversations,
  conversationInPath,
  setContactTime,
  startConversation,
  updateWithPart,
} from "./conversation-rules.ts";
import { searchConversations } from "./conversation-search.ts";
import { conversationListView, conversationView } from "./conversation-view.ts";

function listAll(context: RequestContext): JsonObject {
  const view = (conversation: Conversation) => conversationListView(context, conversation);
  const latestFirst = allConversations(context).sorted("updated_at", true);
  const all = listSorted(context, latestFirst, { view, perPage: 20 });
  return { ...all, type: "conversation.list" };
}

interface CreateInput {
  readonly from: { readonly type: string; readonly id: string };
  readonly body: string;
  readonly subject?: string;
  readonly attachment_urls?: readonly string[];
  readonly created_at?: number;
}

function create(context: RequestContext): JsonObject {
  const { from, ...input } = context.body<CreateInput>();
  const contact =
    lookUpContact(context, { external_id: from.id }) ??
    (from.type === "contact" ? convertToLead(context, from.id) : undefined) ??
    findContact(context, from.id);
  const conversation = startConversation(context, {
    ...input,
    author: contactAuthor(contact),
    contact_ids: [contact.id],
    attachments: attachmentsOf(input),
  });
  setContactTime(context, [contact.id], "last_replied_at");
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

function update(context: RequestContext): JsonObject {
  const { admin_id, custom_attributes = {}, ...input } = context.body<UpdateInput>();
  const before = conversationInPath(context);
  const author = authorOf(context, admin_id);
  if (input.company_id && !context.collection(companies).get(input.company_id))
    throw companyNotFound();
  let after = context
    .collection(conversations)
    .update(before.id, { ...input, updated_at: context.now });
  if (input.priority !== undefined && input.priority !== before.priority) {
    const event_details = {
      current_priority: input.priority,
      previous_priority: before.priority,
    };
    after = updateWithPart(context, after, {
      part_type: "priority_changed",
      author,
      event_details,
    });
  }
  after = setAttributes(context, after, custom_attributes, author);
  return conversationView(context, after);
}

function remove(context: RequestContext): JsonObject {
  const { id } = conversationInPath(context);
  deleteConversation(context, id);
  const metrics_retained = context.query["retain_metrics"] !== false;
  context
    .collection(deletedConversations)
    .insert({ id, metrics_retained, deleted_at: context.now });
  return deletedView("conversation", id);
}

function listDeleted(context: RequestContext): JsonObject {
  const descending = context.query["order"] !== "asc";
  const all = context.collection(deletedConversations).sorted("deleted_at", descending);
  const view = (deleted: DeletedConversation) => ({ type: "conversation", ...deleted });
  return listSorted(context, all, { view, perPage: 20 });
}

export const conversationHandlers: Handlers = {
  "conversations.list": listAll,
  "conversations.search": searchConversations,
  "conversations.create": create,
  "conversations.get": (context) => conversationView(context, conversationInPath(context)),
  "conversations.update": update,
  "conversations.delete": remove,
  "conversations.deleted.list": listDeleted,
};
