/** A list of which the first value is taken in constant time, however long it is. */
export class Queue<T> {
  #values: (T | undefined)[] = [];
  #first = 0;

  get size(): number {
    return this.#values.length - this.#first;
  }

  add(value: T): void {
    this.#values.push(value);
  }

  /** Removes the first value, and returns it. */
  take(): T | undefined {
    const value = this.#values[this.#first];
    if (this.size === 0) return undefined;
    this.#values[this.#first] = undefined;
    this.#first += 1;
    if (this.#first * 2 >= this.#values.length) {
      this.#values = this.#values.slice(this.#first);
      this.#first = 0;
    }
    return value;
  }
}
