const longestMs = 50;
/** A turn for each of a few calls would only delay them. */
const fewestCalls = 100;

/**
 * Lets timers and signals of the process run. Promises alone do not: a list in memory and a step that awaits nothing
 * would keep the lease from being renewed, and SIGINT from being received, until the end of the run.
 */
export class EventLoop {
  #lastTurnAt = performance.now();
  #calls = 0;
  #turn: Promise<void> | undefined;

  /** Waits for the next turn of the event loop where the last one was long ago. */
  async yield(): Promise<void> {
    this.#calls += 1;
    if (this.#calls < fewestCalls || performance.now() - this.#lastTurnAt < longestMs) return;
    this.#turn ??= this.#next();
    await this.#turn;
  }

  async #next(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#turn = undefined;
    this.#calls = 0;
    this.#lastTurnAt = performance.now();
  }
}
