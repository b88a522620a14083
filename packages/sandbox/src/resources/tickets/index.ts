import type { Handlers } from "../../engine/call.ts";
import { ticketReplyHandlers } from "./ticket-replies.ts";
import { ticketTypeHandlers } from "./ticket-types.ts";
import { ticketHandlers } from "./tickets.ts";

/** The operations of tickets. */
export const handlers: Handlers = {
  ...ticketHandlers,
  ...ticketReplyHandlers,
  ...ticketTypeHandlers,
};
