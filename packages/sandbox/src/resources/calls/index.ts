import type { Handlers } from "../../engine/request-context.ts";
import { callHandlers } from "./calls.ts";
import { phoneCallRedirectHandlers } from "./phone-call-redirects.ts";

/** The operations of phone calls. */
export const handlers: Handlers = {
  ...callHandlers,
  ...phoneCallRedirectHandlers,
};
