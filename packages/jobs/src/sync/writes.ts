import type { DesiredObject } from "../collections/collection.ts";
import type { RecordChange } from "../state/state-store.ts";
import { comparableTitle } from "./comparable-title.ts";
import type { Declared } from "./declared.ts";
import { differences } from "./differences.ts";
import type { PlannedChange } from "./plan.ts";
import type { Match, Survey } from "./survey.ts";
import { isObjectRecord, type SyncRecord, toStored } from "./sync-state.ts";

/** A create or an update. */
export interface Write {
  readonly change: PlannedChange;
  readonly declared: Declared;
  readonly object: DesiredObject;
  /** Whether the state has nothing of it: what is about to be written is stored first. */
  readonly isNew: boolean;
  /** The unknown objects of the same title that are there. */
  readonly others: readonly string[];
}

/** What makes Intercom as the source declares it, without removals. */
export interface Writes {
  readonly creates: readonly Write[];
  readonly updates: readonly Write[];
  /** Objects that are as declared, and that the state does not have, or not so. */
  readonly adopted: readonly RecordChange[];
}

/** What is known once Intercom was read. */
export interface WritesInput {
  readonly survey: Survey;
  readonly declared: ReadonlyMap<string, Declared>;
  readonly records: ReadonlyMap<string, SyncRecord>;
  /** Reads objects of the source again that were left out of memory. */
  readAgain(wanted: ReadonlyMap<string, Declared>): Promise<ReadonlyMap<string, DesiredObject>>;
}

export async function planWrites(input: WritesInput): Promise<Writes> {
  const { survey, declared, records } = input;
  const differing = survey.matches.filter(({ declared: { sent }, now }) => now !== sent);
  const absent = [...declared.values()].filter(
    ({ key }) => !survey.has(key) && !survey.unreadable.has(key),
  );
  const objects = await objectsOf([...differing.map((match) => match.declared), ...absent], input);
  const others = idsByTitle(survey);
  const creates = absent.flatMap((one) => {
    const object = objects.get(one.key);
    if (object === undefined) return [];
    const { key, title } = one;
    const reason = isObjectRecord(records.get(key)) ? "missing" : "new";
    const change = { action: "create", reason, key, title, id: undefined, fields: [] } as const;
    return [
      {
        change,
        declared: one,
        object,
        isNew: true,
        others: others.get(comparableTitle(title)) ?? [],
      },
    ];
  });
  const updates = differing.flatMap((match) => updateOf(match, objects.get(match.declared.key)));
  const written = new Set(updates.map(({ change }) => change.key));
  const adopted = survey.matches
    .filter((match) => !written.has(match.declared.key))
    .map(({ declared: { key, sent }, existing: { id }, now }) => {
      return { key, value: toStored({ id, sent, kept: now }) };
    });
  return { creates, updates, adopted };
}

/** The objects of the source with their fields. */
async function objectsOf(
  wanted: readonly Declared[],
  { readAgain }: WritesInput,
): Promise<ReadonlyMap<string, DesiredObject>> {
  const leftOut = wanted.filter(({ object }) => object === undefined);
  const objects = new Map(await readAgain(new Map(leftOut.map((one) => [one.key, one]))));
  for (const { key, object } of wanted) if (object !== undefined) objects.set(key, object);
  return objects;
}

function updateOf(match: Match, object: DesiredObject | undefined): Write[] {
  const { declared, existing, record } = match;
  const fields = object === undefined ? [] : differences(match, object);
  if (object === undefined || fields.length === 0) return [];
  const { key, title } = declared;
  const reason = record?.sent === declared.sent ? "drift" : "changed";
  const change = { action: "update", reason, key, title, id: existing.id, fields } as const;
  return [{ change, declared, object, isNew: record === undefined, others: [] }];
}

function idsByTitle({ unknown }: Survey): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>();
  for (const { id, title: given } of unknown) {
    const title = comparableTitle(given);
    const same = ids.get(title);
    if (same === undefined) ids.set(title, [id]);
    else same.push(id);
  }
  return ids;
}
