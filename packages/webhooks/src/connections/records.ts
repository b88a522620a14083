import {
  type ConnectionRecord,
  type ConnectionState,
  type ConnectionStore,
  isFinal,
} from "./record.ts";

/** What a change of a record makes of it; `undefined` leaves it as it is. */
type Change = (
  record: ConnectionRecord | undefined,
) => Omit<ConnectionRecord, "revision"> | undefined;

/** How often a change is tried while others change the same record. */
const maxAttempts = 50;

/**
 * The revision of a new record. It differs from those of a record that was deleted, which a change that
 * began before may still expect, and the later ones fit 32 bits.
 */
function firstRevision(): number {
  return 1 + Math.floor(Math.random() * 2 ** 30);
}

/** Changes records in a store that other servers change at the same time. */
export class Records {
  readonly #store: ConnectionStore;
  readonly #onChange: (
    record: ConnectionRecord,
    previous: ConnectionRecord | undefined,
  ) => Promise<void>;

  constructor(
    store: ConnectionStore,
    onChange: (record: ConnectionRecord, previous: ConnectionRecord | undefined) => Promise<void>,
  ) {
    this.#store = store;
    this.#onChange = onChange;
  }

  async get(workspaceId: string): Promise<ConnectionRecord | undefined> {
    return this.#store.get(workspaceId);
  }

  /** Changes a record, and resolves to what the store has then. */
  async change(workspaceId: string, change: Change): Promise<ConnectionRecord | undefined> {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const previous = await this.#store.get(workspaceId);
      const changed = change(previous);
      if (changed === undefined) return previous;
      const revision = previous === undefined ? firstRevision() : previous.revision + 1;
      const record = { ...changed, revision };
      if (!(await this.#store.put(record, previous?.revision))) continue;
      await this.#onChange(record, previous);
      return record;
    }
    throw new Error(`The connection of ${workspaceId} was changed by others ${maxAttempts} times`);
  }

  /**
   * Moves a connection to a state. What happened to an earlier connection of the workspace, with another
   * `id`, does not move the one that has replaced it.
   */
  async move(
    { workspaceId, id }: Pick<ConnectionRecord, "workspaceId" | "id">,
    state: ConnectionState,
  ): Promise<ConnectionRecord | undefined> {
    return this.change(workspaceId, (record) => {
      if (record === undefined || record.id !== id || record.state === state) return undefined;
      const isEnded = isFinal(record.state);
      if (isEnded && !(record.state === "revoked" && state === "uninstalled")) return undefined;
      const { token, ...rest } = record;
      // A token that is no longer valid is not kept.
      const kept = isFinal(state) || token === undefined ? undefined : { token };
      return { ...rest, ...kept, state, stateSince: Date.now() };
    });
  }

  async delete(workspaceId: string): Promise<void> {
    await this.#store.delete(workspaceId);
  }

  async *list(): AsyncGenerator<ConnectionRecord> {
    yield* this.#store.list();
  }
}
