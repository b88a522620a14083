import type { JsonObject } from "../description/openapi.ts";
import { isWorkspaceRecord, workspaceRecords } from "../registry/records.ts";
import type { JournalEntry, Snapshot, WorkspaceSnapshot } from "../store/store.ts";

/**
 * Checks that a value is a snapshot.
 *
 * @throws {TypeError} when it is not, with the mistake.
 */
export function checkSnapshot(given: unknown): asserts given is Snapshot {
  checkWorkspaceSnapshot(given);
  const { registry, workspaces = {} } = given as Snapshot;
  if (!isObject(workspaces)) throw invalidSnapshot("its workspaces are not an object");
  for (const state of Object.values(workspaces)) checkWorkspaceSnapshot(state);
  if (registry !== undefined) checkWorkspaceSnapshot(registry);
  const records: readonly unknown[] = registry?.collections[workspaceRecords.name] ?? [];
  if (!records.every(isWorkspaceRecord)) throw invalidSnapshot("one of its workspaces is unknown");
  const [, ...others] = records.map(({ id }) => id);
  if (others.sort().join() !== Object.keys(workspaces).sort().join()) {
    throw invalidSnapshot("its registry has other workspaces");
  }
}

/** Checks that a value is the snapshot of one workspace, or of a registry. */
export function checkWorkspaceSnapshot(given: unknown): asserts given is WorkspaceSnapshot {
  if (!isObject(given) || !("format" in given)) throw invalidSnapshot("it has no format");
  const { format, seed, ids, collections, late } = given;
  if (format !== 1) throw invalidSnapshot(`its format is ${JSON.stringify(format)}, not 1`);
  if (typeof seed !== "string") throw invalidSnapshot("its seed is not a string");
  if (!areCounts(ids)) throw invalidSnapshot("its ids are not counted in whole numbers");
  if (!isObject(collections)) throw invalidSnapshot("its collections are not an object");
  for (const [name, things] of Object.entries(collections)) {
    if (!Array.isArray(things)) throw invalidSnapshot(`its ${name} are not a list`);
    if (!things.every(isEntity)) throw invalidSnapshot(`one of its ${name} has no id`);
    const different = new Set(things.map(({ id }) => id));
    if (different.size < things.length)
      throw invalidSnapshot(`two of its ${name} have the same id`);
  }
  if (late !== undefined && !(Array.isArray(late) && late.every(isLate))) {
    throw invalidSnapshot("its late changes are not a list of changes");
  }
}

/** Whether a value is a journal entry. */
export function isJournalEntry(given: unknown): given is JournalEntry {
  if (!isObject(given) || !areCounts(given["ids"])) return false;
  const { changes, workspace, registry } = given;
  if (workspace !== undefined && typeof workspace !== "string") return false;
  if (registry !== undefined && registry !== true) return false;
  return Array.isArray(changes) && changes.every(isChange);
}

function isChange(given: unknown): boolean {
  if (!isObject(given)) return false;
  const { collection, id, entity } = given;
  if (typeof collection !== "string" || typeof id !== "string") return false;
  return entity === null || (isEntity(entity) && entity.id === id);
}

function isLate(given: unknown): boolean {
  if (!isObject(given) || typeof given["at"] !== "number") return false;
  const { collection, id, before } = given;
  if (typeof collection !== "string" || typeof id !== "string") return false;
  return before === null || (isEntity(before) && before.id === id);
}

export function invalidSnapshot(reason: string): TypeError {
  return new TypeError(`This is not a snapshot: ${reason}.`);
}

function areCounts(given: unknown): boolean {
  if (!isObject(given)) return false;
  const { hex, uuid, numbers } = given;
  return isObject(numbers) && [hex, uuid, ...Object.values(numbers)].every(isCount);
}

function isCount(given: unknown): boolean {
  return Number.isSafeInteger(given) && Number(given) >= 0;
}

function isEntity(given: unknown): given is { readonly id: string } {
  return isObject(given) && typeof given["id"] === "string";
}

export function isObject(given: unknown): given is JsonObject {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}
