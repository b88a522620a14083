import { readFileSync } from "node:fs";
import path from "node:path";
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
  return isVersioned(root)
    ? undefined
    : `${changesetFile} is missing, a ${plan.class} change: ${fix}`;
}

/** Whether the changesets have become a version that is not released yet. */
function isVersioned(root: string): boolean {
  const text = readFileSync(path.join(root, "openapi/package.json"), "utf8");
  const { version } = JSON.parse(text) as { readonly version?: string };
  const released = lastRelease(root)?.split("@").at(-1);
  return released !== undefined && version !== released;
}
