import type { Handlers } from "../../engine/call.ts";
import { tagHandlers } from "./tag-handlers.ts";

/** The operations of tags themselves. */
export const handlers: Handlers = {
  ...tagHandlers,
};
