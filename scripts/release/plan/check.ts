import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { classOf } from "../../differences/changes.ts";
import { type ChangeClass, compareClasses } from "../../differences/policy.ts";
import { changesetFile, writtenChangeset } from "./changeset.ts";
import { lastRelease } from "./git.ts";
import type { Plan } from "./plan.ts";

const fix = "run `npm run release:plan -- --write`";

/** What is wrong with the changeset of a plan, with what to do; `undefined` where it is as it has to be. */
export function changesetFault(
  plan: Plan,
  wanted: string | undefined,
  root: string,
): string | undefined {
  const written = writtenChangeset(root);
  if (written === wanted) return undefined;
  if (wanted === undefined) return `${changesetFile} is left over, nothing has changed: ${fix}`;
  if (written !== undefined) return `${changesetFile} is out of date: ${fix}`;
  if (isVersioned(root)) return undefined;
  const lower = lowerChangesets(plan, root);
  const others = lower.length === 0 ? "" : ` (${lower.join(", ")})`;
  return `${changesetFile} is missing, a ${plan.class} change${others}: ${fix}`;
}

/** The changesets of other changes whose class is lower than the plan's: `.changeset/a.md is minor`. */
function lowerChangesets(plan: Plan, root: string): string[] {
  const files = globSync(".changeset/*.md", { cwd: root, dot: true }).sort();
  return files.flatMap((file) => {
    const [, header = ""] =
      /^---\r?\n([\s\S]*?)\r?\n---/.exec(readFileSync(path.join(root, file), "utf8")) ?? [];
    const classes = bumpsIn(header);
    const level = classOf(classes.map((one) => ({ class: one })));
    return classes.length > 0 && compareClasses(level, plan.class) > 0
      ? [`${file} is ${level}`]
      : [];
  });
}

/** The classes in the head of a changeset; a file that is none has none. */
function bumpsIn(header: string): ChangeClass[] {
  return [...header.matchAll(/:\s*"?(major|minor|patch|none)"?\s*$/gm)].map(
    ([, bump]) => bump as ChangeClass,
  );
}

/** Whether the changesets have become a version that is not released yet. */
function isVersioned(root: string): boolean {
  const text = readFileSync(path.join(root, "openapi/package.json"), "utf8");
  const { version } = JSON.parse(text) as { readonly version?: string };
  const released = lastRelease(root)?.split("@").at(-1);
  return released !== undefined && version !== released;
}
