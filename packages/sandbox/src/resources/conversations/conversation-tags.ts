import type { Call, Handlers } from "../../engine/call.ts";
import { notFound } from "../../engine/errors.ts";
import { conversations } from "../../records/conversations.ts";
import type { AppliedTag, Tagged } from "../../records/tags.ts";
import { tickets } from "../../records/tickets.ts";
import { taggingHandlers } from "../tags/tagging.ts";
import { findConversation } from "./conversation-rules.ts";

/** A conversation that was converted and its ticket have the same tags. */
export function writeTags(call: Call, { id }: Tagged, all: readonly AppliedTag[]): void {
  const change = { tags: all, updated_at: call.now };
  if (call.in(conversations).get(id)) call.in(conversations).update(id, change);
  if (call.in(tickets).get(id)) call.in(tickets).update(id, change);
}

const missing = () => notFound("Conversation not found");

export const conversationTagHandlers: Handlers = {
  ...taggingHandlers("conversations.tags", {
    find: (call) => findConversation(call, call.param("conversation_id"), missing),
    write: writeTags,
  }),
};
