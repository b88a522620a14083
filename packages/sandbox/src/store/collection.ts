import type { Journal } from "./journal.ts";
import { KeyIndex, type KeysOf } from "./key-index.ts";
import type { OrderedList } from "./position.ts";
import { type Range, SortedIndex, type SortKey } from "./sorted-index.ts";

/** A stored record: it has an id. */
export interface Entity {
  readonly id: string;
}

type Indexes<T> = Readonly<Record<string, KeysOf<T>>>;
type Orders<T> = Readonly<Record<string, SortKey<T>>>;

/** `hex`: 24 digits, `number`: counted from 1, `uuid`: a UUID. */
export type IdKind = "hex" | "number" | "uuid";

/** Describes a collection. Resources define theirs once, as a constant. */
export interface CollectionKey<T extends Entity> {
  readonly name: string;
  readonly ids: IdKind;
  /** The keys of the hash indexes. */
  readonly indexes: Indexes<T>;
  /** The keys of the sorted indexes, from which pages and ranges are read. */
  readonly orders: Orders<T>;
}

/** Defines a collection. */
export function collection<T extends Entity>(
  name: string,
  ids: IdKind,
  indexes: Indexes<T> = {},
  orders: Orders<T> = {},
): CollectionKey<T> {
  return { name, ids, indexes, orders };
}

/**
 * The records of one kind, in the order in which they were added.
 *
 * Records are immutable: `update` replaces a record with a changed copy, so that indexes stay
 * correct and a snapshot can share the records.
 */
export class Collection<T extends Entity> {
  readonly name: string;
  readonly #journal: Journal;
  readonly #things = new Map<string, T>();
  /** The positions of the records by id. They are counted on first use. */
  #positions: Map<string, number> | undefined;
  #nextPosition = 0;
  #revision = 0;
  #key: CollectionKey<T> | undefined;
  /** Indexes are built on first use: most programs use few of them. */
  readonly #indexes = new Map<string, KeyIndex<T>>();
  readonly #orders = new Map<string, SortedIndex<T>>();

  constructor(name: string, journal: Journal) {
    this.name = name;
    this.#journal = journal;
  }

  /** Sets the definitions of indexes and orders. */
  setKey(key: CollectionKey<T>): void {
    this.#key = key;
  }

  /** Grows with every change, so that results which depend on the collection can be kept. */
  get revision(): number {
    return this.#revision;
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

  /**
   * The records that an index has under a key, in the order in which they were added to the
   * collection and not to the index: so a restored collection returns the same order. The index `id`
   * always exists.
   */
  findBy(index: string, key: string): T[] {
    const ids = index === "id" ? [key] : this.#index(index).ids(key);
    const things = [...ids].flatMap((id) => this.#things.get(id) ?? []);
    return things.sort((a, b) => this.#positionOf(a.id) - this.#positionOf(b.id));
  }

  /** How many records an index has under a key. */
  count(index: string, key: string): number {
    return index === "id" ? Number(this.#things.has(key)) : this.#index(index).count(key);
  }

  /** All records in a defined order, ascending or descending. */
  sorted(order: string, descending: boolean): OrderedList<T> {
    return this.#order(order).listing(descending);
  }

  /** The records whose value in an order lies in a range, both ends included. */
  between(order: string, low: number, high: number): Range<T> {
    return this.#order(order).between(low, high);
  }

  /** Adds the records of a snapshot. */
  fill(records: readonly T[]): void {
    for (const record of records) this.#things.set(record.id, record);
  }

  /** Adds a record, or replaces the one with its id. */
  insert(entity: T): T {
    const { id } = entity;
    const before = this.#things.get(id);
    this.#replace(before, entity);
    this.#things.set(id, entity);
    this.#revision += 1;
    if (!before) this.#positions?.set(id, this.#nextPosition++);
    this.#journal.record({ collection: this.name, id, entity }, before ?? null, () => {
      if (before) this.#things.set(id, before);
      else this.#remove(id);
      this.#reindex();
    });
    return entity;
  }

  update(id: string, change: Partial<T>): T {
    const before = this.#things.get(id);
    if (!before) throw new Error(`There is no ${id} in ${this.name}.`);
    return this.insert({ ...before, ...change });
  }

  delete(id: string): boolean {
    const entity = this.#things.get(id);
    if (!entity) return false;
    const position = this.#positionOf(id);
    this.#replace(entity, undefined);
    this.#remove(id);
    this.#journal.record({ collection: this.name, id, entity: null }, entity, () => {
      this.#restoreAt(entity, position);
      this.#reindex();
    });
    return true;
  }

  #positionOf(id: string): number {
    this.#positions ??= this.#countPositions();
    return this.#positions.get(id) ?? this.#nextPosition;
  }

  #countPositions(): Map<string, number> {
    this.#nextPosition = this.#things.size;
    return new Map([...this.#things.keys()].map((id, position) => [id, position]));
  }

  #remove(id: string): void {
    this.#revision += 1;
    this.#things.delete(id);
    this.#positions?.delete(id);
  }

  #restoreAt(entity: T, turn: number): void {
    this.#positions?.set(entity.id, turn);
    const all = [...this.#things.values(), entity];
    this.#things.clear();
    for (const thing of all.sort((a, b) => this.#positionOf(a.id) - this.#positionOf(b.id))) {
      this.#things.set(thing.id, thing);
    }
  }

  /** After a rollback, indexes are built again on their next use. */
  #reindex(): void {
    this.#revision += 1;
    this.#indexes.clear();
    this.#orders.clear();
  }

  #replace(before: T | undefined, after: T | undefined): void {
    for (const index of this.#indexes.values()) index.replace(before, after);
    for (const order of this.#orders.values()) order.replace(before, after);
  }

  #index(name: string): KeyIndex<T> {
    const known = this.#indexes.get(name);
    if (known) return known;
    const keysOf = this.#key?.indexes[name];
    if (!keysOf) throw new Error(`${this.name} has no index ${name}.`);
    const made = new KeyIndex(keysOf, this.#things.values());
    this.#indexes.set(name, made);
    return made;
  }

  #order(name: string): SortedIndex<T> {
    const known = this.#orders.get(name);
    if (known) return known;
    const key = this.#key?.orders[name];
    if (!key) throw new Error(`${this.name} has no order ${name}.`);
    const made = new SortedIndex(key, this.#things.values());
    this.#orders.set(name, made);
    return made;
  }
}
