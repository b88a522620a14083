import { alias } from "../generated/api.ts";
import { latest, versions } from "../generated/versions.ts";

export { latest, versions };

/** A value of the header that selects the API version. */
export type Version = (typeof versions)[number];

/**
 * Reads the header that selects the API version, which may be the second name of a version. Returns
 * `undefined` for a version that does not exist.
 */
export function parseVersion(header: string): Version | undefined {
  const name = isAlias(header) ? alias?.version : header.trim();
  return versions.find((version) => isSameName(version, name));
}

/** Whether a header is the second name of a version. */
export function isAlias(header: string): boolean {
  return isSameName(header.trim(), alias?.name);
}

function isSameName(name: string, other: string | undefined): boolean {
  return name.toLowerCase() === other?.toLowerCase();
}

/** Whether a version comes at or after another. Preview comes after every number. */
export function isAtLeast(version: Version, other: Version): boolean {
  return versions.indexOf(version) >= versions.indexOf(other);
}
