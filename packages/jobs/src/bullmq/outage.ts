import type { Changes } from "../run/changes.ts";
import type { ItemResult } from "../run/run-item.ts";

/**
 * Counts failures in a row that may pass, which are those of an outage, or of the last items before it. They are
 * kept for good only when another item succeeds.
 */
export class Outage {
  readonly #maxFailuresInARow: number;
  readonly #changes: Changes;
  #failuresInARow = 0;
  #series = 0;

  constructor(maxFailuresInARow: number, changes: Changes) {
    this.#maxFailuresInARow = maxFailuresInARow;
    this.#changes = changes;
  }

  /** The number of the series of failures, which grows when an item succeeds. */
  get series(): number {
    return this.#series;
  }

  /** Counts how an item ended. Returns whether there were too many failures in a row. */
  count(result: ItemResult): boolean {
    if (result.outcome === "failed" && result.mayPass) {
      this.#failuresInARow += 1;
      return this.#failuresInARow >= this.#maxFailuresInARow;
    }
    this.#failuresInARow = 0;
    this.#series += 1;
    this.#changes.notify();
    return false;
  }

  /** For the next run. */
  reset(): void {
    this.#failuresInARow = 0;
  }
}
