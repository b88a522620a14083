import type { ExistingObject, OpenCollection } from "../collections/collection.ts";
import type { Session } from "../run/session.ts";
import type { RecordChange } from "../state/state-store.ts";
import { fingerprint } from "./fingerprint.ts";
import { progressOf, toStored } from "./sync-state.ts";
import type { Write } from "./writes.ts";

/** Stores what an apply does. The first change counts up the revision: the plans before it are out of date. */
export class SyncWriter {
  readonly #session: Session;
  readonly #open: OpenCollection;
  readonly #revision: number;
  #hasChanged = false;

  constructor(session: Session, open: OpenCollection, revision: number) {
    this.#session = session;
    this.#open = open;
    this.#revision = revision;
  }

  async commit(records: readonly RecordChange[]): Promise<void> {
    if (records.length === 0 && this.#hasChanged) return;
    const { state, lease } = this.#session;
    // The collection may have its id only since it was prepared.
    const progress = this.#hasChanged ? undefined : progressOf(this.#open.id, this.#revision + 1);
    await state.commit(lease, { records, ...(progress && { progress }) });
    this.#hasChanged = true;
  }

  /** Stores which objects the next requests may create or take over, so that a kill leaves no unknown ones. */
  async commitIntents(writes: readonly Write[]): Promise<void> {
    const intents = writes.filter(({ isNew }) => isNew);
    if (intents.length > 0) await this.commit(intents.map(intentOf));
  }
}

function intentOf({ declared: { key, title }, others }: Write): RecordChange {
  return { key, value: toStored({ title, others }) };
}

/** The record of an object that was written. */
export function recordOf({ declared }: Write, { id, fields }: ExistingObject): RecordChange {
  const { key, sent, paths } = declared;
  return { key, value: toStored({ id, sent, kept: fingerprint(fields, paths) }) };
}
