/** Something that was put there or changed; null when it was deleted. */
export interface Change {
  readonly collection: string;
  readonly id: string;
  readonly entity: { readonly id: string } | null;
}

/** What was there before a change; null when it is new. */
export type PreviousEntity = Change["entity"];

/** Is told of a change. */
export type ChangeListener = (change: Change, before: PreviousEntity) => void;

interface PendingChange {
  readonly change: Change;
  readonly before: PreviousEntity;
  readonly undo: () => void;
}

/** Is told of every change, so that what was done in vain can be taken back. */
export class Journal {
  readonly #notify: ChangeListener;
  /** What has changed in the work that is attempted. */
  #pending: PendingChange[] | undefined;

  constructor(notify: ChangeListener) {
    this.#notify = notify;
  }

  /** Notes a change. It is told at once or, in an attempt, when all of that has gone well. */
  record(change: Change, before: PreviousEntity, undo: () => void): void {
    if (this.#pending) this.#pending.push({ change, before, undo });
    else this.#notify(change, before);
  }

  /** Does all of some work, or nothing of it: when it throws, its changes are taken back. */
  transaction<T>(work: () => T): T {
    const outer = this.#pending;
    const changes: PendingChange[] = [];
    this.#pending = changes;
    try {
      const result = work();
      this.#pending = outer;
      for (const { change, before, undo } of changes) this.record(change, before, undo);
      return result;
    } catch (error) {
      this.#pending = outer;
      for (const { undo } of changes.reverse()) undo();
      throw error;
    }
  }
}
