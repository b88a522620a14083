import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** Sends a request to Redis, again for as long as Redis cannot be reached or cannot execute it now. */
export type Attempt = <Reply>(request: () => Promise<Reply>) => Promise<Reply>;

/** Between two attempts. */
const retryMs = 1_000;

/** What passes: Redis starts, has no memory, is a replica that is about to become the primary, … */
const passing = /^(BUSY|CLUSTERDOWN|LOADING|MASTERDOWN|MISCONF|NOREPLICAS|OOM|READONLY|TRYAGAIN)\b/;

/** Requests end when the signal is aborted, with its reason: Redis may not respond at all. */
export function attempting(onError: (error: unknown) => void, signal: AbortSignal): Attempt {
  // Every request may listen to it.
  setMaxListeners(0, signal);
  return async (request) => {
    for (;;) {
      signal.throwIfAborted();
      try {
        return await untilAborted(request(), signal);
      } catch (error) {
        if (signal.aborted || !isPassing(error)) throw error;
        onError(error);
      }
      await sleep(retryMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  };
}

function isPassing(error: unknown): boolean {
  const { name, message }: Partial<Error> = Object(error);
  if (name === "ReplyError") return passing.test(message ?? "");
  return message !== "Connection is closed.";
}

/** Rejects with the reason of the signal when it is aborted first. */
export async function untilAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
): Promise<Value> {
  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
