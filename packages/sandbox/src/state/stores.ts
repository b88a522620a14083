import { implicitWorkspace } from "../registry/options.ts";
import { type WorkspaceRecord, workspaceRecords } from "../registry/records.ts";
import { type JournalEntry, type Snapshot, Store, type WorkspaceSnapshot } from "../store/store.ts";
import { defaultWorkspace } from "../store/workspace.ts";

const registrySeed = "registry";

/** The stores of a sandbox: one for each workspace, and the registry of workspaces and apps. */
export class Stores {
  readonly registry: Store;
  readonly #workspaces: ReadonlyMap<string, Store>;
  readonly #first: Store;

  /** @param workspaces The stores by the id of the workspace, in the order of the registry. */
  constructor(registry: Store, workspaces: ReadonlyMap<string, Store>) {
    this.registry = registry;
    this.#workspaces = workspaces;
    this.#first = workspaces.values().next().value as Store;
  }

  /** The stores of a new sandbox. */
  static create(
    records: readonly WorkspaceRecord[],
    makeStore: (record: WorkspaceRecord) => Store,
  ): Stores {
    const registry = new Store(registrySeed);
    for (const record of records) registry.collection(workspaceRecords).insert(record);
    return new Stores(registry, new Map(records.map((record) => [record.id, makeStore(record)])));
  }

  /** The stores of a checked snapshot. One without a registry has one workspace. */
  static from(snapshot: Snapshot): Stores {
    const registry = new Store(registrySeed, snapshot.registry);
    const records = registry.collection(workspaceRecords);
    if (records.size === 0) records.insert(implicitWorkspace());
    const stores = records.all().map((record, index) => {
      const state = index === 0 ? snapshot : snapshot.workspaces?.[record.id];
      return [record.id, new Store(record.id_seed, state, record)] as const;
    });
    return new Stores(registry, new Map(stores));
  }

  get first(): Store {
    return this.#first;
  }

  get records(): WorkspaceRecord[] {
    return this.registry.collection(workspaceRecords).all();
  }

  /** The store of a workspace by id. */
  workspace(id: string): Store | undefined {
    return this.#workspaces.get(id);
  }

  /** All stores. */
  all(): Store[] {
    return [this.registry, ...this.#workspaces.values()];
  }

  /** These stores with another one for a workspace. */
  with(id: string, store: Store, registry: Store = this.registry): Stores {
    return new Stores(registry, new Map([...this.#workspaces, [id, store]]));
  }

  /** The state of all stores. */
  snapshot(stateOf = (store: Store): WorkspaceSnapshot => store.snapshot()): Snapshot {
    const { registry, first } = this;
    const others = [...this.#workspaces].filter(([, store]) => store !== first);
    return {
      ...stateOf(first),
      ...(this.#isImplicit() ? {} : { registry: registry.snapshot() }),
      ...(others.length > 0
        ? { workspaces: Object.fromEntries(others.map(([id, store]) => [id, stateOf(store)])) }
        : {}),
    };
  }

  /** What says in a journal entry which store was changed. */
  placeOf(store: Store): Pick<JournalEntry, "registry" | "workspace"> {
    if (store === this.registry) return { registry: true };
    return store === this.#first ? {} : { workspace: store.workspace.id };
  }

  /** Applies the changes of a journal entry. Returns whether there is such a store. */
  apply(entry: JournalEntry): boolean {
    const { workspace } = entry;
    const store = entry.registry
      ? this.registry
      : workspace === undefined
        ? this.#first
        : this.#workspaces.get(workspace);
    store?.apply(entry);
    return store !== undefined;
  }

  /** Whether the options of the sandbox say everything that the registry says. */
  #isImplicit(): boolean {
    const { records, registry } = this;
    const [record] = records;
    const others = registry.collections().filter(({ name }) => name !== workspaceRecords.name);
    return (
      records.length === 1 &&
      record?.id === defaultWorkspace.id &&
      record.status === "active" &&
      others.every(({ size }) => size === 0)
    );
  }
}
