import { marginOf, type TimeUnit } from "./range-query.ts";

/** An item that was returned: its time, and its key. */
export type ReturnedItem = readonly [time: number, key: string];

/** How far the items of a range were returned. */
export interface Reached {
  /** The latest time of an item that was returned. */
  readonly reached?: number;
  /** The items that a search from there on finds again. */
  readonly done?: readonly ReturnedItem[];
}

/**
 * The latest items of a range that were returned. Where the rest of the range is searched by another
 * query, whose cursors are others, that search finds some of them again.
 */
export class ReturnedItems {
  readonly #margin: number;
  readonly #done: ReadonlySet<string>;
  readonly #before: Reached;
  #items: { readonly item: ReturnedItem; readonly walked: number }[];

  constructor(before: Reached, unit: TimeUnit) {
    const { done = [] } = before;
    this.#margin = marginOf(unit);
    this.#before = before;
    this.#done = new Set(done.map(([, key]) => key));
    this.#items = done.map((item) => ({ item, walked: 0 }));
  }

  /** Adds an item with which so many were walked. Returns whether it was returned before this walk. */
  add(item: ReturnedItem, walked: number): boolean {
    this.#items.push({ item, walked });
    return this.#done.has(item[1]);
  }

  /** What was returned with the items up to one. */
  at(walked: number): Reached {
    const items = this.#items.filter((one) => one.walked <= walked).map(({ item }) => item);
    const first = this.#before.reached ?? Number.NEGATIVE_INFINITY;
    const reached = items.reduce((latest, [time]) => Math.max(latest, time), first);
    if (reached === Number.NEGATIVE_INFINITY) return {};
    const done = new Map(items.map((item) => [item[1], item]));
    return { reached, done: [...done.values()].filter(([time]) => time >= reached - this.#margin) };
  }

  /** Forgets the items that are not found again by a search from an item on. */
  forget(walked: number): void {
    const { reached = Number.NEGATIVE_INFINITY } = this.at(walked);
    this.#items = this.#items.filter(({ item: [time] }) => time >= reached - this.#margin);
  }
}
