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

/** Something that was put there or changed; null when it was deleted. */
export interface Change {
  readonly collection: string;
  readonly id: string;
  readonly entity: Entity | null;
}

/**
 * Things of one kind, in the order in which they came.
 *
 * What is in it is never changed in place: `update` puts a changed copy where the old one was, so
 * that the indexes always tell the truth, and a snapshot is a list of what is there.
 */
export class Collection<T extends Entity> {
  readonly #name: string;
  readonly #tell: (change: Change) => void;
  readonly #things = new Map<string, T>();
  /** The indexes that were defined, with what they file under each key. */
  readonly #indexes = new Map<
    string,
    { keysOf: Indexes<T>[string]; ids: Map<string, Set<string>> }
  >();

  constructor(name: string, tell: (change: Change) => void) {
    this.#name = name;
    this.#tell = tell;
  }

  /** Files everything under the keys of these indexes too, from now on. */
  define(indexes: Indexes<T>): void {
    for (const [name, keysOf] of Object.entries(indexes)) {
      if (this.#indexes.has(name)) continue;
      const ids = new Map<string, Set<string>>();
      this.#indexes.set(name, { keysOf, ids });
      for (const thing of this.#things.values()) file(ids, keysOf(thing), thing.id);
    }
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
    const ids = this.#indexes.get(index)?.ids.get(key) ?? [];
    return [...ids].flatMap((id) => this.#things.get(id) ?? []);
  }

  insert(entity: T): T {
    for (const { keysOf, ids } of this.#indexes.values()) file(ids, keysOf(entity), entity.id);
    this.#things.set(entity.id, entity);
    this.#tell({ collection: this.#name, id: entity.id, entity });
    return entity;
  }

  update(id: string, change: Partial<T>): T {
    const before = this.#things.get(id);
    if (!before) throw new Error(`There is no ${id} in ${this.#name}.`);
    this.#unfile(before);
    return this.insert({ ...before, ...change });
  }

  delete(id: string): boolean {
    const entity = this.#things.get(id);
    if (!entity) return false;
    this.#unfile(entity);
    this.#things.delete(id);
    this.#tell({ collection: this.#name, id, entity: null });
    return true;
  }

  #unfile(entity: T): void {
    for (const { keysOf, ids } of this.#indexes.values()) {
      for (const key of keysOf(entity)) {
        const filed = key ? ids.get(key) : undefined;
        filed?.delete(entity.id);
        if (key && filed?.size === 0) ids.delete(key);
      }
    }
  }
}

function file(
  index: Map<string, Set<string>>,
  keys: readonly (string | null | undefined)[],
  id: string,
): void {
  for (const key of keys) {
    if (!key) continue;
    const ids = index.get(key);
    if (ids) ids.add(id);
    else index.set(key, new Set([id]));
  }
}
