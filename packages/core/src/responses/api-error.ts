import {
  ApiError,
  type ApiErrorInit,
  RateLimitError,
  type RateLimitReason,
} from "../errors/errors.ts";
import {
  isWindowExhausted,
  requestedDelayMs,
  resetAtOf,
  retryAfterMs,
} from "../rate-limit/rate-limit-headers.ts";
import type { ReadableHeaders } from "../transport/exchange.ts";
import type { OperationFacts } from "../transport/operation-table-types.ts";
import { detailsOf, requestIdOf } from "./error-body.ts";
import { reasonOf, type SentValues } from "./reason.ts";

/** What is known of the call of a response. */
interface CallOfResponse extends SentValues {
  readonly facts: OperationFacts;
  readonly attempts: number;
}

const calls = new WeakMap<Response, CallOfResponse>();

/** Records the call of a failed response, so that the message of its error repeats nothing that was sent. */
export function recordCall(response: Response, call: CallOfResponse): void {
  calls.set(response, call);
}

/**
 * Returns the error of a failed result: a {@link RateLimitError} for a 429, an {@link ApiError} for
 * every other status. It does not throw it.
 *
 * @example
 * ```ts
 * import { apiError, type Requester } from "@interkit/core";
 *
 * export async function me(client: Requester): Promise<unknown> {
 *   const result = await client.request("GET /me");
 *   if (result.error) throw apiError("GET /me", result);
 *   return result.data;
 * }
 * ```
 */
export function apiError(
  route: string,
  result: { readonly error: unknown; readonly response: Response },
): ApiError {
  const { error, response } = result;
  const call = calls.get(response);
  const headers = new Headers(response.headers);
  headers.delete("set-cookie");
  const errors = detailsOf(error);
  const init: ApiErrorInit = {
    route,
    status: response.status,
    errors,
    reason: reasonOf(errors, call),
    requestId: requestIdOf(error, headers),
    headers,
  };
  const failure = response.status === 429 ? rateLimitError(init, call?.facts) : new ApiError(init);
  return call === undefined ? failure : Object.assign(failure, { attempts: call.attempts });
}

function rateLimitError(init: ApiErrorInit, facts: OperationFacts | undefined): RateLimitError {
  const { headers } = init;
  const resetAt = resetAtOf(headers);
  const reason = rateLimitReasonOf(facts, headers);
  return new RateLimitError({
    ...init,
    resetAt: resetAt === undefined ? undefined : new Date(resetAt),
    reason,
    retryAfterMs: reason === "busy" ? requestedDelayMs(headers) : retryAfterMs(headers),
  });
}

/**
 * A pending job is no rate limit though it uses the same code: waiting for the window would not help.
 */
export function rateLimitReasonOf(
  facts: OperationFacts | undefined,
  headers: ReadableHeaders,
): RateLimitReason {
  return facts?.busy && !isWindowExhausted(headers) ? "busy" : "rate-limit";
}
