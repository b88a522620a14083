import type { Handlers } from "../../engine/call.ts";
import { finHandlers } from "./fin.ts";
import { finCsatHandlers } from "./fin-csat.ts";
import { finEscalationHandlers } from "./fin-escalation.ts";
import { finVoiceHandlers } from "./fin-voice.ts";
import { procedureHandlers } from "./procedures.ts";

/** The operations of Fin. */
export const handlers: Handlers = {
  ...finCsatHandlers,
  ...finEscalationHandlers,
  ...finHandlers,
  ...finVoiceHandlers,
  ...procedureHandlers,
};
