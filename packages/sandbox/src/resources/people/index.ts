import type { Handlers } from "../../engine/call.ts";
import { noteHandlers } from "./note-handlers.ts";
import { segmentHandlers } from "./segment-handlers.ts";

/** The operations of what contacts and companies share. */
export const handlers: Handlers = {
  ...noteHandlers,
  ...segmentHandlers,
};
