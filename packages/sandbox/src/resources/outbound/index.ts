import type { Handlers } from "../../engine/request-context.ts";
import { bannerHandlers } from "./banners.ts";
import { emailHandlers } from "./emails.ts";
import { messageStatusHandlers } from "./message-statuses.ts";
import { messageHandlers } from "./messages.ts";
import { workflowHandlers } from "./workflows.ts";

/** The operations of outbound messages. */
export const handlers: Handlers = {
  ...bannerHandlers,
  ...emailHandlers,
  ...messageHandlers,
  ...messageStatusHandlers,
  ...workflowHandlers,
};
