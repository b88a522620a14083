import type { OpenCollection } from "../collections/collection.ts";
import { messageOf } from "../common/message-of.ts";
import { EventLoop } from "../run/event-loop.ts";
import { inParallel } from "../run/in-parallel.ts";
import type { Declared } from "./declared.ts";
import { settleIntents } from "./intents.ts";
import { Survey } from "./survey.ts";
import { isObjectRecord, type SyncRecord } from "./sync-state.ts";

/** What is looked for. */
export interface Look {
  readonly open: OpenCollection;
  readonly declared: ReadonlyMap<string, Declared>;
  readonly records: ReadonlyMap<string, SyncRecord>;
  readonly hasKeys: boolean;
  /** Whether objects that the source no longer has are looked for, too. */
  readonly removes: boolean;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  notice(message: string): void;
}

/** What is there, and whether the list of it was whole. */
export interface Seen {
  readonly survey: Survey;
  readonly isWhole: boolean;
}

/**
 * Reads what Intercom has: the list, and what the state has and the list does not, where the list is not whole or a
 * create that is repeated makes a second object.
 */
export async function lookAtIntercom(look: Look): Promise<Seen> {
  const { open, declared, records, hasKeys, signal, notice } = look;
  const survey = new Survey(declared, records, hasKeys);
  const listing = open.list(new Set([...declared.keys(), ...records.keys()]));
  const eventLoop = new EventLoop();
  for await (const page of listing.pages()) {
    for (const existing of page) {
      await eventLoop.yield();
      survey.add(existing);
    }
    signal.throwIfAborted();
  }
  signal.throwIfAborted();
  const isWhole = listing.isWhole();
  // A second create makes a second object there, so that one list is not enough.
  if (!isWhole || !hasKeys) await readUnlisted(survey, look);
  survey.settleStrangers();
  if (!hasKeys) for (const line of settleIntents(survey, records, isWhole)) notice(line);
  return { survey, isWhole };
}

async function readUnlisted(survey: Survey, look: Look): Promise<void> {
  const { open, declared, records, removes, concurrency, signal, notice } = look;
  const unlisted = [...records].flatMap(([key, record]) => {
    if (!isObjectRecord(record) || survey.has(key)) return [];
    const isOfUse = declared.has(key) || (removes && !record.isUnpublished);
    return isOfUse ? [{ key, record }] : [];
  });
  await inParallel(
    unlisted,
    async ({ key, record }) => {
      const existing = await open.read(record.id);
      if (existing === undefined) return;
      // Its key may have been changed at Intercom.
      if (!look.hasKeys || existing.key === key) survey.match(key, existing, record);
    },
    {
      concurrency,
      signal,
      onFailure: ({ key }, error) => {
        const reason = `it could not be read: ${messageOf(error)}`;
        survey.unreadable.set(key, reason);
        notice(`${key} is left out, since ${reason}`);
      },
    },
  );
}
