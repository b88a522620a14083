/** The longest time that `setTimeout` accepts. */
const maxMs = 2 ** 31 - 1;

/** One timer at a time, which does not keep the program running. */
export class Timer {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Runs an action after a time in milliseconds of real time, in place of the previous one. */
  set(ms: number, action: () => void): void {
    this.clear();
    this.#timer = setTimeout(action, Math.min(maxMs, Math.max(1, ms)));
    // Timers are objects on Node, and numbers on other platforms.
    const timer = this.#timer as unknown as { readonly unref?: () => void };
    timer.unref?.();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
