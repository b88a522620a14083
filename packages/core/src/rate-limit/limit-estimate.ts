/** A refusal after fewer calls tells of others, and not of the limit. */
const minCalls = 20;
/** How a limit that no header tells is found: down when it was too high, slowly up afterwards. */
const decreaseFactor = 0.9;
const increaseFactor = 1.05;

/** How many calls a window allows: as answers tell, or else as refusals show. */
export class LimitEstimate {
  readonly #max: number;
  #calls: number;
  #isReported = false;

  constructor(max: number) {
    this.#max = max;
    this.#calls = max;
  }

  get calls(): number {
    return this.#calls;
  }

  /** Whether an answer has told it. */
  get isReported(): boolean {
    return this.#isReported;
  }

  setReported(calls: number): void {
    this.#calls = calls;
    this.#isReported = true;
  }

  /** So many calls were let through before one was refused. */
  decrease(served: number): void {
    this.#calls = Math.min(this.#calls, Math.max(minCalls, Math.floor(served * decreaseFactor)));
  }

  /** A window passed without a refusal. */
  increase(): void {
    if (!this.#isReported)
      this.#calls = Math.min(this.#max, Math.ceil(this.#calls * increaseFactor));
  }
}
