import type { Listening } from "./node/listen.ts";

/** What `#listen` leads to where there is no Node. */
export async function listen(): Promise<Listening> {
  throw new Error("A sandbox can only listen on Node. Here, call sandbox.fetch instead.");
}
