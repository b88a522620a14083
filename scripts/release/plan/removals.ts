import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { versionsInRange } from "interkit-generator/description/ranges";
import { parse } from "yaml";
import { PlanError } from "./mistake.ts";
import type { Plan, PlannedChange } from "./plan.ts";
import { versionsText } from "./versions.ts";

/** Something that Intercom itself removed without notice. */
export interface Removal {
  /** As the plan names it: `Contact.owner_id`, `GET /contacts query per_page`. */
  readonly place: string;
  /** The range of API versions in which it is gone. */
  readonly versions: string;
  readonly why: string;
}

const file = "removals.yaml";
const fields = ["place", "versions", "why"] as const;

/**
 * Reads the removals of a description.
 *
 * @throws {PlanError} where an entry lacks a field.
 */
export function readRemovals(folder: string): Removal[] {
  if (!existsSync(path.join(folder, file))) return [];
  const entries = parse(readFileSync(path.join(folder, file), "utf8")) as unknown;
  const isText = (entry: Removal) => fields.every((field) => typeof entry?.[field] === "string");
  if (!Array.isArray(entries) || !entries.every(isText)) {
    throw new PlanError(`${file} is not a list of entries with ${fields.join(", ")}: write these`);
  }
  return entries;
}

/** What users can use, so that its removal has to be announced. */
const announced = [
  ...["operation-removed", "parameter-removed", "property-removed", "type-removed"],
  ...["value-removed", "values-replaced"],
];

/** Whether a removed part was deprecated in the base. */
export function wasDeprecated({ base }: Pick<PlannedChange, "base">): boolean {
  return base.includes("deprecated");
}

/**
 * The removals that users were not warned of, a line with what to do for each: in the base they are
 * not deprecated, and they are no removals of Intercom's.
 *
 * @throws {PlanError} where an entry names an unknown API version.
 */
export function refusedRemovals(plan: Plan, removals: readonly Removal[]): string[] {
  const known = removals.map(({ place, versions }) => {
    try {
      return { place, versions: versionsInRange(versions, plan.versions) };
    } catch (error) {
      throw new PlanError(`${file}: ${place}: ${(error as Error).message}`);
    }
  });
  const isKnown = (place: string, version: string) =>
    known.some((removal) => removal.place === place && removal.versions.has(version));
  return plan.changes.flatMap((change) => {
    if (change.class !== "major" || !announced.includes(change.rule)) return [];
    if (wasDeprecated(change)) return [];
    const open = change.versions.filter((version) => !isKnown(change.place, version));
    if (open.length === 0) return [];
    const values = change.base.filter((fact) => fact.startsWith("value "));
    const isValue = values.length > 0;
    const what = isValue ? `${values.join(", ")} of \`${change.place}\`` : `\`${change.place}\``;
    const notice = isValue ? "in `x-deprecated-values`" : "with `deprecated: true`";
    const from = versionsText(open, plan.versions);
    const [are, them] = values.length > 1 ? ["are", "them"] : ["is", "it"];
    return `${what} ${are} removed from ${from} without notice: keep ${them} ${notice} for one release, or add ${values.length > 1 ? "the place" : "it"} to openapi/${file} if Intercom removed ${them}`;
  });
}

/** The removals that the last release lists already and that no change needs any more, a line each. */
export function leftOverRemovals(
  { changes }: Pick<Plan, "changes">,
  released: readonly Removal[],
  removals: readonly Removal[],
): string[] {
  const isNeeded = ({ place }: Removal) =>
    changes.some((change) => change.place === place && announced.includes(change.rule));
  return removals
    .filter((one) => released.some((other) => isDeepStrictEqual(one, other)) && !isNeeded(one))
    .map(({ place }) => `openapi/${file}: ${place} is left over from a release: delete the entry`);
}
