import type { Handlers } from "../../engine/request-context.ts";
import { tagHandlers } from "./tag-handlers.ts";

/** The operations of tags themselves. */
export const handlers: Handlers = {
  ...tagHandlers,
};
