import type { Handlers } from "../../engine/request-context.ts";
import { conversionHandlers } from "./conversion.ts";
import { ticketReplyHandlers } from "./ticket-replies.ts";
import { ticketTagHandlers } from "./ticket-tags.ts";
import { ticketTypeHandlers } from "./ticket-types.ts";
import { ticketHandlers } from "./tickets.ts";

/** The operations of tickets. */
export const handlers: Handlers = {
  ...conversionHandlers,
  ...ticketHandlers,
  ...ticketReplyHandlers,
  ...ticketTagHandlers,
  ...ticketTypeHandlers,
};
