import type { Entity } from "./collection.ts";
import type { Change, PreviousEntity } from "./journal.ts";

/** What searches still know of something that has changed: what it was; null when it is new. */
export interface UnindexedChange {
  /** When it changed, in milliseconds since 1970. */
  readonly at: number;
  readonly collection: string;
  readonly id: string;
  readonly before: PreviousEntity;
}

/** What is searched, and what has changed of it too lately for searches to know. */
export class SearchLag {
  readonly #ms: number;
  readonly #now: () => number;
  #late: UnindexedChange[] = [];

  constructor(ms: number, now: () => number) {
    this.#ms = ms;
    this.#now = now;
  }

  /** Notes a change, when it is made. */
  record({ collection, id }: Change, before: PreviousEntity): void {
    if (!searchedCollections.has(collection)) return;
    this.#late.push({ at: this.#now(), collection, id, before });
  }

  /** What searches of a collection do not know yet: by id, what they still take it for. */
  previousVersions<T extends Entity>(collection: string): ReadonlyMap<string, T | null> {
    const previous = new Map<string, T | null>();
    for (const { collection: own, id, before } of this.late) {
      // The first change is the one before which searches stand.
      if (own === collection && !previous.has(id)) previous.set(id, before as T | null);
    }
    return previous;
  }

  /** All of it, in the order in which it was done. */
  get late(): readonly UnindexedChange[] {
    const now = this.#now();
    // After the clock was set back, what is later than now is known: nobody waits for so long.
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
