/** A change of one record: the new record, or null when it was deleted. */
export interface Change {
  readonly collection: string;
  readonly id: string;
  readonly entity: { readonly id: string } | null;
}

/** The record before a change; null when the record is new. */
export type PreviousEntity = Change["entity"];

/** Is called with every change. */
export type ChangeListener = (change: Change, before: PreviousEntity) => void;

interface PendingChange {
  readonly change: Change;
  readonly before: PreviousEntity;
  readonly undo: () => void;
}

/** Records every change, so that a failed transaction can be rolled back. */
export class Journal {
  readonly #notify: ChangeListener;
  /** The changes of the current transaction. */
  #pending: PendingChange[] | undefined;

  constructor(notify: ChangeListener) {
    this.#notify = notify;
  }

  /** Records a change. Listeners are notified at once or, in a transaction, after it succeeds. */
  record(change: Change, before: PreviousEntity, undo: () => void): void {
    if (this.#pending) this.#pending.push({ change, before, undo });
    else this.#notify(change, before);
  }

  /** Runs work as a transaction: when it throws, its changes are rolled back. */
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
