/** As many keys of items as take a few megabytes. */
const maxKeys = 50_000;

/** The keys that were added last. */
export class RecentKeys {
  readonly #keys = new Set<string>();
  /** A set keeps its order: this goes on from the oldest key to the one added after it. */
  readonly #oldest = this.#keys.values();

  /** Adds a key, and returns whether it is new. */
  add(key: string): boolean {
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    if (this.#keys.size > maxKeys) this.#keys.delete(this.#oldest.next().value as string);
    return true;
  }
}
