import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type ApiVersions, readApiVersions } from "interkit-generator/description/api-versions";
import { DescriptionError } from "interkit-generator/description/problems";
import { versionsInRange } from "interkit-generator/description/ranges";
import { DEFINITIONS, type JsonObject } from "interkit-generator/description/source";
import { proposals } from "./proposals.ts";
import { copied, names, without } from "./range-words.ts";
import { applyEdits, type Edit, LEDGERS, writtenRanges } from "./written-ranges.ts";

/** A version that cannot be added or removed, with a message of one line. */
export class VersionError extends Error {
  override readonly name = "VersionError";
}

export interface Addition {
  /** The version that the new one is a copy of: the one before it. */
  readonly from?: string | undefined;
  /** Intercom's own file of the new version, from which ranges are proposed. */
  readonly official?: JsonObject | undefined;
}

/**
 * Adds an API version to the description in a folder: to the list, and to every range that would
 * treat it differently from the version before it.
 *
 * @returns the ranges that were changed.
 */
export function addVersion(folder: string, version: string, { from, official }: Addition): Edit[] {
  const list = readApiVersions(folder);
  const before = placeFor(version, list, from);
  const versions = list.versions.flatMap((one) => (one === before ? [one, version] : [one]));
  const edits = writtenRanges(folder, DEFINITIONS).flatMap((at): Edit[] => {
    const included = versionsInRange(at.range, versions);
    if (included.has(before) === included.has(version)) return [];
    return [{ at, range: copied(at.range, version, before) }];
  });
  applyEdits(folder, edits);
  rewriteList(folder, (text) => text.replace(`"${before}"`, `"${before}", "${version}"`));
  if (!official) return edits;
  const proposed = proposals(folder, version, official);
  applyEdits(folder, proposed);
  return proposed;
}

/**
 * Removes an API version from the description in a folder: from the list, and from every range
 * that names it.
 *
 * @returns the ranges that were changed.
 */
export function removeVersion(folder: string, version: string): Edit[] {
  const { versions, latest } = readApiVersions(folder);
  if (!versions.includes(version) || version === "Preview") {
    const removable = versions.filter((one) => one !== "Preview" && one !== latest);
    throw new VersionError(`${version} cannot be removed: name one of ${removable.join(", ")}`);
  }
  if (version === latest) {
    const fix = "name another one in x-latest-version of openapi/intercom.yaml first";
    throw new VersionError(`${version} is the latest version: ${fix}`);
  }
  const named = writtenRanges(folder, [...DEFINITIONS, ...LEDGERS]).filter(({ range }) =>
    names(range, version),
  );
  const edits = named.flatMap((at): Edit[] => {
    const range = without(at.range, version, versions);
    return range === undefined ? [] : [{ at, range }];
  });
  const left = named.filter((at) => !edits.some((edit) => edit.at === at));
  if (left.length > 0) {
    throw new DescriptionError(
      left.map(({ position }) => ({
        position,
        mistake: `this is in ${version} alone`,
        fix: "delete it first, with what refers to it",
      })),
    );
  }
  applyEdits(folder, edits);
  rewriteList(folder, (text) => text.replace(new RegExp(`"${version}",\\s*`), ""));
  return edits;
}

/** The version that a new one comes after. */
function placeFor(version: string, { versions }: ApiVersions, from: string | undefined): string {
  if (!/^\d+\.\d+$/.test(version)) {
    throw new VersionError(`"${version}" is no API version: write two numbers, such as 2.17`);
  }
  if (versions.includes(version)) throw new VersionError(`${version} is there already`);
  const older = versions.filter((one) => one !== "Preview" && isOlder(one, version));
  const before = older.at(-1);
  if (before === undefined) {
    throw new VersionError(`${version} is older than ${versions[0]}: only newer ones can be added`);
  }
  if (from !== undefined && from !== before) {
    throw new VersionError(`${version} comes after ${before}: give --from ${before}`);
  }
  return before;
}

function isOlder(one: string, other: string): boolean {
  return one.localeCompare(other, "en", { numeric: true }) < 0;
}

/** Rewrites the list in `intercom.yaml`, and leaves the rest of the file as it is. */
function rewriteList(folder: string, rewritten: (list: string) => string): void {
  const file = path.join(folder, "intercom.yaml");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(/(?<=^x-api-versions:\s*)\[[^\]]*\]/m, rewritten));
}
