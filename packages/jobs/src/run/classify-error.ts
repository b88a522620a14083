import {
  ApiError,
  ConfigError,
  ConnectionError,
  InterkitError,
  isGone,
  ResponseError,
  TimeoutError,
} from "@interkit/client";
import { JobError } from "../common/job-error.ts";

/**
 * What an error of a step means: `"gone"`, that what the item stands for no longer exists; `"final"`, that no other
 * item can be done either; `"passing"`, that another attempt may succeed; `"lasting"`, that none will.
 */
export type ErrorClass = "gone" | "final" | "passing" | "lasting";

/** Errors of programs and of other libraries are passing ones: a database may be away for a moment. */
export function classifyError(error: unknown): ErrorClass {
  if (isGone(error)) return "gone";
  if (error instanceof JobError || isRefused(error)) return "final";
  // One with a cause follows from a failure of something else, such as of a function that returns the token.
  if (error instanceof ConfigError && error.cause !== undefined) return "passing";
  if (error instanceof ApiError) return isPassing(error.status) ? "passing" : "lasting";
  if (error instanceof ResponseError) {
    // A 405 that is no JSON is a captcha page in front of the API: a client sends no method that has none.
    const isPage = error.status < 400 || error.status === 405;
    return isPage || isPassing(error.status) ? "passing" : "lasting";
  }
  if (error instanceof ConnectionError || error instanceof TimeoutError) return "passing";
  return error instanceof InterkitError ? "lasting" : "passing";
}

/** The token or the workspace may not use the API. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return error.status === 401 || (error.status === 403 && error.code === "api_plan_restricted");
}

function isPassing(status: number): boolean {
  return [408, 425, 429].includes(status) || status >= 500;
}
