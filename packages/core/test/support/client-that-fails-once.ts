import type { Hooks } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { observe } from "./observe.ts";

export const token = "secret-token";

/** Returns a client whose first response is a 503, and the second one as passed. */
export function clientThatFailsOnce(
  hooks: Hooks | readonly Hooks[],
  then = Response.json({ id: "1" }),
  more = {},
) {
  const responses = [then, Response.json({}, { status: 503 })];
  const { fetch, requests } = observe(() => responses.pop() ?? Response.json({}));
  return { client: createClient({ token, fetch, hooks, ...more }), requests };
}
