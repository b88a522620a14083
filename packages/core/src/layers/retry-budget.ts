/** How many repetitions a client has in store, and how much of one each success adds. */
const capacity = 50;
const refillPerSuccess = 0.2;

/**
 * What a client may repeat. In an outage it is used up quickly, and every call is then sent once:
 * repeating would only multiply the load on what is down already.
 */
export class RetryBudget {
  #left = capacity;

  /** A call went well. */
  refill(): void {
    this.#left = Math.min(capacity, this.#left + refillPerSuccess);
  }

  /** Takes one repetition, if one is left. */
  take(): boolean {
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
