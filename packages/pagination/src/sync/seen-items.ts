/** The items that were returned and may come again, by the second of their change. */
export class SeenItems {
  readonly #keys: Map<number, Set<string>>;

  constructor(seen: Readonly<Record<string, readonly string[]>>) {
    const entries = Object.entries(seen);
    this.#keys = new Map(entries.map(([second, keys]) => [Number(second), new Set(keys)]));
  }

  /** Adds an item, and returns whether it is new. */
  add(second: number, key: string): boolean {
    const keys = this.#keys.get(second);
    if (keys === undefined) this.#keys.set(second, new Set([key]));
    return keys === undefined || (!keys.has(key) && keys.add(key).has(key));
  }

  /** Removes the items that changed before a time. */
  removeBefore(time: number): void {
    for (const second of this.#keys.keys()) if (second < time) this.#keys.delete(second);
  }

  toJSON(): Record<string, string[]> {
    return Object.fromEntries([...this.#keys].map(([second, keys]) => [second, [...keys]]));
  }
}
