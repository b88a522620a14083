/** The keys of a record. Empty keys are not indexed. */
export type KeysOf<T> = (thing: T) => readonly (string | null | undefined)[];

/**
 * Indexes the ids of records by keys.
 *
 * Most keys have one id, such as an email address: a set for each key would take more memory than
 * the records.
 */
export class KeyIndex<T extends { readonly id: string }> {
  readonly #keysOf: KeysOf<T>;
  readonly #ids = new Map<string, string | Set<string>>();

  constructor(keysOf: KeysOf<T>, things: Iterable<T>) {
    this.#keysOf = keysOf;
    for (const thing of things) this.replace(undefined, thing);
  }

  /** Replaces a record; `before` is missing for a new one, `after` for a deleted one. */
  replace(before: T | undefined, after: T | undefined): void {
    const old = before ? this.#keysOf(before) : [];
    const keys = after ? this.#keysOf(after) : [];
    if (old === keys) return;
    for (const key of old) if (before && key && !keys.includes(key)) this.#remove(key, before.id);
    for (const key of keys) if (after && key && !old.includes(key)) this.#add(key, after.id);
  }

  /** How many records a key has. */
  count(key: string): number {
    const filed = this.#ids.get(key);
    if (filed === undefined) return 0;
    return typeof filed === "string" ? 1 : filed.size;
  }

  ids(key: string): Iterable<string> {
    const filed = this.#ids.get(key) ?? [];
    return typeof filed === "string" ? [filed] : filed;
  }

  #add(key: string, id: string): void {
    const filed = this.#ids.get(key);
    if (filed === undefined || filed === id) this.#ids.set(key, id);
    else if (typeof filed === "string") this.#ids.set(key, new Set([filed, id]));
    else filed.add(id);
  }

  #remove(key: string, id: string): void {
    const filed = this.#ids.get(key);
    if (filed === id) this.#ids.delete(key);
    if (!(filed instanceof Set)) return;
    filed.delete(id);
    if (filed.size === 0) this.#ids.delete(key);
  }
}
