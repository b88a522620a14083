import { hashesOf, valueAt } from "./fingerprint.ts";
import { isObjectRecord, type SyncRecord } from "./sync-state.ts";
import type { Write } from "./writes.ts";

/** A longer value is a text in which the key only occurs. */
const longestPlace = 500;
/** Shorter values, such as a language, are those of many objects. */
const shortestOwn = 8;

/**
 * Pairs keys that left with new ones whose objects have the same values, as after a folder was moved. Values that hold
 * the key, and addresses, are not compared: they follow from the place of an object.
 */
export function movedKeys(
  left: readonly string[],
  created: readonly Write[],
  records: ReadonlyMap<string, SyncRecord>,
): { readonly from: string; readonly to: string }[] {
  const moved: { from: string; to: string }[] = [];
  if (left.length === 0) return moved;
  /** The keys that left by the hashes of the compared names, for each set of names. */
  const indexes = new Map<string, Map<string, string[]>>();
  for (const one of created) {
    const names = comparedNames(one);
    if (names.length === 0) continue;
    const shape = names.join("\n");
    const index = indexes.get(shape) ?? indexOf(left, records, names);
    indexes.set(shape, index);
    const from = index.get(valuesOf(one.declared.sent, names))?.shift();
    if (from !== undefined) moved.push({ from, to: one.declared.key });
  }
  return moved;
}

function comparedNames({ declared: { key, paths }, object }: Write): string[] {
  const stem = key.replace(/\.\w+$/, "");
  const follows = (value: unknown) =>
    typeof value === "string" &&
    value.length < longestPlace &&
    (value.includes(key) || value.includes(stem) || /^https?:\/\//.test(value));
  const compared = paths.filter((path) => !follows(valueAt(object.fields, path)));
  const isOwn = (value: unknown) => typeof value === "string" && value.length >= shortestOwn;
  const hasOwn = compared.some((path) => isOwn(valueAt(object.fields, path)));
  return hasOwn ? compared.map(({ name }) => name) : [];
}

function indexOf(
  left: readonly string[],
  records: ReadonlyMap<string, SyncRecord>,
  names: readonly string[],
): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const key of left) {
    const record = records.get(key);
    if (!isObjectRecord(record)) continue;
    const values = valuesOf(record.sent, names);
    index.set(values, [...(index.get(values) ?? []), key]);
  }
  return index;
}

function valuesOf(sent: string, names: readonly string[]): string {
  const hashes = hashesOf(sent);
  return names.map((name) => hashes.get(name)).join(" ");
}
