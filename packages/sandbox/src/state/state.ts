import type { Change } from "../store/journal.ts";
import type { SearchLag } from "../store/search-lag.ts";
import { type Snapshot, Store } from "../store/store.ts";
import { checkSnapshot, copyAsJson } from "./check.ts";
import type { StateFile } from "./state-file.ts";

export interface StateOptions {
  /** What ids follow from. */
  readonly seed: string;
  /** Puts there what a new sandbox knows. */
  readonly seedStore: (store: Store) => void;
  /** What searches do not know yet, when they are to be late. */
  readonly lag?: SearchLag | undefined;
  /** Loads what planting needs, and the file, before anything can be asked. */
  readonly prepare?: (() => Promise<StateFile | undefined>) | undefined;
}

/** What a sandbox knows, from its first day on: in memory, and in a file when there is one. */
export class State {
  readonly ready: Promise<void>;
  readonly #options: StateOptions;
  #store: Store;
  #file: StateFile | undefined;
  /** What has changed and is not in the file yet. */
  #changes: Change[] = [];
  /** How many of the changes somebody was told of that they could not be kept. */
  #reported = 0;
  /** Whether the file has to be written anew before steps can follow in it. */
  #needsSnapshot = false;
  /** Why nothing can be asked, when that is so. */
  #unavailable: Error | undefined;

  constructor(options: StateOptions) {
    this.#options = options;
    this.#store = new Store(options.seed);
    if (options.prepare) {
      this.#unavailable = new Error(
        "The workspace is still being made: await sandbox.ready first.",
      );
      this.ready = this.#prepare(options.prepare);
      // Whoever asks is told; without anyone who asks, the program must not end by it.
      this.ready.catch(() => {});
    } else {
      this.ready = Promise.resolve();
      options.seedStore(this.#store);
      this.#store.lag = options.lag;
    }
  }

  /** @throws {Error} while the workspace is still being made, when that failed, and once closed. */
  get store(): Store {
    if (this.#unavailable) throw this.#unavailable;
    return this.#store;
  }

  /** Goes back to what a new sandbox knows. */
  reset(): void {
    this.#replace(this.store, this.#seededStore());
    this.#setLate();
  }

  /** What there is now. Later changes leave it as it is, and nothing done to it changes anything. */
  snapshot(): Snapshot {
    const late = this.#options.lag?.late ?? [];
    const snapshot = this.store.snapshot();
    return structuredClone(late.length > 0 ? { ...snapshot, late } : snapshot);
  }

  /**
   * Takes over what a snapshot holds, in place of everything that is there.
   *
   * @throws {TypeError} when it is none. Then everything stays as it is.
   */
  restore(snapshot: Snapshot): void {
    const before = this.store;
    const own = copyAsJson(snapshot);
    checkSnapshot(own);
    this.#replace(before, new Store(this.#options.seed, own));
    this.#setLate(own.late);
  }

  /**
   * Writes what has changed since the last time into the file, when there is one.
   *
   * @param isRead Whether this is for somebody who only reads, and was not told of anything as done.
   * @throws {Error} when that fails, unless what failed before is all there is and it is for a read. The
   * changes are kept for the next time.
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

  /** Puts a whole state into the file. Without room for one, the steps do as well: the next tries again. */
  #tryCompact(store: Store): boolean {
    try {
      this.#replace(store, store);
      return true;
    } catch {
      return false;
    }
  }

  /** Lets go of the file. From then on nothing can be asked. */
  async close(): Promise<void> {
    // Without a workspace there is nothing to close, and whoever waits for one knows why.
    await this.ready.catch(() => {});
    this.#unavailable ??= new Error("This sandbox is closed. Make another with createSandbox().");
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

  /** Goes on with what was kept. On a full disk it can be read all the same. */
  #continueFrom(kept: Store): void {
    if (this.#tryCompact(kept)) return;
    this.#needsSnapshot = true;
    this.#use(kept);
  }

  #setLate(late: Snapshot["late"] = []): void {
    if (this.#options.lag) this.#options.lag.late = late;
  }

  #seededStore(): Store {
    const store = new Store(this.#options.seed);
    this.#options.seedStore(store);
    return store;
  }

  /** Goes on with another store. The file comes first: if it fails, nothing has changed. */
  #replace(before: Store, after: Store): void {
    this.#file?.write(after.snapshot());
    this.#needsSnapshot = false;
    before.onChange = undefined;
    before.lag = undefined;
    this.#use(after);
  }

  #use(store: Store): void {
    this.#store = store;
    store.lag = this.#options.lag;
    this.#changes = [];
    this.#reported = 0;
    if (this.#file) store.onChange = (change) => this.#changes.push(change);
  }
}
