import type { Entity } from "./collection.ts";
import type { Before, Change } from "./journal.ts";

/** What searches still know of something that has changed: what it was; null when it is new. */
export interface Late {
  /** When it changed, in milliseconds since 1970. */
  readonly at: number;
  readonly collection: string;
  readonly id: string;
  readonly before: Before;
}

/** What is searched, and what has changed of it too lately for searches to know. */
export class SearchLag {
  readonly #ms: number;
  readonly #now: () => number;
  #late: Late[] = [];

  constructor(ms: number, now: () => number) {
    this.#ms = ms;
    this.#now = now;
  }

  /** Notes a change, when it is made. */
  note({ collection, id }: Change, before: Before): void {
    if (!searched.has(collection)) return;
    this.#late.push({ at: this.#now(), collection, id, before });
  }

  /** What searches of a collection do not know yet: by id, what they still take it for. */
  in<T extends Entity>(collection: string): ReadonlyMap<string, T | null> {
    const known = new Map<string, T | null>();
    for (const { collection: own, id, before } of this.late) {
      // The first change is the one before which searches stand.
      if (own === collection && !known.has(id)) known.set(id, before as T | null);
    }
    return known;
  }

  /** All of it, in the order in which it was done. */
  get late(): readonly Late[] {
    const now = this.#now();
    // After the clock was set back, what is later than now is known: nobody waits for so long.
    this.#late = this.#late.filter(({ at }) => now < at + this.#ms && at <= now);
    return this.#late;
  }

  set late(late: readonly Late[]) {
    this.#late = [...late];
  }
}

/** The collections that have a search with filters. */
const searched: ReadonlySet<string> = new Set([
  "contacts",
  "companies",
  "conversations",
  "tickets",
]);
