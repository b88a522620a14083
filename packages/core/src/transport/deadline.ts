import { TimeoutError } from "../errors/errors.ts";
import { onAbort } from "./on-abort.ts";

/**
 * The deadline of a call: it ends the call when its time is over or its caller aborts it.
 *
 * All waits of a call listen to it. A platform's `AbortSignal` is made only where one is needed.
 */
export class Deadline {
  readonly #listeners = new Set<(reason: unknown) => void>();
  readonly #endsAt: number;
  #reason: unknown;
  #isOver = false;
  #controller: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopListening: (() => void) | undefined;

  /** @throws The platform's `AbortError` when the caller's signal is aborted already. */
  constructor(route: string, timeoutMs: number, caller: AbortSignal | undefined) {
    this.#endsAt = performance.now() + timeoutMs;
    if (caller?.aborted) throw abortError(caller.reason);
    // Not by AbortSignal.any, which on Node 20 leaks memory into a long-lived signal.
    this.#stopListening = caller && onAbort(caller, () => this.#end(abortError(caller.reason)));
    if (Number.isFinite(timeoutMs)) {
      const onTimeout = () => this.#end(new TimeoutError(route, { timeoutMs, phase: "call" }));
      this.#timer = setTimeout(onTimeout, timeoutMs);
    }
  }

  /** Milliseconds that are left. */
  get remainingMs(): number {
    return this.#endsAt - performance.now();
  }

  /** A platform's signal that is aborted when the call is over. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      const controller = new AbortController();
      this.#controller = controller;
      this.onEnd((reason) => controller.abort(reason));
    }
    return this.#controller.signal;
  }

  /** Calls back when the call is over, or at once if it is, until the returned function is called. */
  onEnd(listener: (reason: unknown) => void): () => void {
    if (this.#isOver) listener(this.#reason);
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws The reason, when the call is over. */
  check(): void {
    if (this.#isOver) throw this.#reason;
  }

  /** Resolves as the promise does, unless the call is over before. */
  race<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const stopListening = this.onEnd(reject);
      promise.then(resolve, reject).finally(stopListening);
    });
  }

  /** Waits, unless the call is over before. */
  sleep(ms: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const slept = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    return this.race(slept).finally(() => clearTimeout(timer));
  }

  /** Removes timer and listeners. Must be called when the call has ended by itself. */
  close(): void {
    clearTimeout(this.#timer);
    this.#stopListening?.();
    this.#listeners.clear();
  }

  #end(reason: unknown): void {
    this.#isOver = true;
    this.#reason = reason;
    const listeners = [...this.#listeners];
    this.close();
    for (const listener of listeners) listener(reason);
  }
}

/**
 * Returns the error for an aborted call. Callers may abort with any reason; the error that they catch is always
 * the platform's `AbortError`, with another reason as its `cause`.
 *
 * @example
 * ```ts
 * import { abortError } from "@interkit/core";
 *
 * const check = (signal: AbortSignal) => {
 *   if (signal.aborted) throw abortError(signal.reason);
 * };
 * ```
 */
export function abortError(reason: unknown): unknown {
  if (reason instanceof DOMException && reason.name === "AbortError") return reason;
  const error = new DOMException("The call was aborted", "AbortError");
  Object.defineProperty(error, "cause", { value: reason });
  return error;
}
