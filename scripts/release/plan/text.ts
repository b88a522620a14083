import type { ChangeClass } from "../../differences/policy.ts";
import type { Plan, PlannedChange } from "./plan.ts";
import { versionsText } from "./versions.ts";

/** The classes that are shown, the highest first. */
export const shownClasses: readonly ChangeClass[] = ["major", "minor", "patch", "none"];

/** The changes of one resource in the same API versions. */
export interface Group {
  readonly resource: string;
  readonly versions: string;
  readonly changes: readonly PlannedChange[];
}

/** Groups changes by resource and API versions. */
export function groupsOf(changes: readonly PlannedChange[], all: readonly string[]): Group[] {
  const groups = new Map<
    string,
    { resource: string; versions: string; changes: PlannedChange[] }
  >();
  for (const change of changes) {
    const { resource } = change;
    const versions = versionsText(change.versions, all);
    const group = groups.get(`${resource} ${versions}`) ?? { resource, versions, changes: [] };
    group.changes.push(change);
    groups.set(`${resource} ${versions}`, group);
  }
  return [...groups.values()];
}

/** `major: 3, minor: 10, patch: 2 → major` */
export function tally({ changes, class: highest }: Pick<Plan, "changes" | "class">): string {
  const counts = shownClasses.slice(0, 3).map((level) => {
    return `${level}: ${changes.filter((change) => change.class === level).length}`;
  });
  return `${counts.join(", ")} → ${highest}`;
}

/** The plan as text to read: grouped by class, by resource and by API versions. */
export function textOf(plan: Plan): string {
  const lines: string[] = [];
  for (const level of shownClasses) {
    const changes = plan.changes.filter((change) => change.class === level);
    if (changes.length === 0) continue;
    lines.push(level);
    for (const group of groupsOf(changes, plan.versions)) {
      lines.push(`  ${group.resource} (${group.versions})`);
      for (const change of group.changes) lines.push(`    ${change.message} ${reasonsOf(change)}`);
    }
    lines.push("");
  }
  return [...lines, tally(plan)].join("\n");
}

/** Why a change has its class, and what the compiler says where it disagrees. */
export function reasonsOf({ reason, compiler }: PlannedChange): string {
  return [reason, ...(compiler === undefined ? [] : [compiler])].map(sentence).join(" ");
}

/** `nothing changes` → `Nothing changes.` */
function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1).replace(/\.$/, "")}.`;
}
