import type { Handlers } from "../../engine/request-context.ts";
import { segmentHandlers } from "./segment-handlers.ts";

/** The operations of segments of contacts and companies. */
export const handlers: Handlers = {
  ...segmentHandlers,
};
