/** A change of one record: the new record, or null when it was deleted. */
export interface Change {
  readonly collection: string;
  readonly id: string;
  readonly entity: { readonly id: string } | null;
}

/** The record before a change; null when the record is new. */
export type PreviousEntity = Change["entity"];

/** A change with the record before it. */
export interface RecordedChange {
  readonly change: Change;
  readonly before: PreviousEntity;
}

/** Is called with every change. */
export type ChangeListener = (change: Change, before: PreviousEntity) => void;

/** Is called with all changes of a transaction, in order, after it succeeded. */
export type CommitListener = (changes: readonly RecordedChange[]) => void;

interface PendingChange extends RecordedChange {
  readonly undo: () => void;
}

/** Records every change, so that a failed transaction can be rolled back. */
export class Journal {
  readonly #notify: CommitListener;
  /** The changes of the current transaction. */
  #pending: PendingChange[] | undefined;

  constructor(notify: CommitListener) {
    this.#notify = notify;
  }

  /** Records a change. Listeners are notified at once or, in a transaction, after it succeeds. */
  record(change: Change, before: PreviousEntity, undo: () => void): void {
    if (this.#pending) this.#pending.push({ change, before, undo });
    else this.#notify([{ change, before }]);
  }

  /** Runs work as a transaction: when it throws, its changes are rolled back. */
  transaction<T>(work: () => T): T {
    const outer = this.#pending;
    const changes: PendingChange[] = [];
    this.#pending = changes;
    let result: T;
    try {
      result = work();
    } catch (error) {
      this.#pending = outer;
      for (const { undo } of changes.reverse()) undo();
      throw error;
    }
    this.#pending = outer;
    if (outer) for (const change of changes) outer.push(change);
    // An error of a listener rolls nothing back: other listeners know of the changes already.
    else if (changes.length > 0) this.#notify(changes);
    return result;
  }
}
