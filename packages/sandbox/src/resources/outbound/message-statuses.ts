import type { JsonObject } from "../../description/openapi.ts";
import { notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** The delivery status of a WhatsApp message. */
export interface MessageStatus extends Entity {
  readonly message_id: string;
  /** Its broadcast. Broadcasts come from a seed, not from the API. */
  readonly ruleset_id: string | null;
  readonly conversation_id: string;
  readonly status: "sent" | "delivered" | "read" | "failed";
  readonly template_name: string;
  readonly error: { readonly message: string; readonly details: string } | null;
  readonly created_at: number;
  readonly updated_at: number;
}

export const messageStatuses: CollectionKey<MessageStatus> = collection<MessageStatus>(
  "messageStatuses",
  "number",
  {
    conversation: ({ conversation_id }) => [conversation_id],
    message: ({ message_id }) => [message_id],
    ruleset: ({ ruleset_id }) => [ruleset_id],
  },
);

export const blankStatus = (id: string, now: number): Omit<MessageStatus, "id"> => ({
  message_id: `wamid.${id}`,
  ruleset_id: null,
  conversation_id: "1",
  status: "delivered",
  template_name: "refund_sent",
  error: null,
  created_at: now,
  updated_at: now,
});

function statusView(status: MessageStatus): JsonObject {
  return { ...status, type: "broadcast_outbound", whatsapp_message_id: status.message_id };
}

function listStatuses(context: RequestContext): JsonObject {
  const ruleset_id = String(context.query["ruleset_id"]);
  const found = context.collection(messageStatuses).findBy("ruleset", ruleset_id);
  return { ...list(context, found, { order: newestFirst, view: statusView }), ruleset_id };
}

function getStatus(context: RequestContext): JsonObject {
  const [found] = context
    .collection(messageStatuses)
    .findBy("message", String(context.query["message_id"]));
  if (!found) throw notFound("Whatsapp message not found", "whatsapp_message_not_found");
  return { ...found, type: "whatsapp_message_status" };
}

export const messageStatusHandlers: Handlers = {
  "messages.statuses.list": listStatuses,
  "messages.whatsappStatus.get": getStatus,
};
