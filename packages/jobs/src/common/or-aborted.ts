/**
 * Waits for a promise, or until the signal is aborted: then it resolves to `undefined`, and an error of the promise is
 * dropped. Each call removes its listener: a race with one promise for the whole run would keep every value.
 */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const abort = () => resolve(undefined);
    const end = () => signal.removeEventListener("abort", abort);
    promise.then(resolve, reject).finally(end);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}
