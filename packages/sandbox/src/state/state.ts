import type { Change, RecordedChange } from "../store/journal.ts";
import type { SearchLag } from "../store/search-lag.ts";
import { type Snapshot, Store } from "../store/store.ts";
import { copyOnRead, readSnapshot } from "./snapshot.ts";
import type { StateFile } from "./state-file.ts";

export interface StateOptions {
  /** The seed of the ids. */
  readonly seed: string;
  /** Adds the records of a new sandbox. */
  readonly seedStore: (store: Store) => void;
  /** Whether `seedStore` adds the same records each time, so that a reset need not generate them. */
  readonly isReproducible?: boolean;
  /** The changes that searches do not see yet, when searches have a delay. */
  readonly lag?: SearchLag | undefined;
  /**
   * Is called after each transaction with its changes, and after each change outside of one. Initial
   * records and restored ones are no changes.
   */
  readonly onCommit?: ((store: Store, changes: readonly RecordedChange[]) => void) | undefined;
  /** Loads the code for seeding, and opens the file, before the first request is answered. */
  readonly prepare?: (() => Promise<StateFile | undefined>) | undefined;
}

/** The state of a sandbox: in memory, and in a file when there is one. */
export class State {
  readonly ready: Promise<void>;
  readonly #options: StateOptions;
  #store: Store;
  #file: StateFile | undefined;
  /** The state of a new sandbox, where it is the same each time. */
  #seeded: Snapshot | undefined;
  /** The changes that are not in the file yet. */
  #changes: Change[] = [];
  /** How many of these changes have already been reported as not saved. */
  #reported = 0;
  /** Whether the file needs a new snapshot before entries can be appended. */
  #needsSnapshot = false;
  /** The error of every request while the state is not available. */
  #unavailable: Error | undefined;

  constructor(options: StateOptions) {
    this.#options = options;
    this.#store = new Store(options.seed);
    if (options.prepare) {
      this.#unavailable = new Error(
        "The workspace is still being made: await sandbox.ready first.",
      );
      this.ready = this.#prepare(options.prepare);
      // Requests report the error. Without a request, the unhandled rejection must not end the program.
      this.ready.catch(() => {});
    } else {
      this.ready = Promise.resolve();
      options.seedStore(this.#store);
      this.#listen(this.#store);
    }
  }

  /** @throws {Error} while the workspace is being created, when that failed, and after close. */
  get store(): Store {
    if (this.#unavailable) throw this.#unavailable;
    return this.#store;
  }

  /** Returns to the state of a new sandbox. */
  reset(): void {
    this.#replace(this.store, this.#seededStore());
    this.#setLate();
  }

  /** Returns a copy of the state. */
  snapshot(): Snapshot {
    return copyOnRead(this.sharedSnapshot());
  }

  /** Returns the state with the records of the store, which must not be changed. */
  sharedSnapshot(): Snapshot {
    const late = this.#options.lag?.late ?? [];
    const snapshot = this.store.snapshot();
    return late.length > 0 ? { ...snapshot, late } : snapshot;
  }

  /**
   * Replaces the whole state with that of a snapshot.
   *
   * @throws {TypeError} when it is not a snapshot. The state is then unchanged.
   */
  restore(snapshot: Snapshot): void {
    const before = this.store;
    const own = readSnapshot(snapshot);
    this.#replace(before, new Store(this.#options.seed, own));
    this.#setLate(own.late);
  }

  /**
   * Writes the changes since the last save to the file, when there is one.
   *
   * @param isRead Whether the request is a read, which reports no change to its caller.
   * @throws {Error} when writing fails, except for a read when all pending changes have already been
   * reported as not saved. The changes are kept for the next save.
   */
  save(isRead = false): void {
    const store = this.store;
    if (!this.#file || this.#changes.length === 0) return;
    const isNew = this.#changes.length > this.#reported;
    try {
      if (this.#needsSnapshot) this.#replace(store, store);
      else this.#file.append({ ids: store.ids.counts, changes: this.#changes });
    } catch (error) {
      this.#reported = this.#changes.length;
      if (isNew || !isRead) throw error;
      return;
    }
    this.#changes = [];
    this.#reported = 0;
    if (this.#file.needsCompaction) this.#tryCompact(store);
  }

  /** Writes a new snapshot. When that fails, the journal is kept, and the next save tries again. */
  #tryCompact(store: Store): boolean {
    try {
      this.#replace(store, store);
      return true;
    } catch {
      return false;
    }
  }

  /** Releases the file. Every later request is refused. */
  async close(): Promise<void> {
    // When preparing failed, `ready` has already reported the error.
    await this.ready.catch(() => {});
    this.#unavailable ??= new Error("This sandbox is closed. Create another with createSandbox().");
    this.#file?.close();
  }

  async #prepare(prepare: () => Promise<StateFile | undefined>): Promise<void> {
    try {
      this.#file = await prepare();
      const kept = this.#file?.read();
      if (kept) this.#continueFrom(new Store(this.#options.seed, kept));
      else this.#replace(this.#store, this.#seededStore());
      this.#unavailable = undefined;
    } catch (error) {
      this.#file?.close();
      this.#file = undefined;
      this.#unavailable = error instanceof Error ? error : new Error(String(error));
      throw this.#unavailable;
    }
  }

  /** Continues with the state of the file. On a full disk, it can still be read. */
  #continueFrom(kept: Store): void {
    if (this.#tryCompact(kept)) return;
    this.#needsSnapshot = true;
    this.#use(kept);
  }

  #setLate(late: Snapshot["late"] = []): void {
    if (this.#options.lag) this.#options.lag.late = late;
  }

  #seededStore(): Store {
    const { seed, seedStore, isReproducible } = this.#options;
    const store = new Store(seed, this.#seeded);
    if (!this.#seeded) seedStore(store);
    if (isReproducible) this.#seeded ??= store.snapshot();
    return store;
  }

  /** Replaces the store. The file is written first: if that fails, nothing has changed. */
  #replace(before: Store, after: Store): void {
    this.#file?.write(after.snapshot());
    this.#needsSnapshot = false;
    before.onChange = undefined;
    before.onCommit = undefined;
    before.lag = undefined;
    this.#use(after);
  }

  #use(store: Store): void {
    this.#store = store;
    this.#listen(store);
    this.#changes = [];
    this.#reported = 0;
    if (this.#file) store.onChange = (change) => this.#changes.push(change);
  }

  #listen(store: Store): void {
    const { lag, onCommit } = this.#options;
    store.lag = lag;
    if (onCommit) store.onCommit = (changes) => onCommit(store, changes);
  }
}
