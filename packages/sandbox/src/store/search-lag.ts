import type { Entity } from "./collection.ts";
import type { Change, PreviousEntity } from "./journal.ts";

/** A change that searches do not see yet. */
export interface UnindexedChange {
  /** When it changed, in milliseconds since 1970. */
  readonly at: number;
  readonly collection: string;
  readonly id: string;
  readonly before: PreviousEntity;
}

/** The recent changes that searches do not see yet. */
export class SearchLag {
  readonly #ms: number;
  readonly #now: () => number;
  #late: UnindexedChange[] = [];

  constructor(ms: number, now: () => number) {
    this.#ms = ms;
    this.#now = now;
  }

  /** Records a change, with its time. */
  record({ collection, id }: Change, before: PreviousEntity): void {
    if (!searchedCollections.has(collection)) return;
    this.#late.push({ at: this.#now(), collection, id, before });
  }

  /** The records of a collection as searches still see them, by id; null for a new record. */
  previousVersions<T extends Entity>(collection: string): ReadonlyMap<string, T | null> {
    const previous = new Map<string, T | null>();
    for (const { collection: own, id, before } of this.late) {
      // Searches see the record as it was before its first recent change.
      if (own === collection && !previous.has(id)) previous.set(id, before as T | null);
    }
    return previous;
  }

  /** All recent changes, in order. */
  get late(): readonly UnindexedChange[] {
    const now = this.#now();
    // When the clock was set back, changes that are later than now become visible at once.
    this.#late = this.#late.filter(({ at }) => now < at + this.#ms && at <= now);
    return this.#late;
  }

  set late(late: readonly UnindexedChange[]) {
    this.#late = [...late];
  }
}

/** The collections that have a search with filters. */
const searchedCollections: ReadonlySet<string> = new Set([
  "contacts",
  "companies",
  "conversations",
  "tickets",
]);
