import { Collection, type CollectionKey, type Entity } from "./collection.ts";
import { type IdCounts, Ids } from "./ids.ts";
import { type Change, type ChangeListener, type CommitListener, Journal } from "./journal.ts";
import type { SearchLag, UnindexedChange } from "./search-lag.ts";
import { defaultWorkspace, type WorkspaceFacts } from "./workspace.ts";

/** The state of one workspace as plain JSON. */
export interface WorkspaceSnapshot {
  /** The format of a snapshot. Other numbers are refused. */
  readonly format: 1;
  /** The seed of the ids. */
  readonly seed: string;
  /** How many ids of each kind were generated. */
  readonly ids: IdCounts;
  /** The records of each collection, in the order in which they were added. */
  readonly collections: Readonly<Record<string, readonly Entity[]>>;
  /** The changes that searches do not see yet, when searches have a delay. */
  readonly late?: readonly UnindexedChange[];
}

/** The whole state of a sandbox as plain JSON: that of its first workspace, and of all others. */
export interface Snapshot extends WorkspaceSnapshot {
  /** The workspaces and the apps, unless there is only the workspace that every sandbox has. */
  readonly registry?: WorkspaceSnapshot;
  /** The states of the further workspaces, by id. */
  readonly workspaces?: Readonly<Record<string, WorkspaceSnapshot>>;
}

/** The changes of one request in one store: that of the first workspace, unless another is named. */
export interface JournalEntry {
  /** The id of a further workspace. */
  readonly workspace?: string;
  /** Whether these are changes of workspaces and apps. */
  readonly registry?: true;
  readonly ids: IdCounts;
  readonly changes: readonly Change[];
}

/** The state of a workspace, in memory. */
export class Store {
  readonly ids: Ids;
  /** The workspace that the records are of. */
  workspace: WorkspaceFacts;
  /** Is called with every change. */
  onChange: ChangeListener | undefined;
  /** Is called with all changes of a request, or of another transaction, after it succeeded. */
  onCommit: CommitListener | undefined;
  /** The changes that searches do not see yet, when searches have a delay. */
  lag: SearchLag | undefined;
  readonly #seed: string;
  readonly #collections = new Map<string, Collection<Entity>>();
  /** The collections that the current tracked read has used. */
  #used: Set<Collection<Entity>> | undefined;
  readonly #journal = new Journal((changes) => {
    for (const { change, before } of changes) {
      this.lag?.record(change, before);
      this.onChange?.(change, before);
    }
    this.onCommit?.(changes);
  });

  constructor(
    seed: string,
    from?: WorkspaceSnapshot,
    workspace: WorkspaceFacts = defaultWorkspace,
  ) {
    this.workspace = workspace;
    this.#seed = from?.seed ?? seed;
    this.ids = new Ids(this.#seed);
    if (!from) return;
    this.ids.counts = from.ids;
    for (const [name, things] of Object.entries(from.collections)) {
      this.#make(name).fill(things);
    }
  }

  /** The collection of a key. It is created on first use. */
  collection<T extends Entity>(key: CollectionKey<T>): Collection<T> {
    const collection = this.collectionNamed(key.name) as unknown as Collection<T>;
    collection.setKey(key);
    return collection;
  }

  /** A collection by name, where its module cannot be imported. */
  collectionNamed(name: string): Collection<Entity> {
    const collection = this.#collections.get(name) ?? this.#make(name);
    this.#used?.add(collection);
    return collection;
  }

  /** All collections. */
  collections(): Collection<Entity>[] {
    return [...this.#collections.keys()].map((name) => this.collectionNamed(name));
  }

  /** Runs a read, and returns its result with the collections that it used. */
  track<T>(read: () => T): { readonly result: T; readonly used: ReadonlySet<Collection<Entity>> } {
    const used = new Set<Collection<Entity>>();
    this.#used = used;
    try {
      return { result: read(), used };
    } finally {
      this.#used = undefined;
    }
  }

  /** Generates an id for a new record of a collection. */
  nextId<T extends Entity>(key: CollectionKey<T>): string {
    return key.ids === "number" ? this.ids.number(key.name) : this.ids[key.ids]();
  }

  /** Returns the state. Later changes do not affect it. */
  snapshot(): WorkspaceSnapshot {
    const kept = [...this.#collections].filter(([, { size }]) => size > 0);
    const collections = Object.fromEntries(kept.map(([name, all]) => [name, all.all()]));
    return { format: 1, seed: this.#seed, ids: this.ids.counts, collections };
  }

  /** Runs work as a transaction: when it throws, its changes are rolled back, but not the id counts. */
  transaction<T>(work: () => T): T {
    return this.#journal.transaction(work);
  }

  /** Applies the changes of a journal entry. */
  apply({ ids, changes }: JournalEntry): void {
    this.ids.counts = ids;
    for (const { collection, id, entity } of changes) {
      const things = this.collectionNamed(collection);
      if (entity) things.insert(entity);
      else things.delete(id);
    }
  }

  #make(name: string): Collection<Entity> {
    const made = new Collection<Entity>(name, this.#journal);
    this.#collections.set(name, made);
    return made;
  }
}
