import { type WorkspaceRecord, workspaceRecords } from "../registry/records.ts";
import type { RecordedChange } from "../store/journal.ts";
import type { SearchLag } from "../store/search-lag.ts";
import { type Snapshot, Store, type WorkspaceSnapshot } from "../store/store.ts";
import { FileKeeper } from "./file-keeper.ts";
import { setLate, stateWithLate } from "./late.ts";
import {
  copyOnRead,
  copyWorkspaceOnRead,
  readSnapshot,
  readWorkspaceSnapshot,
} from "./snapshot.ts";
import type { StateFile } from "./state-file.ts";
import { Stores } from "./stores.ts";

export interface StateOptions {
  /** The workspaces of a new sandbox. */
  readonly workspaces: readonly WorkspaceRecord[];
  /** Whether they replace the facts and tokens in a file, which implicit ones do not. */
  readonly areDeclared: boolean;
  /** Adds the records of a new workspace. */
  readonly seedStore: (store: Store, workspace: WorkspaceRecord) => void;
  /** Makes a record of the changes that searches do not see yet, when searches have a delay. */
  readonly makeLag?: (() => SearchLag) | undefined;
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
  #stores: Stores;
  #file: FileKeeper | undefined;
  /** The states of new workspaces that are generated from a name, which are the same each time. */
  readonly #samples = new Map<string, WorkspaceSnapshot>();
  /** The error of every request while the state is not available. */
  #unavailable: Error | undefined;

  constructor(options: StateOptions) {
    this.#options = options;
    if (options.prepare) {
      this.#stores = Stores.create(options.workspaces, ({ id_seed }) => new Store(id_seed));
      this.#unavailable = new Error(
        "The workspace is still being made: await sandbox.ready first.",
      );
      this.ready = this.#prepare(options.prepare);
      // Requests report the error. Without a request, the unhandled rejection must not end the program.
      this.ready.catch(() => {});
    } else {
      this.ready = Promise.resolve();
      this.#stores = this.#newStores();
      this.#use(this.#stores);
    }
  }

  /** @throws {Error} while the workspace is being created, when that failed, and after close. */
  get stores(): Stores {
    this.#checkAvailable();
    return this.#stores;
  }

  /** The store of the first workspace. */
  get store(): Store {
    return this.stores.first;
  }

  /** The store of a workspace. @throws {TypeError} when there is no such workspace. */
  storeOf(id: string): Store {
    const store = this.stores.workspace(id);
    if (store) return store;
    const known = this.stores.records.map((record) => record.id).join(", ");
    throw new TypeError(`There is no workspace ${id}. There is ${known}.`);
  }

  /** The stores of the workspaces; none while they are being created, and after close. */
  get available(): readonly Store[] {
    if (this.#unavailable) return [];
    return this.#stores.all().filter((store) => store !== this.#stores.registry);
  }

  /** Returns to the state of a new sandbox. */
  reset(): void {
    this.#checkAvailable();
    this.#replace(this.#newStores());
  }

  /** Returns one workspace to its initial state. */
  resetWorkspace(id: string): void {
    this.storeOf(id);
    const record = this.stores.registry.collection(workspaceRecords).get(id);
    if (record) this.#replace(this.stores.with(id, this.#newStore(record)));
  }

  /** Adds a workspace. */
  add(record: WorkspaceRecord): void {
    const { stores } = this;
    const registry = new Store("", stores.registry.snapshot());
    registry.collection(workspaceRecords).insert(record);
    this.#replace(stores.with(record.id, this.#newStore(record), registry));
  }

  /** Returns a copy of the state. */
  snapshot(): Snapshot {
    return copyOnRead(this.sharedSnapshot());
  }

  /** Returns a copy of the state of one workspace. */
  snapshotOf(id: string): WorkspaceSnapshot {
    return copyWorkspaceOnRead(stateWithLate(this.storeOf(id)));
  }

  /** Returns the state with the records of the stores, which must not be changed. */
  sharedSnapshot(): Snapshot {
    return this.stores.snapshot(stateWithLate);
  }

  /**
   * Replaces the whole state with that of a snapshot. A snapshot of one workspace replaces that of
   * the first one, and the others return to their initial state.
   *
   * @throws {TypeError} when it is not a snapshot. The state is then unchanged.
   */
  restore(snapshot: Snapshot): void {
    this.#checkAvailable();
    const own = readSnapshot(snapshot);
    const stores = own.registry ? Stores.from(own) : this.#newStores(own);
    this.#replace(stores);
    setLate(stores.first, own);
    for (const [id, state] of Object.entries(own.workspaces ?? {})) {
      setLate(stores.workspace(id), state);
    }
  }

  /** Replaces the state of one workspace. @throws {TypeError} when it is not a snapshot. */
  restoreWorkspace(id: string, snapshot: WorkspaceSnapshot): void {
    const { workspace } = this.storeOf(id);
    const own = readWorkspaceSnapshot(snapshot);
    const store = new Store(own.seed, own, workspace);
    this.#replace(this.stores.with(id, store));
    setLate(store, own);
  }

  /**
   * Writes the changes since the last save to the file, when there is one.
   *
   * @param isRead Whether the request is a read, which reports no change to its caller.
   * @throws {Error} when writing fails, except for a read when all pending changes have already been
   * reported as not saved. The changes are kept for the next save.
   */
  save(isRead = false): void {
    this.#checkAvailable();
    this.#file?.save(isRead);
  }

  /** Releases the file. Every later request is refused. */
  async close(): Promise<void> {
    // When preparing failed, `ready` has already reported the error.
    await this.ready.catch(() => {});
    this.#unavailable ??= new Error("This sandbox is closed. Create another with createSandbox().");
    this.#file?.close();
  }

  #checkAvailable(): void {
    if (this.#unavailable) throw this.#unavailable;
  }

  async #prepare(prepare: () => Promise<StateFile | undefined>): Promise<void> {
    try {
      const file = await prepare();
      this.#file = file && new FileKeeper(file);
      const kept = file?.read();
      if (kept) this.#continueWith(this.#readKept(kept));
      else this.#replace(this.#newStores());
      this.#unavailable = undefined;
    } catch (error) {
      this.#file?.close();
      this.#file = undefined;
      this.#unavailable = error instanceof Error ? error : new Error(String(error));
      throw this.#unavailable;
    }
  }

  /** The stores of a file, with the facts and the tokens of the options. */
  #readKept(kept: Snapshot): Stores {
    if (!kept.registry) return this.#newStores(kept);
    const stores = Stores.from(kept);
    const { workspaces, areDeclared } = this.#options;
    return workspaces.reduce((result, { status, ...declared }) => {
      const records = result.registry.collection(workspaceRecords);
      const known = records.get(declared.id);
      if (!known && !areDeclared) return result;
      const record = records.insert({ ...declared, status: known?.status ?? status });
      const store = result.workspace(record.id) ?? this.#newStore(record);
      store.workspace = record;
      return result.with(record.id, store);
    }, stores);
  }

  #continueWith(kept: Stores): void {
    this.#file?.continueWith(kept);
    this.#use(kept);
  }

  /** The stores of a new sandbox, the first of them with a state when it is given. */
  #newStores(first?: WorkspaceSnapshot): Stores {
    const { workspaces } = this.#options;
    return Stores.create(workspaces, (record) =>
      first && record === workspaces[0]
        ? new Store(record.id_seed, first, record)
        : this.#newStore(record),
    );
  }

  #newStore(record: WorkspaceRecord): Store {
    const { id, id_seed, sample } = record;
    const key = JSON.stringify([id, id_seed, sample]);
    const known = this.#samples.get(key);
    const store = new Store(id_seed, known, record);
    if (!known) this.#options.seedStore(store, record);
    // Generating a workspace from a name takes long, and gives the same records each time.
    if (sample && !known) this.#samples.set(key, store.snapshot());
    return store;
  }

  /** Replaces the stores. The file is written first: if that fails, nothing has changed. */
  #replace(after: Stores): void {
    this.#file?.write(after);
    for (const store of this.#stores.all()) store.onCommit = undefined;
    this.#use(after);
  }

  #use(stores: Stores): void {
    this.#stores = stores;
    const { makeLag, onCommit } = this.#options;
    for (const store of stores.all()) {
      if (store === stores.registry) continue;
      store.lag ??= makeLag?.();
      if (onCommit) store.onCommit = (changes) => onCommit(store, changes);
    }
  }
}
