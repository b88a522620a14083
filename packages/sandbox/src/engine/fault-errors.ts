import type { ErrorFault } from "../faults/fault.ts";
import { ApiError } from "./errors.ts";

/** Intercom's code and message for each status. */
const codes: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ["bad_request", "Bad Request"],
  401: ["unauthorized", "Access Token Invalid"],
  402: ["api_plan_restricted", "The plan does not include this"],
  403: ["forbidden", "Forbidden"],
  404: ["not_found", "Resource Not Found"],
  406: ["media_type_not_acceptable", "The Accept header is not supported"],
  408: ["request_timeout", "Request Timeout"],
  409: ["conflict", "Conflict"],
  415: ["unsupported", "The Content-Type is not supported"],
  422: ["unprocessable_entity", "Unprocessable Entity"],
  429: ["rate_limit_exceeded", "Exceeded rate limit"],
  500: ["server_error", "Internal Server Error"],
  503: ["service_unavailable", "Service Unavailable"],
  504: ["request_timeout", "Gateway Timeout"],
};

/** Creates the error of a fault. */
export function faultError({ status, ...fault }: ErrorFault): ApiError {
  const other = status < 500 ? ["client_error", "Client Error"] : ["server_error", "Server Error"];
  const [code = "", message = ""] = codes[status] ?? other;
  return new ApiError(status, { code: fault.code ?? code, message: fault.message ?? message });
}

/**
 * Sets the headers of a fault on its error response. For a 429 with `retryAfterSeconds`,
 * `X-RateLimit-Reset` is that time too, and not the end of the rate limit window.
 *
 * @param now when the request arrived, in Unix seconds.
 */
export function addFaultHeaders(fault: ErrorFault, answer: Response, now: number): Response {
  const headers = new Headers(answer.headers);
  if (fault.status === 429) {
    headers.set("X-RateLimit-Remaining", "0");
    if (fault.retryAfterSeconds !== undefined) {
      headers.set("X-RateLimit-Reset", String(now + fault.retryAfterSeconds));
    }
  }
  if (fault.rateLimitHeaders === false) {
    for (const name of ["Limit", "Remaining", "Reset"]) headers.delete(`X-RateLimit-${name}`);
  }
  if (fault.retryAfterSeconds !== undefined) {
    headers.set("Retry-After", String(fault.retryAfterSeconds));
  }
  for (const [name, value] of Object.entries(fault.headers ?? {})) headers.set(name, value);
  return new Response(answer.body, { status: answer.status, headers });
}
