import type { ExistingObject } from "../collections/collection.ts";
import { comparableTitle } from "./comparable-title.ts";
import type { Survey } from "./survey.ts";
import { type Intent, isObjectRecord, type SyncRecord } from "./sync-state.ts";

/**
 * Recognises the objects of a collection without keys that a process created and had no time to record: those with the
 * title of its intent that were not there before it.
 *
 * @returns what the user should see.
 */
export function settleIntents(
  survey: Survey,
  records: ReadonlyMap<string, SyncRecord>,
  isWhole: boolean,
): readonly string[] {
  const notices: string[] = [];
  const intents = [...records].flatMap(([key, record]) =>
    isObjectRecord(record) ? [] : [{ key, record }],
  );
  for (const { key, record } of intents) {
    const candidates = survey.unknown.filter((existing) => isOf(record, existing));
    const newest = candidates.reduce<ExistingObject | undefined>(newer, undefined);
    if (newest === undefined) {
      if (isWhole) continue;
      // It may be among those that are not listed: a second one must not be created.
      const reason =
        "an earlier create of it was interrupted, and the list that would have it is not whole";
      survey.unreadable.set(key, reason);
      notices.push(`${key} is left out: ${reason}`);
      continue;
    }
    survey.unknown.splice(survey.unknown.indexOf(newest), 1);
    const { id, title = key } = newest;
    const sharing = intents.filter((other) => isSameTitle(other.record, record)).length;
    if (candidates.length > sharing) {
      notices.push(
        `${candidates.length} objects have the title "${title}" of ${key}, whose create was interrupted: the newest, ${id}, is taken for it`,
      );
    }
    // It may be that of another key with this title, which took a newer one: nothing is known of what it was sent.
    survey.match(key, newest, { id, sent: "", kept: "" });
  }
  return notices;
}

function isOf(intent: Intent, existing: ExistingObject): boolean {
  return isSameTitle(existing, intent) && !intent.others.includes(existing.id);
}

function isSameTitle(one: { readonly title?: string | undefined }, other: Intent): boolean {
  return comparableTitle(one.title) === comparableTitle(other.title);
}

/** Intercom's ids are numbers that grow, as texts. */
function newer(one: ExistingObject | undefined, other: ExistingObject): ExistingObject {
  if (one === undefined) return other;
  const isLonger = other.id.length - one.id.length;
  return isLonger > 0 || (isLonger === 0 && other.id > one.id) ? other : one;
}
