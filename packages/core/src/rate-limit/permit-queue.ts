import type { Priority } from "../transport/options.ts";

/** Of this many permits bulk calls get at least one, however many interactive calls wait. */
const bulkEvery = 10;

/** A call that waits for a permit. */
export interface Waiter {
  readonly priority: Priority;
  grant(): void;
}

/** The calls that wait for a permit: interactive calls before bulk ones, each in order of arrival. */
export class PermitQueue {
  readonly #queues: Record<Priority, Set<Waiter>> = { interactive: new Set(), bulk: new Set() };
  #sinceBulk = 0;

  get size(): number {
    return this.#queues.interactive.size + this.#queues.bulk.size;
  }

  /** How many calls wait, by priority. */
  get waiting(): Readonly<Record<Priority, number>> {
    return { interactive: this.#queues.interactive.size, bulk: this.#queues.bulk.size };
  }

  /** Whether the next permit belongs to a bulk call, even if it uses the reserve. */
  get #isBulkDue(): boolean {
    return this.#queues.bulk.size > 0 && this.#sinceBulk >= bulkEvery - 1;
  }

  enqueue(waiter: Waiter): void {
    this.#queues[waiter.priority].add(waiter);
  }

  remove(waiter: Waiter): void {
    this.#queues[waiter.priority].delete(waiter);
  }

  /** Removes and returns the next call. */
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
