import { latest, versions } from "../generated/versions.ts";

export { latest, versions };

/** A value of the `Intercom-Version` header. */
export type Version = (typeof versions)[number];

/**
 * Reads an `Intercom-Version` header. `Unstable` is Intercom's older name for Preview. Returns
 * `undefined` for a version that does not exist.
 */
export function parseVersion(header: string): Version | undefined {
  const name = header.trim().toLowerCase();
  if (name === "unstable") return "Preview";
  return versions.find((version) => version.toLowerCase() === name);
}

/** Whether a version comes at or after another. Preview comes after every number. */
export function isAtLeast(version: Version, other: Version): boolean {
  return versions.indexOf(version) >= versions.indexOf(other);
}
