import type { Json } from "../common/json.ts";

/** Why an object is written or taken away. */
export type ChangeReason =
  /** The source has it, and Intercom does not. */
  | "new"
  /** It was sent before, and is gone at Intercom. */
  | "missing"
  /** The source has changed since it was sent. */
  | "changed"
  /** The source is as it was sent, and Intercom has something else: it was changed there. */
  | "drift"
  /** The source no longer has it. */
  | "left"
  /** Neither the source nor the state has it, and such objects are to be removed. */
  | "unknown";

/** A field that differs. */
export interface FieldChange {
  /** What it is called, such as `title` or `custom_attributes.plan`. */
  readonly name: string;
  /** What Intercom has; `undefined` where it is absent. */
  readonly before: Json | undefined;
  /** What the source declares. */
  readonly after: Json | undefined;
}

/** One write that an apply would do. */
export interface PlannedChange {
  /** What is done at Intercom. */
  readonly action: "create" | "update" | "remove";
  /** Why. */
  readonly reason: ChangeReason;
  /** The key of the source; Intercom's id, for an object that neither the source nor the state has. */
  readonly key: string;
  /** What it is called; the key, where it has no name. */
  readonly title: string;
  /** Intercom's id, where it is there. */
  readonly id: string | undefined;
  /** What differs, for an update. */
  readonly fields: readonly FieldChange[];
}

/**
 * Which guard holds removals back: `"number"` and `"share"` those that are more than `maxRemovals` and
 * `maxRemovalShare`, `"approval"` more than were approved, and the others what may only seem to have left.
 */
export type Guard = "number" | "share" | "approval" | "incomplete-source" | "incomplete-listing";

/** A guard that holds removals back; additions and updates are applied all the same. */
export interface HeldRemovals {
  /** Which guard it is. */
  readonly guard: Guard;
  /** How many removals are held. */
  readonly count: number;
  /** What is held, why, and what to do, in one line. */
  readonly message: string;
  /** What would be removed. */
  readonly changes: readonly PlannedChange[];
}

/** How many objects a plan has of each kind. */
export interface PlanCounts {
  /** Objects that are created. */
  readonly create: number;
  /** Objects that are updated. */
  readonly update: number;
  /** Objects that are removed, without those that are held. */
  readonly remove: number;
  /** Removals that an apply would not do. */
  readonly held: number;
  /** Objects that are as the source declares them, and need no write. */
  readonly unchanged: number;
  /** Of those, the objects that the state does not have yet: an apply adds them to it. */
  readonly adopted: number;
  /** Of the updates, those of objects that were changed at Intercom. */
  readonly drifted: number;
  /** Objects of the list that neither the source nor the state has. They stay, unless `unknown` is `"remove"`. */
  readonly unknown: number;
}

/** What an apply would do, compared with what was sent last and with what Intercom has. */
export interface SyncPlan {
  /** How many objects there are of each kind. */
  readonly counts: PlanCounts;
  /** What an apply would write, in its order. */
  readonly changes: readonly PlannedChange[];
  /** Removals that an apply would not do. */
  readonly held: readonly HeldRemovals[];
  /** Keys that left and came with the same fields, as after a folder was moved. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  /** For `apply({ approve })`: a ceiling for removals, valid while the state is as it is now. */
  readonly approval: string;
  /** What the source and the collection report that is no error. The first hundred. */
  readonly notices: readonly string[];
  /** The plan as text that reads like a diff, with the first 40 changes, or as many as are given. */
  toString(mostChanges?: number): string;
}
