/** Something that was put there or changed; null when it was deleted. */
export interface Change {
  readonly collection: string;
  readonly id: string;
  readonly entity: { readonly id: string } | null;
}

/** What was there before a change; null when it is new. */
export type Before = Change["entity"];

/** Is told of a change. */
export type Watch = (change: Change, before: Before) => void;

interface Noted {
  readonly change: Change;
  readonly before: Before;
  readonly takeBack: () => void;
}

/** Is told of every change, so that what was done in vain can be taken back. */
export class Journal {
  readonly #tell: Watch;
  /** What has changed in the work that is attempted. */
  #attempt: Noted[] | undefined;

  constructor(tell: Watch) {
    this.#tell = tell;
  }

  /** Notes a change. It is told at once or, in an attempt, when all of that has gone well. */
  note(change: Change, before: Before, takeBack: () => void): void {
    if (this.#attempt) this.#attempt.push({ change, before, takeBack });
    else this.#tell(change, before);
  }

  /** Does all of some work, or nothing of it: when it throws, its changes are taken back. */
  attempt<T>(work: () => T): T {
    const outer = this.#attempt;
    const own: Noted[] = [];
    this.#attempt = own;
    try {
      const result = work();
      this.#attempt = outer;
      for (const { change, before, takeBack } of own) this.note(change, before, takeBack);
      return result;
    } catch (error) {
      this.#attempt = outer;
      for (const { takeBack } of own.reverse()) takeBack();
      throw error;
    }
  }
}
