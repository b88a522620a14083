import type { CollectionKey, Entity } from "../store/collection.ts";
import type { Store } from "../store/store.ts";

/** What is planted: its id, and what else it was given. */
export interface Seeded {
  /** Its id, as the API shows it. */
  readonly id: string;
}

/** What all seeds stand on: the store that they are put into, and the time at which they are. */
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
   * Puts a thing there, under the next id of its kind.
   *
   * @internal
   */
  protected add<T extends Entity>(key: CollectionKey<T>, thing: Omit<T, "id">): Seeded {
    const { store } = this;
    return store.collection(key).insert({ ...thing, id: store.nextId(key) } as unknown as T);
  }
}
