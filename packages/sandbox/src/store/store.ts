import { Collection, type CollectionKey, type Entity } from "./collection.ts";
import { Ids } from "./ids.ts";

/** Everything that a sandbox knows, in memory. */
export class Store {
  readonly ids: Ids;
  readonly #collections = new Map<string, unknown>();

  constructor(seed: string) {
    this.ids = new Ids(seed);
  }

  /** The collection that a key defines. It is made when it is first asked for. */
  in<T extends Entity>(key: CollectionKey<T>): Collection<T> {
    const known = this.#collections.get(key.name) as Collection<T> | undefined;
    if (known) return known;
    const made = new Collection(key);
    this.#collections.set(key.name, made);
    return made;
  }

  /** A collection by its name, where its own module cannot be asked; none while it is empty. */
  named(name: string): Collection<Entity> | undefined {
    return this.#collections.get(name) as Collection<Entity> | undefined;
  }

  /** All that is kept, of whatever kind. */
  collections(): Collection<Entity>[] {
    return [...this.#collections.values()] as Collection<Entity>[];
  }

  /** An id for the next thing of a collection. */
  nextId<T extends Entity>(key: CollectionKey<T>): string {
    return key.ids === "hex" ? this.ids.hex() : this.ids.number(key.name);
  }
}
