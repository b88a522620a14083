import type { Change } from "../store/collection.ts";
import { type Snapshot, Store } from "../store/store.ts";
import type { StateFile } from "./state-file.ts";

export interface StateOptions {
  /** What ids follow from. */
  readonly seed: string;
  /** Puts there what a new sandbox knows. */
  readonly plant: (store: Store) => void;
  /** Loads what planting needs, and the file, before anything can be asked. */
  readonly prepare?: (() => Promise<StateFile | undefined>) | undefined;
}

/** What a sandbox knows, from its first day on: in memory, and in a file when there is one. */
export class State {
  readonly ready: Promise<void>;
  readonly #options: StateOptions;
  #store: Store;
  #isReady = false;
  #file: StateFile | undefined;
  #changes: Change[] = [];

  constructor(options: StateOptions) {
    this.#options = options;
    this.#store = new Store(options.seed);
    if (options.prepare) {
      this.ready = this.#prepare(options.prepare);
      // Whoever asks is told; without anyone who asks, the program must not end by it.
      this.ready.catch(() => {});
    } else {
      this.ready = Promise.resolve();
      this.#isReady = true;
      options.plant(this.#store);
    }
  }

  /** @throws {Error} while the workspace is still being made. */
  get store(): Store {
    if (this.#isReady) return this.#store;
    throw new Error("The workspace is still being made: await sandbox.ready first.");
  }

  /** Goes back to what a new sandbox knows. */
  reset(): void {
    this.#replace(new Store(this.#options.seed));
    this.#options.plant(this.#store);
    this.#rewrite();
  }

  snapshot(): Snapshot {
    return this.store.snapshot();
  }

  /** Takes over what a snapshot holds, in place of everything that is there. */
  restore(snapshot: Snapshot): void {
    checkSnapshot(snapshot);
    this.#replace(new Store(this.#options.seed, snapshot));
    this.#rewrite();
  }

  /** Writes what has changed since the last time into the file, when there is one. */
  save(): void {
    if (!this.#file || this.#changes.length === 0) return;
    const changes = this.#changes;
    this.#changes = [];
    this.#file.append({ ids: this.#store.ids.counts, changes });
  }

  async #prepare(prepare: () => Promise<StateFile | undefined>): Promise<void> {
    this.#file = await prepare();
    this.#isReady = true;
    const kept = this.#file?.read();
    if (kept) this.#replace(new Store(this.#options.seed, kept));
    else this.#options.plant(this.#store);
    this.#rewrite();
  }

  #replace(store: Store): void {
    this.store.watch = undefined;
    this.#store = store;
  }

  #rewrite(): void {
    if (!this.#file) return;
    this.#changes = [];
    this.#file.write(this.#store.snapshot());
    this.#store.watch = (change) => this.#changes.push(change);
  }
}

function checkSnapshot(snapshot: Snapshot): void {
  const { format, ids, collections } = (snapshot ?? {}) as Partial<Snapshot>;
  if (format === 1 && ids && collections) return;
  throw new TypeError("This is not a snapshot. Give back what sandbox.snapshot() gave.");
}
