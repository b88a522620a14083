/** Those who wait for a signal, and the one listener that tells them. */
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
 * However many calls share a signal, it gets one listener: of more than ten, Node warns as of a leak.
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
