import type { Hooks } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { observe } from "./observe.ts";

export const token = "secret-token";

/** A client whose first answer is 503, and whose second one is this. */
export function clientThatFailsOnce(
  hooks: Hooks | readonly Hooks[],
  then = Response.json({ id: "1" }),
  more = {},
) {
  const responses = [then, Response.json({}, { status: 503 })];
  const { fetch, requests } = observe(() => responses.pop() ?? Response.json({}));
  return { client: createClient({ token, fetch, hooks, ...more }), requests };
}
