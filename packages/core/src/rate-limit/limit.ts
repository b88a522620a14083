/** A refusal after fewer calls tells of others, and not of the limit. */
const leastCalls = 20;
/** How a limit that no header tells is found: down when it was too high, slowly up afterwards. */
const backOff = 0.9;
const raise = 1.05;

/** How many calls a window allows: as answers tell, or else as refusals show. */
export class Limit {
  readonly #most: number;
  #calls: number;
  #isTold = false;

  constructor(most: number) {
    this.#most = most;
    this.#calls = most;
  }

  get calls(): number {
    return this.#calls;
  }

  /** Whether an answer has told it. */
  get isTold(): boolean {
    return this.#isTold;
  }

  tell(calls: number): void {
    this.#calls = calls;
    this.#isTold = true;
  }

  /** So many calls were let through before one was refused. */
  lower(served: number): void {
    this.#calls = Math.min(this.#calls, Math.max(leastCalls, Math.floor(served * backOff)));
  }

  /** A window passed without a refusal. */
  probe(): void {
    if (!this.#isTold) this.#calls = Math.min(this.#most, Math.ceil(this.#calls * raise));
  }
}
