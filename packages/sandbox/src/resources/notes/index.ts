import type { Handlers } from "../../engine/request-context.ts";
import { noteHandlers } from "./note-handlers.ts";

/** The operations of notes on contacts and companies. */
export const handlers: Handlers = {
  ...noteHandlers,
};
