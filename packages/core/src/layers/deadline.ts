import { TimeoutError } from "../errors.ts";
import type { Layer } from "../layer.ts";
import { onAbort } from "../on-abort.ts";

/**
 * Ends a call that takes longer than `timeoutMs`, whatever it is waiting for, with a
 * {@link TimeoutError}, and one that its caller gave up with an `AbortError`.
 *
 * What is inside is told by the request's signal, but the call ends even if nobody listens.
 */
export function deadline(route: string, timeoutMs: number, caller?: AbortSignal): Layer {
  return (next) => async (request) => {
    const end = new AbortController();
    const giveUp = () => end.abort(abortError(caller?.reason));
    const runOut = () => end.abort(new TimeoutError(route, { timeoutMs, phase: "call" }));
    if (caller?.aborted) giveUp();
    end.signal.throwIfAborted();
    const ended = new Promise<never>((_, reject) => {
      end.signal.addEventListener("abort", () => reject(end.signal.reason), { once: true });
    });
    // Listened to by hand, not by AbortSignal.any, which on Node 20 leaks into a long-lived signal.
    const forget = caller && onAbort(caller, giveUp);
    const timer = Number.isFinite(timeoutMs) ? setTimeout(runOut, timeoutMs) : undefined;
    try {
      return await Promise.race([next(new Request(request, { signal: end.signal })), ended]);
    } catch (error) {
      throw end.signal.aborted ? end.signal.reason : error;
    } finally {
      clearTimeout(timer);
      forget?.();
    }
  };
}

/** A caller may abort with any reason; what it catches is always called `AbortError`. */
function abortError(reason: unknown): unknown {
  if (reason instanceof DOMException && reason.name === "AbortError") return reason;
  const error = new DOMException("The call was aborted", "AbortError");
  Object.defineProperty(error, "cause", { value: reason, configurable: true });
  return error;
}
