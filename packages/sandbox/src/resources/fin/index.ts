import type { Handlers } from "../../engine/request-context.ts";
import { customChannelEventHandlers } from "./custom-channel-events.ts";
import { finHandlers } from "./fin.ts";
import { finCsatHandlers } from "./fin-csat.ts";
import { finEscalationHandlers } from "./fin-escalation.ts";
import { finVoiceHandlers } from "./fin-voice.ts";
import { procedureHandlers } from "./procedures.ts";

/** The operations of Fin, and of the channels of others. */
export const handlers: Handlers = {
  ...customChannelEventHandlers,
  ...finCsatHandlers,
  ...finEscalationHandlers,
  ...finHandlers,
  ...finVoiceHandlers,
  ...procedureHandlers,
};
