import type { JsonObject } from "interkit-generator/description/source";
import {
  type Change,
  changesOf,
  classOf,
  compareChanges,
  compareText,
} from "../../differences/changes.ts";
import { compareDescriptions } from "../../differences/compare.ts";
import { type ChangeClass, compareClasses } from "../../differences/policy.ts";
import { Calls } from "./calls.ts";
import { withFix } from "./fixes.ts";
import type { BothCalls } from "./migration.ts";
import { PlanError } from "./mistake.ts";
import { leftOverRemovals, refusedRemovals, wasDeprecated } from "./removals.ts";
import { Resources } from "./resources.ts";
import type { Side } from "./sides.ts";

/** A change, once for all API versions that have it. */
export interface PlannedChange extends Omit<Change, "rule"> {
  readonly rule: Change["rule"] | "version-added" | "version-removed" | "compiler";
  readonly versions: readonly string[];
  /** Such as `contacts`; what groups the changes for readers. */
  readonly resource: string;
  /** What the compiler says where it disagrees with the policy. */
  readonly compiler?: string;
}

export interface Plan {
  readonly class: ChangeClass;
  /** Those of the highest class first. */
  readonly changes: readonly PlannedChange[];
  /** What cannot be compared in either of the two, and what is left over, a line each. */
  readonly notes: readonly string[];
  /** The API versions of both, oldest first. */
  readonly versions: readonly string[];
  readonly calls: BothCalls;
  /** The removals without notice and the unclassified changes, a line each; of two descriptions only. */
  readonly refused: readonly string[];
}

/** The plan of a first release, which breaks nothing. */
export const firstRelease: Plan = {
  class: "none",
  changes: [],
  notes: ["nothing has been released yet: the first release needs no plan"],
  versions: [],
  calls: { base: new Calls({ documents: new Map() }), head: new Calls({ documents: new Map() }) },
  refused: [],
};

/**
 * Compares two sides, API version by API version.
 *
 * @throws {PlanError} where `only` names a version that they do not have.
 */
export function planOf(base: Side, head: Side, only?: string): Plan {
  const pairs = pairVersions(base, head, only);
  const resources = new Resources(base, head);
  const folded = new Map<string, PlannedChange>();
  const notes = new Set<string>();
  for (const { version, before, after } of pairs) {
    for (const change of changesBetween(version, before, after, notes)) {
      const key = [change.class, change.rule, change.message, wasDeprecated(change)].join(" ");
      const known = folded.get(key);
      folded.set(key, {
        ...change,
        routes: [...new Set([...(known?.routes ?? []), ...change.routes])],
        directions: [...new Set([...(known?.directions ?? []), ...change.directions])],
        versions: [...(known?.versions ?? []), version],
        resource: known?.resource ?? resources.of(change),
      });
    }
  }
  const changes = orderChanges([...folded.values()]);
  const versions = pairs.map(({ version }) => version);
  const plan: Plan = {
    class: classOf(changes),
    changes,
    notes: [...notes],
    versions,
    calls: { base: new Calls(base), head: new Calls(head) },
    refused: [],
  };
  const isOwn = [base, head].every(({ kind }) => kind === "description");
  if (!isOwn) return plan;
  return {
    ...plan,
    notes: [...notes, ...leftOverRemovals(plan, base.removals, head.removals)],
    refused: [...refusedRemovals(plan, head.removals), ...unclassified(changes)],
  };
}

/** The changes that the policy has no class for, with what to do about each. */
function unclassified(changes: readonly PlannedChange[]): string[] {
  return changes.flatMap(({ rule, message }) =>
    rule === "keyword-changed"
      ? [`${message.replace(/\.$/, "")}: add a rule for it to scripts/differences/policy.ts`]
      : [],
  );
}

/** The changes of the highest class first, each class by resource and place. */
export function orderChanges(changes: readonly PlannedChange[]): PlannedChange[] {
  return [...changes].sort(
    (a, b) =>
      compareClasses(a.class, b.class) ||
      compareText(a.resource, b.resource) ||
      compareChanges(a, b),
  );
}

/** An API version of both sides. */
export interface VersionPair {
  readonly version: string;
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
}

/** Two files are a pair whatever they are called; other documents correspond by version. */
export function pairVersions(base: Side, head: Side, only: string | undefined): VersionPair[] {
  const file = [base, head].find(({ kind }) => kind === "file");
  if (base.kind === "file" && head.kind === "file") {
    const [[, before]] = base.documents as unknown as [[string, JsonObject]];
    const [[version, after]] = head.documents as unknown as [[string, JsonObject]];
    return [{ version: only ?? version, before, after }];
  }
  const wanted = only ?? (file === undefined ? undefined : [...file.documents.keys()][0]);
  const names = sortVersions([...base.documents.keys(), ...head.documents.keys()]);
  if (wanted !== undefined && !names.includes(wanted)) {
    throw new PlanError(`there is no version "${wanted}": give --version ${names.join(", ")}`);
  }
  const pairs = names
    .filter((version) => wanted === undefined || version === wanted)
    .map((version) => {
      const of = (side: Side) =>
        side === file ? [...side.documents.values()][0] : side.documents.get(version);
      return { version, before: of(base), after: of(head) };
    });
  const lone = pairs.find(({ before, after }) => !before || !after);
  if (lone !== undefined && file !== undefined) {
    const [here, there] = lone.before ? [base, head] : [head, base];
    const known = [...there.documents.keys()].join(", ");
    throw new PlanError(
      `${here.label} is ${lone.version}, which ${there.label} does not have: give --version ${known}`,
    );
  }
  return pairs;
}

function changesBetween(
  version: string,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  notes: Set<string>,
): Omit<PlannedChange, "versions" | "resource">[] {
  const place = `API version ${version}`;
  const common = { place, base: [], head: [], directions: [], routes: [] };
  if (before === undefined) {
    const reason = "nothing that works today depends on it";
    const message = `${place} is new.`;
    return [{ ...common, class: "minor", rule: "version-added", message, reason }];
  }
  if (after === undefined) {
    const reason = "a program that imports it does not compile";
    const message = `${place} is gone: import another one.`;
    return [{ ...common, class: "major", rule: "version-removed", message, reason }];
  }
  const comparison = compareDescriptions(before, after);
  const changes = changesOf(comparison).map((change) => ({ ...change, message: withFix(change) }));
  for (const [part, fault] of comparison.faults) {
    notes.add(`${version}: ${part} is ${fault} in both: it was compared as if it stated nothing`);
  }
  return changes;
}

function sortVersions(names: readonly string[]): string[] {
  return [...new Set(names)].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}
