import type { Handlers } from "../engine/request-context.ts";
import { handlers as bicycles } from "./bicycles.ts";
import { handlers as rentals } from "./rentals.ts";

/** The handlers of all operations, by their ids. */
export const handlers: Handlers = { ...bicycles, ...rentals };
