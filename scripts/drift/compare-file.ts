import path from "node:path";
import { readApiVersions } from "interkit-generator/description/api-versions";
import { type Bundle, bundleAll } from "interkit-generator/description/bundle";
import { asObject, type JsonObject } from "interkit-generator/description/source";
import { operationsOf } from "interkit-generator/description/walk";
import { OfficialFileError, readOfficial } from "../official/read.ts";
import { compare, type Difference, type Drift } from "./compare.ts";
import { Ledger, readCorrections } from "./corrections.ts";
import { Coverage, type Covered } from "./coverage.ts";

/** A description and the official file that it is compared with. */
export interface Sides {
  readonly version: string;
  /** All API versions of the description. */
  readonly versions: readonly string[];
  readonly ours: JsonObject;
  readonly official: JsonObject;
  /** The folder of the description. */
  readonly folder: string;
}

/** What a comparison found. */
export interface FileDrift extends Drift {
  readonly version: string;
  /** What corrections cover that was not accepted yet. */
  readonly fresh: readonly Covered[];
  /** What was accepted and is not covered any more. */
  readonly gone: readonly Covered[];
}

/**
 * Reads an official file and bundles the description in the same version.
 *
 * @throws {OfficialFileError} where the file cannot be read or there is no such version.
 */
export function readSides(file: string, folder: string, requested?: string): Sides {
  return sidesOf(file, readOfficial(file), folder, requested);
}

/**
 * Bundles the description in the version of an official file.
 *
 * @throws {OfficialFileError} where there is no such version, or the file has no operations.
 */
export function sidesOf(
  file: string,
  official: JsonObject,
  folder: string,
  requested?: string,
): Sides {
  if (operationsOf(official).length === 0) {
    throw new OfficialFileError(`${file} has no operations: give Intercom's own description`);
  }
  const { versions } = readApiVersions(folder);
  const wanted = requested ?? versionOf(official);
  const version = versions.find((one) => one.toLowerCase() === wanted.toLowerCase());
  if (version === undefined) {
    throw new OfficialFileError(
      `${file}: there is no version "${wanted}"; give --version ${versions.join(", ")}`,
    );
  }
  const [ours] = bundleAll(folder, version) as [Bundle];
  return { version, versions, ours: ours.document, official, folder };
}

/** The API version that an official file states. */
export function versionOf(official: JsonObject): string {
  return String(asObject(official["info"])?.["version"] ?? "");
}

/** Compares both sides, and accepts what the corrections cover now, if that is requested. */
export function compareSides(
  { version, versions, ours, official, folder }: Sides,
  accept = false,
): FileDrift {
  const corrections = readCorrections(path.join(folder, "corrections.yaml"));
  const drift = compare(ours, official, new Ledger(corrections, version, versions));
  const coverage = new Coverage(folder, versions);
  if (accept) coverage.accept(version, drift.covered);
  return { version, ...drift, ...coverage.check(version, drift.covered) };
}

/** Whether there is nothing to do. */
export function isClean({ differences, idleCorrections, fresh, gone }: FileDrift): boolean {
  return differences.length + idleCorrections.length + fresh.length + gone.length === 0;
}

/** The result as lines, the sum last. */
export function linesOf(drift: FileDrift): string[] {
  const { version, differences, idleCorrections, fresh, gone, covered, operations } = drift;
  const lines = [
    ...differences.map(lineOf),
    ...idleCorrections.map(
      (id) => `idle     the correction "${id}" corrects nothing: remove it, or narrow its versions`,
    ),
    ...fresh.map(
      ({ correction, fact }) =>
        `unseen   ${fact}: the correction "${correction}" covers it, which is not accepted yet`,
    ),
    ...gone.map(
      ({ correction, fact }) =>
        `settled  ${fact}: nothing differs any more that "${correction}" was accepted for`,
    ),
  ];
  if (fresh.length + gone.length > 0) {
    lines.push("check what is unseen and settled, then accept it: npm run drift -- FILE --accept");
  }
  const sum = `${differences.length} differences in ${operations} operations`;
  const corrected = `${covered.length} accounted for by corrections`;
  return [...lines, `${version}: ${sum}, ${corrected}, ${idleCorrections.length} idle corrections`];
}

function lineOf({ kind, route, place, ours, official, others }: Difference): string {
  const says = (facts: readonly string[]) => facts.filter((fact) => fact !== "exists").join(", ");
  const detail =
    kind === "changed" ? `: ${says(ours) || "nothing"} -> ${says(official) || "nothing"}` : "";
  const more = others.length > 0 ? ` (and ${others.length} more places)` : "";
  return `${kind.padEnd(8)} ${route}${place === "operation" ? "" : ` ${place}`}${detail}${more}`;
}
