/** Something that was put there or changed; null when it was deleted. */
export interface Change {
  readonly collection: string;
  readonly id: string;
  readonly entity: { readonly id: string } | null;
}

interface Noted {
  readonly change: Change;
  readonly takeBack: () => void;
}

/** Is told of every change, so that what was done in vain can be taken back. */
export class Journal {
  readonly #tell: (change: Change) => void;
  /** What has changed in the work that is attempted. */
  #attempt: Noted[] | undefined;

  constructor(tell: (change: Change) => void) {
    this.#tell = tell;
  }

  /** Notes a change. It is told at once or, in an attempt, when all of that has gone well. */
  note(change: Change, takeBack: () => void): void {
    if (this.#attempt) this.#attempt.push({ change, takeBack });
    else this.#tell(change);
  }

  /** Does all of some work, or nothing of it: when it throws, its changes are taken back. */
  attempt<T>(work: () => T): T {
    const outer = this.#attempt;
    const own: Noted[] = [];
    this.#attempt = own;
    try {
      const result = work();
      this.#attempt = outer;
      for (const { change, takeBack } of own) this.note(change, takeBack);
      return result;
    } catch (error) {
      this.#attempt = outer;
      for (const { takeBack } of own.reverse()) takeBack();
      throw error;
    }
  }
}
