import { migrationOf } from "../../../scripts/release/plan/migration.ts";
import type { Migration } from "../../../scripts/release/plan/migration-lines.ts";
import type { Plan, PlannedChange } from "../../../scripts/release/plan/plan.ts";
import { groupBy } from "../group.ts";
import { type Fold, foldOf, replacementOf } from "./folds.ts";

/** One line of a page: a change, or several that concern the same object and mean the same for a program. */
export interface Row {
  readonly resource: string;
  readonly text: string;
  /** How many changes of the plan it stands for. */
  readonly changes: number;
  /** Whether fields of a response may be missing or null now: the change that is there most. */
  readonly isAbsence?: boolean;
  readonly migration?: Migration | undefined;
}

/** The rows of a page by what they mean for a program, each in the order of resources. */
export interface Rows {
  /** What a program that uses it must be changed for. */
  readonly breaking: readonly Row[];
  /** What a program can use now. The methods are not among them. */
  readonly added: readonly Row[];
  /** What behaves in another way, without a change of the program. */
  readonly other: readonly Row[];
}

/** The changes of a plan as rows. Changes of sentences alone are left out. */
export function rowsOf(plan: Plan): Rows {
  const of = (wanted: (change: PlannedChange) => boolean) =>
    foldRows(plan, plan.changes.filter(wanted));
  return {
    breaking: of((change) => change.class === "major"),
    added: of((change) => change.class === "minor" && foldOf(change)?.adds === true),
    other: of(
      (change) =>
        change.class === "minor" &&
        change.rule !== "operation-added" &&
        foldOf(change)?.adds !== true,
    ),
  };
}

function foldRows(plan: Plan, changes: readonly PlannedChange[]): Row[] {
  const rows: Row[] = [];
  const folds = new Map<
    string,
    { resource: string; fold: Fold; names: Map<string, Set<string>>; changes: number }
  >();
  for (const change of changes) {
    const { resource, message } = change;
    const fold = foldOf(change);
    if (fold === undefined) {
      rows.push({
        resource,
        text: message,
        changes: 1,
        migration: migrationOf(change, plan.calls),
      });
      continue;
    }
    const key = `${resource} ${fold.kind} ${fold.owner}`;
    const known = folds.get(key) ?? { resource, fold, names: new Map(), changes: 0 };
    known.names.set(fold.name, (known.names.get(fold.name) ?? new Set()).add(fold.state ?? ""));
    known.changes += 1;
    folds.set(key, known);
  }
  for (const { resource, fold, names, changes: count } of folds.values()) {
    // Fields of one object that can be missing, null or both are a row for each of these.
    const byState = groupBy([...names], ([, states]) => [...states].sort().join(" or "));
    let rest = count;
    for (const [state, entries] of byState) {
      const names = entries.map(([name]) => name);
      const text = fold.text(names, state) + replacementOf(fold, plan.changes);
      const own = entries.reduce((sum, [, states]) => sum + states.size, 0);
      rest -= own;
      rows.push({ resource, text, changes: own, isAbsence: fold.kind === "absence" });
    }
    if (rest !== 0) throw new Error(`A row of ${fold.owner} stands for another number of changes.`);
  }
  const compare = (one: string, other: string) => one.localeCompare(other, "en");
  return rows.toSorted((a, b) => compare(a.resource, b.resource) || compare(a.text, b.text));
}
