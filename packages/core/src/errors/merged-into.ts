import { ApiError } from "./errors.ts";

/**
 * The id of the contact that another one was merged into, where an error says so: the response to a request for
 * the other one is 410, and has the id in its `Link` header. It is undefined for every other error, as for the
 * 404 that versions up to 2.15 are documented to respond with.
 *
 * @example
 * ```ts
 * import { mergedInto } from "@interkit/core";
 *
 * async function currentId(id: string, read: (id: string) => Promise<unknown>): Promise<string> {
 *   try {
 *     await read(id);
 *     return id;
 *   } catch (error) {
 *     const into = mergedInto(error);
 *     if (into === undefined) throw error;
 *     return into;
 *   }
 * }
 * ```
 */
export function mergedInto(error: unknown): string | undefined {
  if (!(error instanceof ApiError) || error.status !== 410) return undefined;
  return /\/contacts\/([^>/?]+)>/.exec(error.headers.get("link") ?? "")?.[1];
}
