import type { Handlers } from "./call.ts";

/** Some of a resource's handlers: for what the API reads but cannot make or change. */
export function only(handlers: Handlers, ...ids: readonly string[]): Handlers {
  return Object.fromEntries(Object.entries(handlers).filter(([id]) => ids.includes(id)));
}
