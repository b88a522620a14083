/** How many retries a client can save up, and which part of one each success adds. */
const capacity = 50;
const refillPerSuccess = 0.2;

/**
 * The retries that a client may make. In an outage they are used up quickly, and every call is then
 * sent once: retries would only multiply the load on a server that fails already.
 */
export class RetryBudget {
  #left = capacity;

  /** Records a success. */
  refill(): void {
    this.#left = Math.min(capacity, this.#left + refillPerSuccess);
  }

  /** Takes one retry, if one is left. */
  take(): boolean {
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
