import type { JsonObject } from "../../description/openapi.ts";
import { type ApiError, apiError, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list, oldestFirst } from "../../paging/list.ts";
import {
  conversations,
  type HandlingEvent,
  handlingEvents,
  type SideConversation,
  sideConversations,
  sideOwner,
} from "../../records/conversations.ts";
import { type Part, parts } from "../../records/parts.ts";
import { partList, partView } from "../threads/parts.ts";
import { type Admin, admins, findAuthor } from "../workspace/admins.ts";
import { conversationInPath, findConversation } from "./conversation-rules.ts";
import { conversationView } from "./conversation-view.ts";

interface RedactInput {
  readonly type: "conversation_part" | "source";
  readonly conversation_id: string | number;
  readonly conversation_part_id?: string | number;
  readonly source_id?: string;
}

const deletedText = "<p><i>This message was deleted</i></p>";

/** Redacts a part or the first message: its text and files are deleted. */
function redact(context: RequestContext): JsonObject {
  const input = context.body<RedactInput>();
  const conversation = findConversation(context, input.conversation_id, nothingToRedact);
  if (input.type === "source") {
    if (conversation.source.id !== input.source_id) throw nothingToRedact();
    if (!/^(user|lead)$/.test(conversation.source.author.type)) throw notRedactable();
    const source = {
      ...conversation.source,
      body: deletedText,
      subject: "",
      attachments: [],
      redacted: true,
    };
    context.collection(conversations).update(conversation.id, { source, updated_at: context.now });
  } else {
    const part = context.collection(parts).get(String(input.conversation_part_id));
    if (part?.owner_id !== conversation.id) throw nothingToRedact();
    if (!part.body) throw notRedactable();
    const change = { body: deletedText, attachments: [], redacted: true, updated_at: context.now };
    context.collection(parts).update(part.id, change);
    context.collection(conversations).update(conversation.id, { updated_at: context.now });
  }
  return conversationView(context, findConversation(context, conversation.id));
}

const nothingToRedact = (): ApiError =>
  notFound("Conversation part or message not found", "conversation_part_or_message_not_found");

const notRedactable = (): ApiError =>
  apiError(400, "conversation_part_not_redactable", "This message cannot be redacted");

interface PartInput {
  readonly experimental: boolean;
  readonly secret: string;
  readonly send_state?: string;
  readonly seen?: boolean;
  readonly admin_id?: string;
}

/** Sets the delivery state of a part, or that an admin has seen it. Any secret is accepted. */
function updatePart(context: RequestContext): JsonObject {
  const conversation = conversationInPath(context);
  const part = findPart(context, conversation.id, context.param("conversation_part_id"));
  const { experimental, secret, send_state, seen, admin_id } = context.body<PartInput>();
  if (!experimental || secret === "") throw apiError(403, "forbidden", "Forbidden request");
  if (seen !== undefined) findAuthor(context, admin_id);
  const details = {
    ...part.details,
    ...(send_state === undefined ? {} : { external_reply_send_state: send_state }),
    ...(seen === undefined ? {} : { seen_state: { admin_seen: seen } }),
  };
  const after = context.collection(parts).update(part.id, { details, updated_at: context.now });
  return partView(context, "conversation_part", after);
}

function findPart(context: RequestContext, ownerId: string, id: string): Part {
  const part = context.find(parts, id);
  if (part.owner_id !== ownerId) throw notFound();
  return part;
}

function listHandlingEvents(context: RequestContext): JsonObject {
  const { id } = conversationInPath(context);
  const events = context.collection(handlingEvents).findBy("conversation", id);
  return list(context, events, { order: oldestFirst, view: (event) => eventView(context, event) });
}

function eventView(context: RequestContext, event: HandlingEvent): JsonObject {
  const admin: Admin | undefined = context.collection(admins).get(event.admin_id);
  return {
    teammate: {
      type: "admin",
      id: event.admin_id,
      name: admin?.name ?? "",
      email: admin?.email ?? null,
    },
    type: event.type,
    timestamp: new Date(event.created_at * 1000).toISOString(),
    reason: event.reason,
  };
}

function listSideConversations(context: RequestContext): JsonObject {
  const { id } = conversationInPath(context);
  const own = context.collection(sideConversations).findBy("conversation", id);
  const view = (side: SideConversation) => {
    const { type, ...rest } = partList(context, "conversation_part", sideOwner(side.id));
    return { side_conversation_id: side.id, ...rest };
  };
  return list(context, own, { order: oldestFirst, view, perPage: 25 });
}

export const conversationPartHandlers: Handlers = {
  "conversations.parts.redact": redact,
  "conversations.parts.update": updatePart,
  "conversations.handlingEvents.list": listHandlingEvents,
  "conversations.sideConversations.list": listSideConversations,
};
