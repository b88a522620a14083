import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import write from "@changesets/write";
import type { ChangeClass } from "../../differences/policy.ts";
import { type BothCalls, migrationOf } from "./migration.ts";
import type { Plan, PlannedChange } from "./plan.ts";
import { groupsOf, shownClasses } from "./text.ts";

/** Where the plan's changeset is: a later plan replaces it. */
export const changesetFile = ".changeset/api-description.md";

/** The packages whose API changes with the description. All others have the same version. */
const packages = ["@interkit/openapi", "@interkit/core"];

/** How many lines a group has at most; the rest is counted. Nothing that breaks is left out. */
const most: Readonly<Record<ChangeClass, number>> = {
  major: Infinity,
  minor: 12,
  patch: 0,
  none: 0,
};

/** Returns the changeset of a plan, or `undefined` where the plan needs none. */
export async function changesetOf(plan: Plan): Promise<string | undefined> {
  if (plan.class === "none") return undefined;
  const bump = plan.class;
  const folder = mkdtempSync(path.join(tmpdir(), "interkit-changeset-"));
  try {
    mkdirSync(path.join(folder, ".changeset"));
    const releases = packages.map((name) => ({ name, type: bump }));
    const id = await write({ summary: summaryOf(plan), releases }, folder);
    return readFileSync(path.join(folder, ".changeset", `${id}.md`), "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The changeset of an earlier plan. */
export function writtenChangeset(root: string): string | undefined {
  const file = path.join(root, changesetFile);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Replaces the changeset of an earlier plan, or removes it. */
export function replaceChangeset(root: string, text: string | undefined): void {
  const file = path.join(root, changesetFile);
  if (text === undefined) rmSync(file, { force: true });
  else writeFileSync(file, text);
}

function summaryOf(plan: Plan): string {
  const lines = [`Describe the API as it is now: ${countsOf(plan)}.`];
  for (const level of shownClasses) {
    const changes = plan.changes.filter((change) => change.class === level);
    for (const group of groupsOf(changes, plan.versions)) {
      const shown = group.changes.slice(0, most[level]);
      if (shown.length === 0) continue;
      lines.push("", `**${group.resource}** (${group.versions}), ${titles[level]}:`, "");
      lines.push(...shown.map(({ message }) => `- ${message}`));
      const rest = group.changes.length - shown.length;
      if (rest > 0) lines.push(`- and ${rest} more.`);
      const code = migrations(shown, plan.calls);
      if (code !== undefined) lines.push("", "```ts", code, "```");
    }
  }
  return lines.join("\n");
}

const titles: Readonly<Record<ChangeClass, string>> = {
  major: "breaking",
  minor: "new",
  patch: "changed",
  none: "unchanged",
};

function countsOf({ changes }: Plan): string {
  const count = (level: ChangeClass, one: string, many: string) => {
    const number = changes.filter((change) => change.class === level).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
  };
  return [
    ...count("major", "breaking change", "breaking changes"),
    ...count("minor", "addition", "additions"),
    ...count("patch", "correction that changes no program", "corrections that change no program"),
  ].join(", ");
}

function migrations(changes: readonly PlannedChange[], calls: BothCalls): string | undefined {
  const found = changes.flatMap((change) => migrationOf(change, calls) ?? []);
  if (found.length === 0) return undefined;
  const before = [...new Set(found.map((migration) => migration.before))];
  const after = [...new Set(found.map((migration) => migration.after))];
  return ["// Before", ...before, "", "// After", ...after].join("\n");
}
