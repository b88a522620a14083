import { TimeoutError } from "../errors/errors.ts";
import { AttemptSignal } from "../transport/attempt-signal.ts";
import type { Step } from "../transport/exchange.ts";

/**
 * Gives every attempt a signal of its own, and ends the attempt when its time is over.
 *
 * The call's own end ends the attempt too. An attempt ends even if nobody heeds its signal.
 */
export const attemptTimeout: Step = (next) => (outgoing) => {
  const { deadline, route, retry } = outgoing.call;
  const { attemptTimeoutMs: timeoutMs } = retry;
  const signal = new AttemptSignal();
  const { signal: outer = new AttemptSignal() } = outgoing;
  return new Promise((resolve, reject) => {
    deadline.check();
    const letGo = () => {
      clearTimeout(timer);
      forget();
      outer.removeEventListener("abort", endWithOuter);
    };
    const end = (reason: unknown) => {
      letGo();
      signal.abort(reason);
      reject(reason);
    };
    const endWithOuter = () => end(outer.reason);
    const runOut = () => end(new TimeoutError(route, { timeoutMs, phase: "attempt" }));
    // The call's own time may be over before.
    const isTimed = timeoutMs < deadline.remainingMs;
    const timer = isTimed ? setTimeout(runOut, timeoutMs) : undefined;
    const forget = deadline.onEnd(end);
    if (outer.aborted) return endWithOuter();
    outer.addEventListener("abort", endWithOuter);
    next({ ...outgoing, signal }).then(
      (answer) => {
        letGo();
        resolve(answer);
      },
      (error: unknown) => {
        letGo();
        reject(error);
      },
    );
  });
};
