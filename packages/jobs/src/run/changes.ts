/** Lets code wait until a condition is true that changes of other code may make true. */
export class Changes {
  #waiting: (() => void)[] = [];

  /** Checks the conditions of all that wait. */
  notify(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
