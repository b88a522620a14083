import { ApiError } from "@interkit/core";

/** Whether the server refused a request that continues a list: it may not know its cursor any more. */
export function isRefused(error: unknown): boolean {
  return error instanceof ApiError && [400, 404, 410, 422].includes(error.status);
}
