import type { Priority } from "../options.ts";

/** Bulk calls get every n-th turn at least, however many interactive ones there are. */
const bulkEvery = 10;

/** Someone who waits for a turn. */
export interface Waiter {
  readonly priority: Priority;
  go(): void;
}

/** Those who wait: interactive calls before bulk ones, each in the order in which they came. */
export class Turns {
  readonly #queues: Record<Priority, Set<Waiter>> = { interactive: new Set(), bulk: new Set() };
  #sinceBulk = 0;

  get size(): number {
    return this.#queues.interactive.size + this.#queues.bulk.size;
  }

  add(waiter: Waiter): void {
    this.#queues[waiter.priority].add(waiter);
  }

  remove(waiter: Waiter): boolean {
    return this.#queues[waiter.priority].delete(waiter);
  }

  /** Whose turn it is, and whether it is a bulk call's by right, reserve or not. */
  next(): { readonly waiter: Waiter; readonly isDue: boolean } | undefined {
    const [interactive] = this.#queues.interactive;
    const [bulk] = this.#queues.bulk;
    const isDue = bulk !== undefined && this.#sinceBulk >= bulkEvery - 1;
    const waiter = isDue ? bulk : (interactive ?? bulk);
    return waiter && { waiter, isDue };
  }

  /** Takes someone out whose turn has come; false when nobody waits there any more. */
  take(waiter: Waiter): boolean {
    if (!this.remove(waiter)) return false;
    this.#sinceBulk = waiter.priority === "bulk" ? 0 : this.#sinceBulk + 1;
    return true;
  }
}
