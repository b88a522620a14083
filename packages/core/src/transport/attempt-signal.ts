/**
 * Aborts an attempt. It has the listeners of an `AbortSignal`, which is only made for a platform that
 * needs one: each costs a twentieth of a call.
 */
export class AttemptSignal {
  aborted = false;
  reason: unknown;
  readonly #listeners = new Set<() => void>();
  #controller: AbortController | undefined;

  /** Returns one that is aborted together with a platform's signal. */
  static of(signal: AbortSignal): AttemptSignal {
    const made = new AttemptSignal();
    const follow = () => made.abort(signal.reason);
    if (signal.aborted) follow();
    else signal.addEventListener("abort", follow);
    return made;
  }

  abort(reason: unknown): void {
    this.aborted = true;
    this.reason = reason;
    this.#controller?.abort(reason);
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  addEventListener(_type: "abort", listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    this.#listeners.delete(listener);
  }

  /** The same signal as a platform's `AbortSignal`. */
  get platform(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.aborted) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }
}
