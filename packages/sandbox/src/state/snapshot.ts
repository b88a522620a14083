import type { Entity } from "../store/collection.ts";
import type { Snapshot } from "../store/store.ts";
import { checkSnapshot, invalidSnapshot } from "./check.ts";
import { copyAsJson, copyData } from "./copy.ts";

type Records = readonly Entity[];

/** The records of the collections that are not copied yet, by the getter of the collection. */
const uncopied = new WeakMap<() => unknown, Records>();

/**
 * A snapshot that the caller may change. Each collection is copied when it is first read: until then,
 * the snapshot shares the records of the store, which replaces records and never changes them.
 */
export function copyOnRead(snapshot: Snapshot): Snapshot {
  const { collections, late, ...rest } = snapshot;
  const copies = {};
  for (const [name, records] of Object.entries(collections)) {
    Object.defineProperty(copies, name, copiedWhenRead(records));
  }
  return { ...rest, collections: copies, ...(late && { late: copyData(late) }) };
}

function copiedWhenRead(records: Records): PropertyDescriptor {
  let value: unknown;
  const set = (given: unknown) => {
    value = given;
    uncopied.delete(get);
  };
  const get = (): unknown => {
    if (uncopied.has(get)) set(copyData(records));
    return value;
  };
  uncopied.set(get, records);
  return { get, set, enumerable: true, configurable: true };
}

/**
 * Reads a snapshot. The result has the records of the collections that were not copied yet, and a
 * copy of everything else.
 *
 * @throws {TypeError} when it is not a snapshot.
 */
export function readSnapshot(given: unknown): Snapshot {
  const collections = (given as Snapshot | null | undefined)?.collections ?? {};
  const properties = Object.getOwnPropertyDescriptors(collections);
  const shared: Record<string, Records> = {};
  for (const [name, { get }] of Object.entries(properties)) {
    const records = get && uncopied.get(get);
    if (!records) continue;
    shared[name] = records;
    properties[name] = { value: [], enumerable: true };
  }
  const isShared = Object.keys(shared).length > 0;
  const own = copySnapshot(
    isShared
      ? { ...(given as Snapshot), collections: Object.defineProperties({}, properties) }
      : given,
  );
  checkSnapshot(own);
  return isShared ? { ...own, collections: { ...own.collections, ...shared } } : own;
}

function copySnapshot(given: unknown): unknown {
  try {
    return copyAsJson(given);
  } catch {
    throw invalidSnapshot("it is not plain JSON");
  }
}
