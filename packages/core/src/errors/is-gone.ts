import { ApiError, ResponseError } from "./errors.ts";

/**
 * Whether an error states that the object of the request no longer exists, or is no longer to be read
 * under its id: status 404, also where the response is an HTML page instead of JSON, or 410, which a
 * contact that was merged into another one has. A program that copies data deletes its copy then.
 *
 * @example
 * ```ts
 * import { isGone } from "@interkit/core";
 *
 * async function readOrNothing<T>(call: Promise<T>): Promise<T | undefined> {
 *   return call.catch((error: unknown) => {
 *     if (isGone(error)) return undefined;
 *     throw error;
 *   });
 * }
 * ```
 */
export function isGone(error: unknown): boolean {
  if (!(error instanceof ApiError || error instanceof ResponseError)) return false;
  return error.status === 404 || error.status === 410;
}
