import { fetchPage, type ReceivedPage } from "./fetch-page.ts";
import type { PageRequest } from "./styles.ts";
import type { Walk } from "./walk.ts";

/** A request that was sent. */
export interface Started {
  readonly request: PageRequest;
  readonly page: Promise<ReceivedPage>;
  abort(): void;
}

/** Sends a request that can be aborted, by the caller's signal too. */
export function startPage(walk: Walk, request: PageRequest): Started {
  const { signal, abort, close } = abortable(walk.settings.call.signal);
  const page = fetchPage(walk, request, signal).finally(close);
  // The failure of a page that is not read concerns nothing.
  page.catch(() => {});
  return { request, page, abort };
}

/** Waits; it can be aborted, by the caller's signal too, and rejects then. */
export function sleep(
  ms: number,
  caller: AbortSignal | undefined,
): { readonly done: Promise<void>; abort(): void } {
  const { signal, abort, close } = abortable(caller);
  const done = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
  }).finally(close);
  return { done, abort };
}

/** A signal that is aborted by a function, and by the caller's signal until it is closed. */
function abortable(caller: AbortSignal | undefined) {
  const controller = new AbortController();
  const follow = () => controller.abort(caller?.reason);
  if (caller?.aborted) follow();
  caller?.addEventListener("abort", follow);
  return {
    signal: controller.signal,
    abort: () => controller.abort(),
    close: () => caller?.removeEventListener("abort", follow),
  };
}
