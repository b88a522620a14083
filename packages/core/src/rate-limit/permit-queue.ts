import type { Priority } from "../transport/options.ts";

/** Bulk calls get every n-th turn at least, however many interactive ones there are. */
const bulkEvery = 10;

/** Someone who waits for a turn. */
export interface Waiter {
  readonly priority: Priority;
  grant(): void;
}

/** Those who wait: interactive calls before bulk ones, each in the order in which they came. */
export class PermitQueue {
  readonly #queues: Record<Priority, Set<Waiter>> = { interactive: new Set(), bulk: new Set() };
  #sinceBulk = 0;

  get size(): number {
    return this.#queues.interactive.size + this.#queues.bulk.size;
  }

  /** How many wait, by their priority. */
  get waiting(): Readonly<Record<Priority, number>> {
    return { interactive: this.#queues.interactive.size, bulk: this.#queues.bulk.size };
  }

  /** Whether the next turn is a bulk call's by right, reserve or not. */
  get #isBulkDue(): boolean {
    return this.#queues.bulk.size > 0 && this.#sinceBulk >= bulkEvery - 1;
  }

  enqueue(waiter: Waiter): void {
    this.#queues[waiter.priority].add(waiter);
  }

  remove(waiter: Waiter): void {
    this.#queues[waiter.priority].delete(waiter);
  }

  /** Takes out the one whose turn it is. */
  dequeue(): Waiter | undefined {
    const { interactive, bulk } = this.#queues;
    const isBulk = this.#isBulkDue || interactive.size === 0;
    const [waiter] = isBulk ? bulk : interactive;
    if (waiter === undefined) return undefined;
    this.remove(waiter);
    this.#sinceBulk = isBulk ? 0 : this.#sinceBulk + 1;
    return waiter;
  }
}
