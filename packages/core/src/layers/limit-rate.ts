import type { HookList } from "../observe/hook-list.ts";
import type { Limiter, Permit } from "../rate-limit/limiter.ts";
import { retryAfterMs } from "../rate-limit/rate-limit-headers.ts";
import { rateLimitReasonOf } from "../responses/api-error.ts";
import type { CallState, TransportLayer } from "../transport/exchange.ts";

/** Waits for a permit before each attempt, and records the response. */
export function limitRate(limiter: Limiter, hooks: HookList | undefined): TransportLayer {
  return (next) => async (request) => {
    const { call } = request;
    call.deadline.check();
    const permit = limiter.tryAcquire(call.priority) ?? (await waitForPermit(limiter, hooks, call));
    try {
      const response = await next(request);
      const { status, headers } = response;
      const reason = status === 429 ? rateLimitReasonOf(call.facts, headers) : undefined;
      permit.recordResponse(headers, reason === "rate-limit");
      if (reason !== undefined) {
        const delayMs = retryAfterMs(headers);
        hooks?.notify("onRateLimit", call, () => ({ reason, delayMs }));
      }
      return response;
    } catch (error) {
      permit.recordFailure();
      throw error;
    }
  };
}

async function waitForPermit(
  limiter: Limiter,
  hooks: HookList | undefined,
  call: CallState,
): Promise<Permit> {
  const start = performance.now();
  const permit = await limiter.acquire(call.priority, call.deadline);
  const delayMs = performance.now() - start;
  if (permit.wasDelayed) {
    hooks?.notify("onRateLimit", call, () => ({ reason: "wait" as const, delayMs }));
  }
  return permit;
}
