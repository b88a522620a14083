import type { Handlers } from "../../engine/request-context.ts";
import { writeTags } from "../conversations/conversation-tags.ts";
import { taggingHandlers } from "../tags/tagging.ts";
import { findTicket, ticketNotFound } from "./ticket-rules.ts";

export const ticketTagHandlers: Handlers = taggingHandlers("tickets.tags", {
  find: (context) => findTicket(context, ticketNotFound),
  write: writeTags,
});
