import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileState, type SqliteEngine, type StateStore } from "@interkit/jobs";
import Libsql from "libsql";
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

/** A state that is closed after the test. */
export function openState(file: string, engine?: SqliteEngine): StateStore {
  const state = fileState(file, { engine });
  onTestFinished(() => state.close());
  return state;
}

/** Executes statements on a file, as another program would. */
export function execute(file: string, sql: string): void {
  const database = new Libsql(file);
  database.exec(sql);
  database.close();
}
