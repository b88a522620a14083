import type { Entity } from "../store/collection.ts";
import type { Snapshot, WorkspaceSnapshot } from "../store/store.ts";
import { checkSnapshot, checkWorkspaceSnapshot, invalidSnapshot, isObject } from "./check.ts";
import { copyAsJson, copyData } from "./copy.ts";

type Records = readonly Entity[];

/** The records of the collections that are not copied yet, by the getter of the collection. */
const uncopied = new WeakMap<() => unknown, Records>();

/** A snapshot that the caller may change, of all workspaces. */
export function copyOnRead(snapshot: Snapshot): Snapshot {
  const { registry, workspaces, ...first } = snapshot;
  return {
    ...copyWorkspaceOnRead(first),
    ...(registry && { registry: copyWorkspaceOnRead(registry) }),
    ...(workspaces && { workspaces: mapValues(workspaces, copyWorkspaceOnRead) }),
  };
}

/**
 * A snapshot that the caller may change. Each collection is copied when it is first read: until then,
 * the snapshot shares the records of the store, which replaces records and never changes them.
 */
export function copyWorkspaceOnRead(snapshot: WorkspaceSnapshot): WorkspaceSnapshot {
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
  const { registry, workspaces } = (given ?? {}) as Partial<Snapshot>;
  if (registry === undefined && workspaces === undefined) return readWorkspaceSnapshot(given);
  const own = {
    ...readWorkspaceSnapshot({
      ...(given as Snapshot),
      registry: undefined,
      workspaces: undefined,
    }),
    registry: readWorkspaceSnapshot(registry),
    ...(workspaces && { workspaces: readWorkspaces(workspaces) }),
  };
  checkSnapshot(own);
  return own;
}

/** Reads the snapshot of one workspace, as `readSnapshot` does. */
export function readWorkspaceSnapshot(given: unknown): WorkspaceSnapshot {
  const collections = (given as WorkspaceSnapshot | null | undefined)?.collections ?? {};
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
      ? { ...(given as WorkspaceSnapshot), collections: Object.defineProperties({}, properties) }
      : given,
  );
  checkWorkspaceSnapshot(own);
  return isShared ? { ...own, collections: { ...own.collections, ...shared } } : own;
}

function copySnapshot(given: unknown): unknown {
  try {
    return copyAsJson(given);
  } catch {
    throw invalidSnapshot("it is not plain JSON");
  }
}

function readWorkspaces(given: unknown): Record<string, WorkspaceSnapshot> {
  if (isObject(given)) return mapValues(given, readWorkspaceSnapshot);
  throw invalidSnapshot("its workspaces are not an object");
}

function mapValues<A, B>(
  values: Readonly<Record<string, A>>,
  change: (value: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
