import { ConfigError } from "@interkit/client";
import type { HeldRemovals, PlannedChange } from "./plan.ts";
import { are, counted, numberText } from "./visible.ts";

/** How many removals an apply does without an approval. */
export interface RemovalLimits {
  readonly maxRemovals: number;
  /** Of the objects that are there, from 0 to 1. */
  readonly maxRemovalShare: number;
}

/** An approval of a plan: so many removals at most, of a state of that revision. */
export interface Approval {
  readonly ceiling: number;
  readonly revision: number;
}

/** What the removals of a plan have to pass. */
export interface RemovalContext {
  readonly limits: RemovalLimits;
  /** How many objects are there that could be removed. */
  readonly objects: number;
  readonly approval: Approval | undefined;
  /** For the messages. */
  readonly revision: number;
  readonly nouns: readonly [one: string, many: string];
  readonly moved: number;
  /** Why the source may lack items. */
  readonly incompleteSource: string | undefined;
}

/** The removals that an apply does, and those that it does not. */
export interface GuardedRemovals {
  readonly removals: readonly PlannedChange[];
  readonly held: readonly HeldRemovals[];
}

export function approvalText(ceiling: number, revision: number): string {
  return `${ceiling}@${revision}`;
}

/** @throws {ConfigError} for a text that is no approval of a plan. */
export function parseApproval(text: string | undefined): Approval | undefined {
  if (text === undefined) return undefined;
  const [, ceiling, revision] = /^(\d{1,9})@(\d{1,15})$/.exec(String(text)) ?? [];
  if (ceiling !== undefined && revision !== undefined) {
    return { ceiling: Number(ceiling), revision: Number(revision) };
  }
  throw new ConfigError(
    `apply: "approve" must be the approval of a plan, such as plan.approval or "37@12"`,
  );
}

/** @throws {ConfigError} for an approval of a state that has changed. */
export function checkRevision(approval: Approval | undefined, revision: number): void {
  if (approval === undefined || approval.revision === revision) return;
  throw new ConfigError(
    `apply: the state has changed since the plan that was approved (its revision is ${revision}, and was ${approval.revision}); plan again, and approve that plan`,
  );
}

/** Holds all removals back where they are more than expected, or the source may lack items. */
export function guardRemovals(
  removals: readonly PlannedChange[],
  context: RemovalContext,
): GuardedRemovals {
  const held = removals.length === 0 ? undefined : heldBy(removals.length, context);
  if (held === undefined) return { removals, held: [] };
  const message = `${removalsText(removals.length, context.nouns)} held: ${held.reason}`;
  return {
    removals: [],
    held: [{ guard: held.guard, count: removals.length, message, changes: removals }],
  };
}

/** Such as `37 removals of pages are`. */
export function removalsText(count: number, [, many]: RemovalContext["nouns"]): string {
  return counted(count, [`removal of ${many}`, `removals of ${many}`], are);
}

function heldBy(
  removals: number,
  context: RemovalContext,
): { guard: HeldRemovals["guard"]; reason: string } | undefined {
  const { limits, objects, approval, revision, incompleteSource } = context;
  if (incompleteSource !== undefined) {
    const reason = `the source may lack items (${incompleteSource}); apply again when it is whole`;
    return { guard: "incomplete-source", reason };
  }
  if (approval !== undefined) {
    if (removals <= approval.ceiling) return undefined;
    const reason = `${numberText(approval.ceiling)} were approved; plan again, and approve that plan`;
    return { guard: "approval", reason };
  }
  const fix = `see whether they are meant, and apply with the approval "${approvalText(removals, revision)}"${movedText(context)}`;
  if (removals > limits.maxRemovals) {
    const reason = `more than ${numberText(limits.maxRemovals)} (maxRemovals) need an approval; ${fix}`;
    return { guard: "number", reason };
  }
  if (removals > mostOfShare(limits.maxRemovalShare, objects)) {
    const reason = `more than ${Number((limits.maxRemovalShare * 100).toPrecision(3))}% of ${numberText(objects)} (maxRemovalShare) need an approval; ${fix}`;
    return { guard: "share", reason };
  }
  return undefined;
}

/** A share of a few objects is less than one: one may be removed, unless none may. */
function mostOfShare(share: number, objects: number): number {
  return share === 0 ? 0 : Math.max(1, share * objects);
}

function movedText({ moved }: RemovalContext): string {
  if (moved === 0) return "";
  return `. ${numberText(moved)} of them came back with another key and the same values: a folder was probably moved or renamed`;
}
