import type { List, Progress } from "@interkit/client";
import type { ExistingObject, Listing } from "./collection.ts";

const batchSize = 150;

/**
 * The objects of a list with page numbers; one that moves to a later page comes twice. The list is whole where there
 * are as many ids as the `total_count` of Intercom, and that has not changed during the iteration: objects would have
 * moved to pages that were read before.
 */
export class CountedListing<Item extends { readonly id: string }> implements Listing {
  readonly #list: List<Item>;
  readonly #most: number;
  readonly #toObject: (item: Item) => ExistingObject | undefined;
  #isWhole = false;

  /**
   * @param most How many items the list can return; what is behind them is not requested.
   * @param toObject Returns `undefined` for an item that belongs to another collection.
   */
  constructor(
    list: List<Item>,
    toObject: (item: Item) => ExistingObject | undefined,
    most: number = Number.MAX_SAFE_INTEGER,
  ) {
    this.#list = list;
    this.#toObject = toObject;
    this.#most = most;
  }

  async *pages(): AsyncGenerator<readonly ExistingObject[]> {
    const ids = new Set<string>();
    let progress: Progress | undefined;
    let objects: ExistingObject[] = [];
    const list = this.#list.withProgress((now) => {
      progress = now;
    });
    for await (const item of list.take(this.#most)) {
      ids.add(item.id);
      const object = this.#toObject(item);
      if (object !== undefined) objects.push(object);
      if (objects.length < batchSize) continue;
      yield objects;
      objects = [];
    }
    if (objects.length > 0) yield objects;
    this.#isWhole = progress?.hasChanged === false && progress.totalCount === ids.size;
  }

  isWhole(): boolean {
    return this.#isWhole;
  }
}
