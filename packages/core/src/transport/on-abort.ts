/** Those who wait for a signal, and the one listener that tells them. */
class Audience {
  readonly callbacks = new Set<() => void>();
  readonly listener = (): void => {
    for (const callback of this.callbacks) callback();
  };
}

const audiences = new WeakMap<AbortSignal, Audience>();

/**
 * Calls back when a signal is aborted, until the returned function is called.
 *
 * However many calls share a signal, it gets one listener: of more than ten, Node warns as of a leak.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  let audience = audiences.get(signal);
  if (audience === undefined) {
    audience = new Audience();
    audiences.set(signal, audience);
    signal.addEventListener("abort", audience.listener);
  }
  const { callbacks, listener } = audience;
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size > 0) return;
    signal.removeEventListener("abort", listener);
    audiences.delete(signal);
  };
}
