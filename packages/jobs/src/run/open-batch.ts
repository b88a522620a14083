import type { ItemResult } from "./run-item.ts";
import type { SettledBatch, SettledItem, WorkBatch } from "./work.ts";

/** A batch that was read and is not committed. */
export class OpenBatch<Item> {
  readonly batch: WorkBatch<Item>;
  readonly #settled: SettledItem<Item>[] = [];
  #left: number;
  isStarted = false;
  /** Left for the next run. */
  isDropped = false;
  /** The last series of failures that an item of it belongs to. */
  series: number | undefined;

  constructor(batch: WorkBatch<Item>) {
    this.batch = batch;
    this.#left = batch.items.length;
  }

  get isSettled(): boolean {
    return this.#left === 0;
  }

  settle(index: number, result: ItemResult): void {
    const item = this.batch.items[index];
    if (item === undefined) return;
    this.#settled[index] = { ...item, result };
    this.#left -= 1;
  }

  settled(): SettledBatch<Item> {
    return { items: this.#settled, mark: this.batch.mark };
  }
}
