import { notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { conversations } from "../../records/conversations.ts";
import type { AppliedTag, Tagged } from "../../records/tags.ts";
import { tickets } from "../../records/tickets.ts";
import { taggingHandlers } from "../tags/tagging.ts";
import { findConversation } from "./conversation-rules.ts";

/** Writes the tags of a conversation and of the ticket that it was converted to. */
export function writeTags(
  context: RequestContext,
  { id }: Tagged,
  all: readonly AppliedTag[],
): void {
  const change = { tags: all, updated_at: context.now };
  if (context.collection(conversations).get(id))
    context.collection(conversations).update(id, change);
  if (context.collection(tickets).get(id)) context.collection(tickets).update(id, change);
}

const missing = () => notFound("Conversation not found");

export const conversationTagHandlers: Handlers = {
  ...taggingHandlers("conversations.tags", {
    find: (context) => findConversation(context, context.param("conversation_id"), missing),
    write: writeTags,
  }),
};
