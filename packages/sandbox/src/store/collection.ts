/** Anything that is kept: it has an id of its own. */
export interface Entity {
  readonly id: string;
}

type Indexes<T> = Readonly<Record<string, (entity: T) => readonly (string | null | undefined)[]>>;

/** Says what a collection holds. Resources define theirs once, as a constant. */
export interface CollectionKey<T extends Entity> {
  readonly name: string;
  /** `hex`: 24 digits, `number`: counted from 1. */
  readonly ids: "hex" | "number";
  /** Keys by which things are found without looking at all of them. Empty keys are not kept. */
  readonly indexes: Indexes<T>;
}

/** Defines a collection. */
export function collection<T extends Entity>(
  name: string,
  ids: "hex" | "number",
  indexes: Indexes<T> = {},
): CollectionKey<T> {
  return { name, ids, indexes };
}

/**
 * Things of one kind, in the order in which they came.
 *
 * What is in it is never changed in place: `update` puts a changed copy where the old one was, so
 * that the indexes always tell the truth.
 */
export class Collection<T extends Entity> {
  readonly #things = new Map<string, T>();
  readonly #indexes: Map<string, Map<string, Set<string>>>;
  readonly #key: CollectionKey<T>;

  constructor(key: CollectionKey<T>) {
    this.#key = key;
    this.#indexes = new Map(Object.keys(key.indexes).map((name) => [name, new Map()]));
  }

  get size(): number {
    return this.#things.size;
  }

  get(id: string): T | undefined {
    return this.#things.get(id);
  }

  all(): T[] {
    return [...this.#things.values()];
  }

  /** The things that an index files under a key. */
  by(index: string, key: string): T[] {
    const ids = this.#indexes.get(index)?.get(key) ?? [];
    return [...ids].flatMap((id) => this.#things.get(id) ?? []);
  }

  insert(entity: T): T {
    this.#file(entity);
    this.#things.set(entity.id, entity);
    return entity;
  }

  update(id: string, change: Partial<T>): T {
    const before = this.#things.get(id);
    if (!before) throw new Error(`There is no ${id} in ${this.#key.name}.`);
    this.#unfile(before);
    return this.insert({ ...before, ...change });
  }

  delete(id: string): boolean {
    const entity = this.#things.get(id);
    if (!entity) return false;
    this.#unfile(entity);
    return this.#things.delete(id);
  }

  #file(entity: T): void {
    for (const [index, key] of this.#filings(entity)) {
      const ids = index.get(key);
      if (ids) ids.add(entity.id);
      else index.set(key, new Set([entity.id]));
    }
  }

  #unfile(entity: T): void {
    for (const [index, key] of this.#filings(entity)) {
      const ids = index.get(key);
      ids?.delete(entity.id);
      if (ids?.size === 0) index.delete(key);
    }
  }

  *#filings(entity: T): Generator<[Map<string, Set<string>>, string]> {
    for (const [name, index] of this.#indexes) {
      for (const key of this.#key.indexes[name]?.(entity) ?? []) if (key) yield [index, key];
    }
  }
}
