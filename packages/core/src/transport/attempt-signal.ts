/**
 * What ends an attempt. It is listened to like an `AbortSignal`, which is made of it only for a
 * platform that takes nothing else: each one costs a twentieth of a call.
 */
export class AttemptSignal {
  aborted = false;
  reason: unknown;
  readonly #listeners = new Set<() => void>();
  #controller: AbortController | undefined;

  /** One that is aborted with a platform's. */
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

  /** The same as a platform's. */
  get platform(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.aborted) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }
}
