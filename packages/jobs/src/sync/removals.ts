import type { ExistingObject } from "../collections/collection.ts";
import type { Declared } from "./declared.ts";
import { removalsText } from "./guards.ts";
import type { Seen } from "./look.ts";
import type { HeldRemovals, PlannedChange } from "./plan.ts";
import { isObjectRecord, type SyncRecord } from "./sync-state.ts";

/** What may have to be removed. */
export interface RemovalsInput extends Seen {
  readonly declared: ReadonlyMap<string, Declared>;
  readonly records: ReadonlyMap<string, SyncRecord>;
  readonly nouns: readonly [one: string, many: string];
  readonly unknown: "keep" | "remove";
}

/** Removals before the guards, and those of which the list leaves open whether they are meant. */
export interface RemovalCandidates {
  readonly candidates: readonly PlannedChange[];
  readonly held: readonly HeldRemovals[];
}

export function planRemovals(input: RemovalsInput): RemovalCandidates {
  const { survey, isWhole, unknown } = input;
  const left = survey.leftovers.map(({ key, existing }) => removalOf("left", key, existing));
  const unwanted = unknown === "keep" ? [] : survey.unknown.filter((one) => !one.isUnpublished);
  const others = unwanted.map((one) => removalOf("unknown", one.id, one));
  const held = [...unreadableOf(input), ...(isWhole ? [] : others)];
  const candidates = [...left, ...(isWhole ? others : [])];
  if (held.length === 0) return { candidates, held: [] };
  const message = `${removalsText(held.length, input.nouns)} held: the list of Intercom is not whole, and what it leaves out could not be read; apply again later`;
  return {
    candidates,
    held: [{ guard: "incomplete-listing", count: held.length, message, changes: held }],
  };
}

/** What the source no longer has, and what could not be read. */
function unreadableOf({ survey, declared, records }: RemovalsInput): PlannedChange[] {
  return [...survey.unreadable.keys()].flatMap((key) => {
    const record = records.get(key);
    if (declared.has(key) || !isObjectRecord(record)) return [];
    return [removalOf("left", key, { id: record.id })];
  });
}

function removalOf(
  reason: "left" | "unknown",
  key: string,
  { id, title = key }: Pick<ExistingObject, "id" | "title">,
): PlannedChange {
  return { action: "remove", reason, key, title, id, fields: [] };
}
