import { ApiError } from "@interkit/client";
import type { ExistingObject, Removal } from "../collections/collection.ts";
import type { ItemResult } from "../run/run-item.ts";
import type { RecordChange } from "../state/state-store.ts";
import type { Draft } from "./draft.ts";
import type { PlannedChange } from "./plan.ts";
import { toStored } from "./sync-state.ts";
import { recordOf, type SyncWriter } from "./sync-writer.ts";
import type { Write } from "./writes.ts";

/** Writes of one kind. */
export interface Phase<Item> {
  readonly items: readonly Item[];
  readonly attempts: number;
  changeOf(item: Item): PlannedChange;
  /** Stores what has to be known of the next writes before they are sent. */
  prepare(items: readonly Item[]): Promise<void>;
  /** Returns the object as Intercom has it then. */
  write(item: Item): Promise<ExistingObject | undefined>;
  /** What changes in the state with a write that ended. */
  recordsOf(item: Item, end: WriteEnd): readonly RecordChange[];
}

/** How a write ended. */
export interface WriteEnd {
  readonly result: ItemResult;
  readonly written: ExistingObject | undefined;
  /** What the last attempt threw. */
  readonly error: unknown;
}

const attempts = 3;

/** What is new. Where a repeated create makes a second object, one that may have succeeded is not repeated. */
export function createPhase(draft: Draft, writer: SyncWriter, hasKeys: boolean): Phase<Write> {
  return {
    ...writePhase(writer),
    items: draft.creates,
    attempts: hasKeys ? attempts : 1,
    write: ({ object }) => draft.open.create(object),
  };
}

/** What differs. */
export function updatePhase({ updates, open }: Draft, writer: SyncWriter): Phase<Write> {
  return {
    ...writePhase(writer),
    items: updates,
    attempts,
    write: ({ change: { id = "" }, object }) => open.update(id, object),
  };
}

function writePhase(writer: SyncWriter): Pick<Phase<Write>, "changeOf" | "prepare" | "recordsOf"> {
  return {
    changeOf: ({ change }) => change,
    prepare: (writes) => writer.commitIntents(writes),
    recordsOf: (write, { result, written, error }) => {
      if (written !== undefined) return [recordOf(write, written)];
      // A page of something between this process and Intercom leaves open whether the object was written.
      const isRefused =
        error instanceof ApiError && !(result.outcome === "failed" && result.mayPass);
      return write.isNew && isRefused ? [{ key: write.declared.key, value: undefined }] : [];
    },
  };
}

/** What left. */
export function removePhase(
  open: Draft["open"],
  items: readonly PlannedChange[],
  removal: Removal,
): Phase<PlannedChange> {
  return {
    items,
    attempts,
    changeOf: (change) => change,
    prepare: async () => undefined,
    write: async ({ id = "" }) => {
      await open.remove(id);
      return undefined;
    },
    recordsOf: ({ key, id = "", reason }, { result }) => {
      if (reason !== "left" || result.outcome === "failed") return [];
      // One that the source has again later is published again, at its address.
      const isUnpublished = removal === "unpublish" && result.outcome === "done";
      const value = isUnpublished ? toStored({ id, sent: "", kept: "", isUnpublished }) : undefined;
      return [{ key, value }];
    },
  };
}
