import { Collection, type CollectionKey, type Entity } from "./collection.ts";
import { type IdCounts, Ids } from "./ids.ts";
import { type Change, type ChangeListener, Journal } from "./journal.ts";
import type { SearchLag, UnindexedChange } from "./search-lag.ts";

/** All that a sandbox knows, as plain JSON. */
export interface Snapshot {
  /** The form of a snapshot. Another number is another form, and is refused. */
  readonly format: 1;
  /** What ids follow from. */
  readonly seed: string;
  /** How far the counting of ids has come. */
  readonly ids: IdCounts;
  /** Everything of each kind, in the order in which it came. */
  readonly collections: Readonly<Record<string, readonly Entity[]>>;
  /** What searches do not know yet, where they are late. */
  readonly late?: readonly UnindexedChange[];
}

/** What one request changed. */
export interface JournalEntry {
  readonly ids: IdCounts;
  readonly changes: readonly Change[];
}

/** Everything that a sandbox knows, in memory. */
export class Store {
  readonly ids: Ids;
  /** Told of everything that is put there, changed or deleted. */
  onChange: ChangeListener | undefined;
  /** What searches do not know yet, where they are late. */
  lag: SearchLag | undefined;
  readonly #seed: string;
  readonly #collections = new Map<string, Collection<Entity>>();
  readonly #journal = new Journal((change, before) => {
    this.lag?.record(change, before);
    this.onChange?.(change, before);
  });

  constructor(seed: string, from?: Snapshot) {
    this.#seed = from?.seed ?? seed;
    this.ids = new Ids(this.#seed);
    if (!from) return;
    this.ids.counts = from.ids;
    for (const [name, things] of Object.entries(from.collections)) {
      const collection = this.#make(name);
      for (const thing of things) collection.insert(thing);
    }
  }

  /** The collection that a key defines. It is made when it is first asked for. */
  collection<T extends Entity>(key: CollectionKey<T>): Collection<T> {
    const collection = this.#collection(key.name) as unknown as Collection<T>;
    collection.setKey(key);
    return collection;
  }

  /** A collection by its name, where its own module cannot be asked; none while it is empty. */
  collectionNamed(name: string): Collection<Entity> | undefined {
    return this.#collections.get(name);
  }

  /** All that is kept, of whatever kind. */
  collections(): Collection<Entity>[] {
    return [...this.#collections.values()];
  }

  /** An id for the next thing of a collection. */
  nextId<T extends Entity>(key: CollectionKey<T>): string {
    return key.ids === "number" ? this.ids.number(key.name) : this.ids[key.ids]();
  }

  /** What there is now. Later changes leave it as it is. */
  snapshot(): Snapshot {
    const kept = [...this.#collections].filter(([, { size }]) => size > 0);
    const collections = Object.fromEntries(kept.map(([name, all]) => [name, all.all()]));
    return { format: 1, seed: this.#seed, ids: this.ids.counts, collections };
  }

  /** Does all of some work, or nothing of it: when it throws, all is as it was, but for the ids. */
  transaction<T>(work: () => T): T {
    return this.#journal.transaction(work);
  }

  /** Does once more what one request did. */
  apply({ ids, changes }: JournalEntry): void {
    this.ids.counts = ids;
    for (const { collection, id, entity } of changes) {
      const things = this.#collection(collection);
      if (entity) things.insert(entity);
      else things.delete(id);
    }
  }

  #collection(name: string): Collection<Entity> {
    return this.#collections.get(name) ?? this.#make(name);
  }

  #make(name: string): Collection<Entity> {
    const made = new Collection<Entity>(name, this.#journal);
    this.#collections.set(name, made);
    return made;
  }
}
