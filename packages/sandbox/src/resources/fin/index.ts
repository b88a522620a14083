import type { Handlers } from "../../engine/call.ts";
import { finHandlers } from "./fin.ts";
import { finVoiceHandlers } from "./fin-voice.ts";
import { procedureHandlers } from "./procedures.ts";

/** The operations of Fin. */
export const handlers: Handlers = {
  ...finHandlers,
  ...finVoiceHandlers,
  ...procedureHandlers,
};
