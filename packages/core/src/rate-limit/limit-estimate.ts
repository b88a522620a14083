/** A refusal after fewer calls is caused by other clients, and shows nothing about the limit. */
const minCalls = 20;
/**
 * Factors of the search for a limit that no header reports: decrease after a refusal, then increase
 * slowly.
 */
const decreaseFactor = 0.9;
const increaseFactor = 1.05;

/** Estimates how many calls a window allows: as reported by responses, or else by refusals. */
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

  /** Whether a response has reported the limit. */
  get isReported(): boolean {
    return this.#isReported;
  }

  setReported(calls: number): void {
    this.#calls = calls;
    this.#isReported = true;
  }

  /** Lowers the estimate after a refusal that followed `served` accepted calls. */
  lower(served: number): void {
    this.#calls = Math.min(this.#calls, Math.max(minCalls, Math.floor(served * decreaseFactor)));
  }

  /** Raises the estimate after a window without a refusal. */
  raise(): void {
    if (this.#isReported) return;
    this.#calls = Math.min(this.#max, Math.ceil(this.#calls * increaseFactor));
  }
}
