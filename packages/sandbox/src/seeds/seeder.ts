import type { CollectionKey, Entity } from "../store/collection.ts";
import type { Store } from "../store/store.ts";

/** A seeded record. */
export interface Seeded {
  /** Its id, as in the API. */
  readonly id: string;
}

/** The base of all seeds: the store that they add to, and the clock. */
export class Seeder {
  readonly #store: () => Store;
  readonly #clock: () => number;

  /** @internal */
  constructor(store: () => Store, clock: () => number) {
    this.#store = store;
    this.#clock = clock;
  }

  /** @internal */
  protected get store(): Store {
    return this.#store();
  }

  /**
   * The time, in Unix seconds.
   *
   * @internal
   */
  protected now(): number {
    return Math.floor(this.#clock() / 1000);
  }

  /**
   * Adds a record with the next id of its collection.
   *
   * @internal
   */
  protected add<T extends Entity>(key: CollectionKey<T>, record: Omit<T, "id">): Seeded {
    const { store } = this;
    return store.collection(key).insert({ ...record, id: store.nextId(key) } as unknown as T);
  }
}
