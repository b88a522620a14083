import type { Change } from "../store/journal.ts";
import type { Store } from "../store/store.ts";
import type { StateFile } from "./state-file.ts";
import type { Stores } from "./stores.ts";

/** Keeps a file equal to the stores: it notes their changes, and writes them. */
export class FileKeeper {
  readonly #file: StateFile;
  #stores: Stores | undefined;
  /** The changes that are not in the file yet. */
  #changes = new Map<Store, Change[]>();
  /** How many of these changes have already been reported as not saved. */
  #reported = 0;
  /** Whether the file needs a new snapshot before entries can be appended. */
  #needsSnapshot = false;

  constructor(file: StateFile) {
    this.#file = file;
  }

  /** Writes the whole state of these stores, and follows them from then on. */
  write(stores: Stores): void {
    this.#file.write(stores.snapshot());
    this.#follow(stores);
    this.#needsSnapshot = false;
  }

  /** Follows the stores that were read from the file. On a full disk, it can still be read. */
  continueWith(stores: Stores): void {
    if (this.#tryCompact(stores)) return;
    this.#follow(stores);
    this.#needsSnapshot = true;
  }

  /**
   * Writes the changes since the last save.
   *
   * @param isRead Whether the request is a read, which reports no change to its caller.
   * @throws {Error} when writing fails, except for a read when all pending changes have already been
   * reported as not saved. The changes are kept for the next save.
   */
  save(isRead: boolean): void {
    const stores = this.#stores;
    if (!stores || this.#changes.size === 0) return;
    const isNew = this.#unsaved > this.#reported;
    try {
      if (this.#needsSnapshot) this.write(stores);
      else this.#append(stores);
    } catch (error) {
      this.#reported = this.#unsaved;
      if (isNew || !isRead) throw error;
      return;
    }
    this.#reported = 0;
    if (this.#file.needsCompaction) this.#tryCompact(stores);
  }

  close(): void {
    this.#file.close();
  }

  get #unsaved(): number {
    return [...this.#changes.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** Appends an entry for each changed store. */
  #append(stores: Stores): void {
    for (const [store, changes] of this.#changes) {
      this.#file.append({ ...stores.placeOf(store), ids: store.ids.counts, changes });
      this.#changes.delete(store);
    }
  }

  /** Writes a new snapshot. When that fails, the journal is kept, and the next save tries again. */
  #tryCompact(stores: Stores): boolean {
    try {
      this.write(stores);
      return true;
    } catch {
      return false;
    }
  }

  #follow(stores: Stores): void {
    for (const store of this.#stores?.all() ?? []) store.onChange = undefined;
    this.#stores = stores;
    this.#changes = new Map();
    this.#reported = 0;
    for (const store of stores.all()) store.onChange = (change) => this.#note(store, change);
  }

  #note(store: Store, change: Change): void {
    const changes = this.#changes.get(store);
    if (changes) changes.push(change);
    else this.#changes.set(store, [change]);
  }
}
