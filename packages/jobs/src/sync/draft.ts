import type { OpenCollection } from "../collections/collection.ts";
import type { RecordChange } from "../state/state-store.ts";
import { type Comparison, compare, type PlanInput } from "./compare.ts";
import { approvalText, type GuardedRemovals, guardRemovals } from "./guards.ts";
import { movedKeys } from "./moved.ts";
import type { PlannedChange, SyncPlan } from "./plan.ts";
import { Plan } from "./plan-text.ts";
import { planRemovals, type RemovalCandidates } from "./removals.ts";
import type { SyncFailure } from "./report.ts";
import type { SyncSettings } from "./settings.ts";
import { isObjectRecord } from "./sync-state.ts";
import { are, counted, visible } from "./visible.ts";
import type { Writes } from "./writes.ts";

/** A plan, and what is needed to apply it. */
export interface Draft extends Pick<Writes, "creates" | "updates"> {
  readonly plan: SyncPlan;
  readonly open: OpenCollection;
  readonly revision: number;
  /** What changes in the state without a write at Intercom. */
  readonly records: readonly RecordChange[];
  readonly removals: readonly PlannedChange[];
  /** What the source declares and of which it is not known whether it is there. */
  readonly leftOut: readonly SyncFailure[];
}

/**
 * Plans what an apply does. Nothing is written.
 *
 * @throws as {@link compare} does.
 */
export async function makeDraft<Wanted>(input: PlanInput<Wanted>): Promise<Draft> {
  const { settings } = input;
  const compared = await compare(input);
  const { open, stored, writes } = compared;
  const planned = removalsOf(settings, compared);
  const moved = movedOf(compared, planned);
  const guarded = guard(settings, compared, planned, moved.length);
  addNotices(settings, compared);
  const approval = approvalText(planned.candidates.length, stored.revision);
  const plan = planOf(compared, guarded, { moved, approval });
  return {
    plan,
    open,
    revision: stored.revision,
    records: [...writes.adopted, ...forgotten(settings, compared)],
    creates: writes.creates,
    updates: writes.updates,
    removals: guarded.removals,
    leftOut: leftOut(compared),
  };
}

function leftOut({ survey, declared }: Comparison): SyncFailure[] {
  return [...survey.unreadable].flatMap(([key, reason]) => {
    const { title } = declared.get(key) ?? {};
    return title === undefined ? [] : [{ key, title, reason: `It is left out: ${reason}` }];
  });
}

function removalsOf<Wanted>(
  { to, unknown }: SyncSettings<Wanted>,
  { survey, isWhole, declared, stored: { records } }: Comparison,
): RemovalCandidates {
  if (to.removal === "never") return { candidates: [], held: [] };
  return planRemovals({ survey, isWhole, declared, records, nouns: to.nouns, unknown });
}

function movedOf(
  { writes, stored }: Comparison,
  { candidates }: RemovalCandidates,
): SyncPlan["moved"] {
  const left = candidates.map(({ key }) => key);
  return movedKeys(left, writes.creates, stored.records);
}

function guard<Wanted>(
  settings: SyncSettings<Wanted>,
  { survey, approval, stored: { revision }, notices }: Comparison,
  { candidates, held }: RemovalCandidates,
  moved: number,
): GuardedRemovals {
  const others = settings.unknown === "remove" ? survey.unknown.length : 0;
  const guarded = guardRemovals(candidates, {
    limits: settings,
    objects: survey.present + others,
    approval,
    revision,
    nouns: settings.to.nouns,
    moved,
    incompleteSource: notices.incomplete,
  });
  return { removals: guarded.removals, held: [...guarded.held, ...held] };
}

function planOf(
  { survey, writes: { creates, updates, adopted }, notices }: Comparison,
  { removals, held }: GuardedRemovals,
  rest: Pick<SyncPlan, "moved" | "approval">,
): SyncPlan {
  return new Plan({
    counts: {
      create: creates.length,
      update: updates.length,
      remove: removals.length,
      held: held.reduce((sum, { count }) => sum + count, 0),
      unchanged: survey.unchanged + adopted.length,
      adopted: adopted.length,
      drifted: updates.filter(({ change }) => change.reason === "drift").length,
      unknown: survey.unknown.length,
    },
    changes: [...[...creates, ...updates].map(({ change }) => change), ...removals],
    held,
    ...rest,
    notices: notices.lines,
  });
}

/** Removes from the state what is in neither the source nor Intercom any more. */
function forgotten<Wanted>(
  { to }: SyncSettings<Wanted>,
  { survey, isWhole, declared, stored: { records } }: Comparison,
): RecordChange[] {
  if (to.removal === "never") return [];
  const gone = [...records].filter(([key, record]) => {
    if (declared.has(key) || survey.has(key) || survey.unreadable.has(key)) return false;
    // An unpublished object is not looked for when the list leaves it out.
    return isWhole || !isObjectRecord(record) || !record.isUnpublished;
  });
  return gone.map(([key]) => ({ key, value: undefined }));
}

function addNotices<Wanted>(
  { to }: SyncSettings<Wanted>,
  { survey, declared, stored: { records }, notices }: Comparison,
): void {
  const { repeatedKeys } = survey;
  const [first] = repeatedKeys;
  if (first !== undefined) {
    const many = counted(repeatedKeys.size, ["key", "keys"], are);
    notices.add(
      `${many} shared by several ${to.nouns[1]} at Intercom, such as "${visible(first)}": only the first of each is compared`,
    );
  }
  if (to.removal !== "never") return;
  const left = [...records].filter(([key, record]) => isObjectRecord(record) && !declared.has(key));
  if (left.length === 0) return;
  notices.add(
    `${counted(left.length, to.nouns, are)} no longer in the source. They stay at Intercom: this collection removes none`,
  );
}
