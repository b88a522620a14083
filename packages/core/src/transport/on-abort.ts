/** The callbacks of a signal, and the one listener that calls them. */
class SharedListener {
  readonly callbacks = new Set<() => void>();
  readonly listener = (): void => {
    for (const callback of this.callbacks) callback();
  };
}

const sharedListeners = new WeakMap<AbortSignal, SharedListener>();

/**
 * Calls back when a signal is aborted, until the returned function is called.
 *
 * All callers that share a signal use one listener: Node warns of a leak at more than ten. A signal that was
 * aborted before never calls back.
 *
 * @example
 * ```ts
 * import { onAbort } from "@interkit/core";
 *
 * const sleep = (ms: number, signal: AbortSignal) =>
 *   new Promise<void>((resolve) => {
 *     const timer = setTimeout(resolve, ms);
 *     onAbort(signal, () => {
 *       clearTimeout(timer);
 *       resolve();
 *     });
 *   });
 * ```
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  let shared = sharedListeners.get(signal);
  if (shared === undefined) {
    shared = new SharedListener();
    sharedListeners.set(signal, shared);
    signal.addEventListener("abort", shared.listener);
  }
  const { callbacks, listener } = shared;
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size > 0) return;
    signal.removeEventListener("abort", listener);
    sharedListeners.delete(signal);
  };
}
