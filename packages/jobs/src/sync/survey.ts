import type { ExistingObject } from "../collections/collection.ts";
import { comparableTitle } from "./comparable-title.ts";
import type { Declared } from "./declared.ts";
import { fingerprint } from "./fingerprint.ts";
import { isObjectRecord, type ObjectRecord, type SyncRecord } from "./sync-state.ts";

/** An object that is there, in the place of one of the source. */
export interface Match {
  readonly declared: Declared;
  readonly existing: ExistingObject;
  /** What was sent of it before; none for an object that this sync has not written. */
  readonly record: ObjectRecord | undefined;
  /** The fingerprint of what Intercom has of the declared values. */
  readonly now: string;
}

/** An object that is there, and that the source no longer has. */
export interface Leftover {
  readonly key: string;
  readonly existing: ExistingObject;
}

/** Compares what Intercom has with the source and the state, one object after the other. */
export class Survey {
  /** How many objects are there that a removal would take away. */
  present = 0;
  /** The keys of those of which nothing is known, with the reasons, such as the error of a read. */
  readonly unreadable: Map<string, string> = new Map();
  /** Objects that may differ from the source. */
  readonly matches: Match[] = [];
  readonly leftovers: Leftover[] = [];
  /** What neither the source nor the state has. */
  readonly unknown: ExistingObject[] = [];
  readonly repeatedKeys: Set<string> = new Set();
  unchanged = 0;
  readonly #declared: ReadonlyMap<string, Declared>;
  readonly #records: ReadonlyMap<string, SyncRecord>;
  readonly #hasKeys: boolean;
  /** The ids of the objects that are there, by the keys of the source and the state. */
  readonly #there = new Map<string, string>();
  readonly #keysById = new Map<string, string>();
  /** The titles of objects that an earlier process may have created: they are recognised among the unknown ones. */
  readonly #intended = new Set<string>();
  readonly #seenIds = new Set<string>();
  /** Objects with the key of another object in the state. */
  #strangers: { readonly key: string; readonly existing: ExistingObject }[] = [];

  constructor(
    declared: ReadonlyMap<string, Declared>,
    records: ReadonlyMap<string, SyncRecord>,
    hasKeys: boolean,
  ) {
    this.#declared = declared;
    this.#records = records;
    this.#hasKeys = hasKeys;
    for (const [key, record] of records) {
      if (isObjectRecord(record)) this.#keysById.set(record.id, key);
      else this.#intended.add(comparableTitle(record.title));
    }
  }

  /** Adds an object of a list. Lists may return one twice. */
  add(existing: ExistingObject): void {
    if (this.#seenIds.has(existing.id)) return;
    this.#seenIds.add(existing.id);
    const key = this.keyOf(existing);
    if (key === undefined || !(this.#declared.has(key) || this.#records.has(key))) {
      this.#addUnknown(existing);
      return;
    }
    const record = this.#records.get(key);
    if (isObjectRecord(record) && record.id !== existing.id)
      this.#strangers.push({ key, existing });
    else this.match(key, existing, record);
  }

  /** Whether the object of a key is there. */
  has(key: string): boolean {
    return this.#there.has(key);
  }

  /** The key of an object, in the collection or else in the state. */
  keyOf({ id, key }: ExistingObject): string | undefined {
    return this.#hasKeys ? key : this.#keysById.get(id);
  }

  /** After all objects were added: those in the place of one that is gone. */
  settleStrangers(): void {
    for (const { key, existing } of this.#strangers) {
      if (this.#there.get(key) === existing.id) continue;
      // Another program wrote it: it is taken over where the source declares it, and else left as it is.
      if (this.#declared.has(key)) this.match(key, existing, undefined);
      else this.#addUnknown(existing);
    }
    this.#strangers = [];
  }

  /** Compares an object with the one of the source, or of the state, that has its key. */
  match(key: string, existing: ExistingObject, known: SyncRecord | undefined): void {
    if (this.#there.has(key)) {
      this.repeatedKeys.add(key);
      this.#addUnknown(existing);
      return;
    }
    this.#there.set(key, existing.id);
    const declared = this.#declared.get(key);
    const record = isObjectRecord(known) ? known : undefined;
    if (declared === undefined && record?.isUnpublished) return;
    this.present += 1;
    if (declared === undefined) {
      this.leftovers.push({ key, existing: withoutFields(existing) });
      return;
    }
    const now = fingerprint(existing.fields, declared.paths);
    // One that was found by its title has to be stored.
    const isStored = record === this.#records.get(key);
    if (isStored && record?.sent === declared.sent && record.kept === now) {
      this.unchanged += 1;
      return;
    }
    const isEqual = now === declared.sent;
    const one = isEqual ? withoutFields(existing) : existing;
    this.matches.push({ declared, existing: one, record, now });
  }

  #addUnknown(existing: ExistingObject): void {
    const isIntended = !this.#hasKeys && this.#intended.has(comparableTitle(existing.title));
    this.unknown.push(isIntended ? existing : withoutFields(existing));
  }
}

/** Most objects need no more: the fields of all may be large. */
function withoutFields(existing: ExistingObject): ExistingObject {
  return { ...existing, fields: {} };
}
