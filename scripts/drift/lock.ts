import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The official files that the description was last compared with. */
export interface Lock {
  /** The commit of Intercom's repository, where it is known. */
  readonly commit: string | null;
  /** By API version. */
  readonly files: Readonly<Record<string, LockedFile>>;
}

export interface LockedFile {
  readonly sha256: string;
  /** The day of the comparison: `2026-11-28`. */
  readonly compared: string;
}

const lockOf = (folder: string) => path.join(folder, "lock.json");

export function readLock(folder: string): Lock {
  const file = lockOf(folder);
  if (!existsSync(file)) return { commit: null, files: {} };
  return JSON.parse(readFileSync(file, "utf8")) as Lock;
}

export function writeLock(folder: string, { commit, files }: Lock): void {
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(lockOf(folder), `${JSON.stringify({ commit, files: sorted }, null, 2)}\n`);
}

/** The SHA-256 of a file, in hexadecimal digits. */
export function hashOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
