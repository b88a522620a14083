import type { HookList } from "../observe/hook-list.ts";
import type { Limiter } from "../rate-limit/limiter.ts";
import { retryAfterMs } from "../rate-limit/rate-limit-headers.ts";
import { rateLimitReasonOf } from "../responses/api-error.ts";
import { frozenCallInfo } from "../transport/call-info.ts";
import type { TransportLayer } from "../transport/exchange.ts";

/** Waits for a permit before each attempt, and records the response. */
export function limitRate(limiter: Limiter, hooks: HookList): TransportLayer {
  return (next) => async (request) => {
    const { call } = request;
    const { route, attempt } = call;
    const callEvent = () => ({ call: frozenCallInfo(call), route, attempt });
    const start = performance.now();
    const permit = await limiter.acquire(call.priority, call.deadline);
    const delayMs = performance.now() - start;
    if (permit.wasDelayed) {
      hooks.notify("onRateLimit", () => ({ ...callEvent(), reason: "wait", delayMs }));
    }
    try {
      const response = await next(request);
      const { status, headers } = response;
      const reason = status === 429 ? rateLimitReasonOf(route, headers) : undefined;
      permit.recordResponse(headers, reason === "rate-limit");
      if (reason !== undefined) {
        const requestedMs = retryAfterMs(headers);
        hooks.notify("onRateLimit", () => ({ ...callEvent(), reason, delayMs: requestedMs }));
      }
      return response;
    } catch (error) {
      permit.recordFailure();
      throw error;
    }
  };
}
