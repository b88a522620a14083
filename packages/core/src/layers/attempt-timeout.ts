import { TimeoutError } from "../errors/errors.ts";
import { AttemptSignal } from "../transport/attempt-signal.ts";
import type { TransportLayer } from "../transport/exchange.ts";

/**
 * Gives each attempt a signal of its own, and aborts the attempt when its time is over.
 *
 * The end of the call aborts the attempt too. The attempt also ends if no listener obeys its signal.
 */
export const attemptTimeout: TransportLayer = (next) => (request) => {
  const { deadline, route, retry } = request.call;
  const { attemptTimeoutMs: timeoutMs } = retry;
  const signal = new AttemptSignal();
  const { layerSignal } = request;
  return new Promise((resolve, reject) => {
    deadline.check();
    const release = () => {
      clearTimeout(timer);
      stopListening();
      layerSignal?.removeEventListener("abort", endWithLayer);
    };
    const end = (reason: unknown) => {
      release();
      signal.abort(reason);
      reject(reason);
    };
    const endWithLayer = () => end(layerSignal?.reason);
    const onTimeout = () => end(new TimeoutError(route, { timeoutMs, phase: "attempt" }));
    // The deadline of the call may be earlier.
    const isTimed = timeoutMs < deadline.remainingMs;
    const timer = isTimed ? setTimeout(onTimeout, timeoutMs) : undefined;
    const stopListening = deadline.onEnd(end);
    if (layerSignal?.aborted) return endWithLayer();
    layerSignal?.addEventListener("abort", endWithLayer);
    request.signal = signal;
    next(request).then(
      (response) => {
        release();
        resolve(response);
      },
      (error: unknown) => {
        release();
        reject(error);
      },
    );
  });
};
