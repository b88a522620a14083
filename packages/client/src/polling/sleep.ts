import { abortError, onAbort } from "@interkit/core";

/**
 * Waits for a time.
 *
 * @throws The platform's `AbortError` when the signal is aborted before.
 */
export async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) throw abortError(signal.reason);
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      stopListening?.();
      resolve();
    }, ms);
    const stopListening =
      signal &&
      onAbort(signal, () => {
        clearTimeout(timer);
        stopListening?.();
        reject(abortError(signal.reason));
      });
  });
}
