import type { Handlers } from "../../engine/request-context.ts";
import { jobHandlers } from "./jobs.ts";

/** The operations of work in the background. */
export const handlers: Handlers = {
  ...jobHandlers,
};
