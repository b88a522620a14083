import type { JsonObject } from "../../description/openapi.ts";
import { type ApiError, apiError, invalidParameter } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { link } from "../threads/links.ts";
import { authorOf, botOf } from "../threads/parts.ts";
import { conversationInPath, findConversation, updateWithPart } from "./conversation-rules.ts";
import { conversationView } from "./conversation-view.ts";

const failed = (message: string): ApiError => apiError(422, "merge_failed", message);

function checkMerge(context: RequestContext): void {
  const { merge_into_conversation_id: id } = (context.rawBody ?? {}) as JsonObject;
  if (Number.isInteger(id)) return;
  throw invalidParameter("merge_into_conversation_id must be a valid integer conversation ID");
}

/** Closes the conversation in the path, and adds its contacts to the other conversation. */
function merge(context: RequestContext): JsonObject {
  const secondary = conversationInPath(context);
  const id = String(
    context.body<{ merge_into_conversation_id: number }>().merge_into_conversation_id,
  );
  if (id === secondary.id) throw failed("Cannot merge a conversation into itself");
  const missing = () => failed("Primary conversation not found");
  const primary = findConversation(context, id, missing);
  if (secondary.merged_into !== null) {
    throw failed("Secondary conversation has already been merged");
  }
  const author = authorOf(context, undefined);
  updateWithPart(
    context,
    secondary,
    { part_type: "merged_secondary_conversation", author },
    { state: "closed", snoozed_until: null, waiting_since: null, merged_into: primary.id },
  );
  link(context, secondary.id, primary.id);
  const contact_ids = [...new Set([...primary.contact_ids, ...secondary.contact_ids])];
  const part = { part_type: "merged_primary_conversation", author: botOf(context.workspace) };
  return conversationView(context, updateWithPart(context, primary, part, { contact_ids }));
}

export const conversationMergeHandlers: Handlers = {
  "conversations.merge": { check: checkMerge, handle: merge },
};
