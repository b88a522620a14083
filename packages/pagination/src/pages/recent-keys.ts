/** As many keys of items as take a few megabytes. */
const maxKeys = 50_000;

/** The keys that were added last. */
export class RecentKeys {
  readonly #keys = new Set<string>();

  /** Adds a key, and returns whether it is new. */
  add(key: string): boolean {
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    if (this.#keys.size > maxKeys) {
      // A set keeps its order: the first is the oldest.
      for (const oldest of this.#keys) {
        this.#keys.delete(oldest);
        break;
      }
    }
    return true;
  }
}
