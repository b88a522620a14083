import { ApiError, ConnectionError, ResponseError, TimeoutError } from "@interkit/core";

/** What a proxy sends, or what is left of a response, after the request may have been processed. */
const unreadable: ReadonlySet<string> = new Set([
  "cut-off",
  "missing",
  "html",
  "json",
  "content-type",
]);

/** Whether Intercom may have processed the request of a call that failed. */
export function isResponseLost(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === 408 || error.status >= 500;
  if (error instanceof ResponseError)
    return error.status < 400 ? unreadable.has(error.problem) : error.status >= 500;
  return error instanceof ConnectionError || error instanceof TimeoutError;
}
