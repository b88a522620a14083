import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { SqliteEngine } from "@interkit/jobs";
import { onTestFinished } from "vitest";

/** The engines of SQLite that this Node has. */
export const engines: readonly SqliteEngine[] =
  process.getBuiltinModule?.("node:sqlite") === undefined ? ["libsql"] : ["node:sqlite", "libsql"];

/** A path in a new folder that is removed after the test. */
export function temporaryPath(name = "jobs.db"): string {
  const folder = mkdtempSync(path.join(tmpdir(), "interkit-jobs-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, name);
}
