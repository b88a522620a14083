import type { Handlers } from "../../engine/request-context.ts";
import { conversationAttributeHandlers } from "./conversation-attributes.ts";
import { conversationContactHandlers } from "./conversation-contacts.ts";
import { conversationMergeHandlers } from "./conversation-merge.ts";
import { conversationPartHandlers } from "./conversation-parts.ts";
import { conversationReplyHandlers } from "./conversation-replies.ts";
import { conversationTagHandlers } from "./conversation-tags.ts";
import { conversationHandlers } from "./conversations.ts";

/** The operations of conversations. */
export const handlers: Handlers = {
  ...conversationAttributeHandlers,
  ...conversationContactHandlers,
  ...conversationHandlers,
  ...conversationMergeHandlers,
  ...conversationPartHandlers,
  ...conversationReplyHandlers,
  ...conversationTagHandlers,
};
