import { type Vendor, vendorPackage } from "../program/vendor.ts";
import { releases, rows, surface } from "../table/index.ts";
import type { Major } from "../table/row.ts";
import { CodemodError } from "./codemod-error.ts";
import { manifestOf, rangeIn } from "./manifest.ts";

/** A program, by its path. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

const classic: readonly Major[] = [3, 4, 5];
const current: readonly Major[] = [6, 7];

/** Reads the `--from` of the command line. */
export function readMajor(text: string): Major {
  const major = [...classic, ...current].find((one) => String(one) === text.replace(/^v/, ""));
  if (major !== undefined) return major;
  throw new CodemodError(
    `--from takes a major version of ${vendorPackage} from 3 to 7, and got ${text}`,
  );
}

/**
 * The major version of `intercom-client` that programs use: by the class of the client and its options, and by
 * package.json where several versions have these.
 *
 * @throws {CodemodError} for a version before 3.
 */
export function majorOf(sources: readonly Source[]): Major {
  const used = sources.filter(({ text }) => text.includes(vendorPackage));
  const named = [...new Set(used.flatMap(({ file }) => majorInManifest(file)))];
  const family = familyOf(used) ?? [...classic, ...current];
  const known = family.find((major) => named.includes(major));
  if (known !== undefined) return known;
  const [old] = named.filter((major) => major < 3);
  if (old !== undefined && familyOf(used) === undefined) {
    throw new CodemodError(
      `${vendorPackage} ${old} is too old: move to 3 first, or pass --from to read the programs as another version`,
    );
  }
  return family.at(-1) ?? 7;
}

/**
 * The programs by the major version of `intercom-client` that they use. Those of one package.json use the same;
 * those without any use what the others have.
 *
 * @throws {CodemodError} for a version before 3.
 */
export function byMajor(sources: readonly Source[]): Map<Major, Source[]> {
  const packages = new Map<string, Source[]>();
  for (const source of sources) {
    const place = manifestOf(source.file)?.file ?? "";
    packages.set(place, [...(packages.get(place) ?? []), source]);
  }
  const groups = new Map<Major, Source[]>();
  for (const [place, group] of packages) {
    const major = majorOf(place === "" && familyOf(group) === undefined ? sources : group);
    groups.set(major, [...(groups.get(major) ?? []), ...group]);
  }
  return groups;
}

function majorInManifest(file: string): number[] {
  const manifest = manifestOf(file);
  const [major] = /\d+/.exec((manifest && rangeIn(manifest)) ?? "") ?? [];
  return major === undefined ? [] : [Number(major)];
}

/** The versions that have the options and the class which the programs use, if they use any. */
function familyOf(sources: readonly Source[]): readonly Major[] | undefined {
  const matches = (pattern: RegExp): boolean => sources.some(({ text }) => pattern.test(text));
  if (matches(/\b(tokenAuth|apiKeyAuth|usernameAuth|useRequestOpts)\b/)) return classic;
  // 3 to 5 have it as a local name at most: `Client as IntercomClient`.
  if (matches(/(?<!as )\bIntercomClient\b/) && !matches(/\bClient as IntercomClient\b/)) {
    return current;
  }
  return undefined;
}

/** What is known of a major version. */
export function vendorOf(major: Major): Vendor {
  return {
    major,
    apiVersion: releases[major].apiVersion,
    methods: new Map(rows(major).map((row) => [row.vendor, row])),
    surface: new Map(surface(major).map((row) => [row.vendor, row])),
  };
}
