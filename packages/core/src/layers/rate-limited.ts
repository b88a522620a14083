import { rateLimitReasonOf } from "../answers/api-error.ts";
import type { Watchers } from "../observe/watchers.ts";
import type { Limiter } from "../rate-limit/limiter.ts";
import { retryAfterMs } from "../rate-limit/reading.ts";
import { infoOf } from "../transport/call-of.ts";
import type { Step } from "../transport/exchange.ts";

/** Lets a call go when it is its turn, and learns from its answer. */
export function rateLimited(limiter: Limiter, watchers: Watchers): Step {
  return (next) => async (outgoing) => {
    const { call } = outgoing;
    const { route, attempt } = call;
    const told = () => ({ call: infoOf(call), route, attempt });
    const start = performance.now();
    const permit = await limiter.acquire(call.priority, call.deadline);
    const delayMs = performance.now() - start;
    if (permit.waited) {
      watchers.tell("onRateLimit", () => ({ ...told(), reason: "wait", delayMs }));
    }
    try {
      const answer = await next(outgoing);
      const { status, headers } = answer;
      const reason = status === 429 ? rateLimitReasonOf(route, headers) : undefined;
      permit.answered(headers, reason === "rate-limit");
      if (reason !== undefined) {
        const asked = retryAfterMs(headers);
        watchers.tell("onRateLimit", () => ({ ...told(), reason, delayMs: asked }));
      }
      return answer;
    } catch (error) {
      permit.failed();
      throw error;
    }
  };
}
