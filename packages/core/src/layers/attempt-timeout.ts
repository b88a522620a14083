import { TimeoutError } from "../errors.ts";
import type { Step } from "../exchange.ts";
import { onAbort } from "../on-abort.ts";

/**
 * Gives every attempt a signal of its own, and ends the attempt when its time is over.
 *
 * The call's own end ends the attempt too. An attempt ends even if nobody heeds its signal.
 */
export const attemptTimeout: Step = (next) => (outgoing) => {
  const { deadline, route, retry } = outgoing.call;
  const { attemptTimeoutMs: timeoutMs } = retry;
  const controller = new AbortController();
  const { signal: outer } = outgoing;
  return new Promise((resolve, reject) => {
    const letGo = () => {
      clearTimeout(timer);
      forget();
      forgetOuter?.();
    };
    const end = (reason: unknown) => {
      letGo();
      controller.abort(reason);
      reject(reason);
    };
    const runOut = () => end(new TimeoutError(route, { timeoutMs, phase: "attempt" }));
    // The call's own time may be over before.
    const isTimed = timeoutMs < deadline.remainingMs;
    const timer = isTimed ? setTimeout(runOut, timeoutMs) : undefined;
    const forget = deadline.onEnd(end);
    const forgetOuter = outer && onAbort(outer, () => end(outer.reason));
    next({ ...outgoing, signal: controller.signal })
      .then(resolve, reject)
      .finally(letGo);
  });
};
