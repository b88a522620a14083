import type { CollectionKey, Entity } from "../store/collection.ts";
import type { RecordedChange } from "../store/journal.ts";
import type { Store } from "../store/store.ts";

/** What a transaction did to a record: null before for a new record, and null after for a deleted one. */
export interface RecordChange<T extends Entity> {
  readonly before: T | null;
  readonly after: T | null;
}

/** What a transaction did to the records, each of them once. */
export class Changes {
  readonly store: Store;
  /** When it happened, in Unix seconds. */
  readonly now: number;
  readonly #byCollection = new Map<string, Map<string, RecordChange<Entity>>>();

  constructor(store: Store, now: number, changes: readonly RecordedChange[]) {
    this.store = store;
    this.now = now;
    for (const { change, before } of changes) {
      const { collection, id, entity } = change;
      const all = this.#byCollection.get(collection) ?? new Map<string, RecordChange<Entity>>();
      this.#byCollection.set(collection, all);
      const first = all.get(id);
      all.set(id, { before: first ? first.before : before, after: entity });
    }
  }

  /** The changed records of a collection, in the order of their first change. */
  of<T extends Entity>({ name }: CollectionKey<T>): readonly RecordChange<T>[] {
    const all = [...(this.#byCollection.get(name)?.values() ?? [])] as unknown as RecordChange<T>[];
    return all.filter(({ before, after }) => before !== after);
  }

  /** The new records of a collection. */
  added<T extends Entity>(key: CollectionKey<T>): readonly T[] {
    return this.of(key).flatMap(({ before, after }) => (before === null && after ? [after] : []));
  }
}

/** The elements of a list that another one does not have. */
export function without<T>(list: readonly T[], other: readonly T[]): T[] {
  return list.filter((one) => !other.includes(one));
}

/** Whether two values are the same JSON. */
export function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Whether one of these properties changed. */
export function differs<T extends object>(
  before: T,
  after: T,
  names: readonly (keyof T)[],
): boolean {
  return names.some((name) => !isSame(before[name], after[name]));
}
