import { statSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ConfigError } from "@interkit/client";
import { Database, resultCodes, SqliteError } from "./sqlite/database.ts";
import type { Driver } from "./sqlite/driver.ts";

/** Marks the file as a state of jobs: "IKjs", in SQLite's header field for it. */
const applicationId = 0x494b6a73;

/** For how long a process waits for another one that writes. */
const busyMs = 5_000;

/** What makes the tables of each version out of those of the one before. */
const versions: readonly (readonly string[])[] = [
  [
    // A live lease is one whose time, counted from its last renewal, is not over.
    `create table job (
    name blob primary key,
    token integer not null,
    renewed_at_ms integer not null,
    ttl_ms integer not null,
    progress text
  ) without rowid`,
    `create table failed (
    job blob not null,
    key blob not null,
    item text not null,
    primary key (job, key)
  ) without rowid`,
  ],
  [
    "alter table job add column owner blob",
    `create table record (
      job blob not null,
      key blob not null,
      value text not null,
      primary key (job, key)
    ) without rowid`,
  ],
];

/** Grows with each change of the tables. */
const schemaVersion: number = versions.length;

/**
 * Opens a file that keeps the state of jobs, and creates it where there is none.
 *
 * @throws {ConfigError} when the file cannot be used, with its path and the fix. An existing file is not changed.
 */
export async function openStateFile(
  path: string,
  open: (path: string) => Driver,
): Promise<Database> {
  checkPlace(path);
  for (const begin = performance.now(); ; ) {
    try {
      return prepare(path, open);
    } catch (error) {
      const isBusy = error instanceof SqliteError && error.code === resultCodes.busy;
      // SQLite does not always wait itself while another process makes the same new file a database.
      if (!isBusy || performance.now() - begin > busyMs) throw toConfigError(path, error);
      await wait(10 + 40 * Math.random());
    }
  }
}

/** @throws {ConfigError} for a path that cannot be a file. SQLite's own message does not have the reason. */
function checkPlace(path: string): void {
  if (isFolder(path)) {
    throw new ConfigError(`The state file ${path} is a folder: give the path of a file in it`);
  }
  if (!isFolder(dirname(path))) {
    throw new ConfigError(
      `The state file ${path} cannot be created, since its folder does not exist: create it, or give another path`,
    );
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function prepare(path: string, open: (path: string) => Driver): Database {
  const database = new Database(() => open(path));
  try {
    database.all(`pragma busy_timeout = ${busyMs}`);
    // Before anything is written: the file may belong to another program.
    checkOwner(path, database);
    database.all("pragma journal_mode = wal");
    // A commit has reached the disk when it returns.
    database.run("pragma synchronous = full");
    database.transaction(() => {
      for (const statement of versions.slice(checkOwner(path, database)).flat()) {
        database.run(statement);
      }
      database.run(`pragma application_id = ${applicationId}`);
      // Also where the tables exist: SQLite reports no earlier than at a write that the file cannot be written.
      database.run(`pragma user_version = ${schemaVersion}`);
    });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Returns the version of the tables in a file, 0 for one that has none.
 *
 * @throws {ConfigError} when the file belongs to another program, or to a newer version of this one.
 */
function checkOwner(path: string, database: Database): number {
  // One statement, so that another process writes before all three are read, or after.
  const [{ owner, version, first } = {}] = database.all(
    `select application_id as owner, user_version as version, (select name from sqlite_master limit 1) as first
      from pragma_application_id, pragma_user_version`,
  );
  if (owner === applicationId) {
    if (Number(version) <= schemaVersion) return Number(version);
    throw new ConfigError(
      `The state file ${path} was written by a newer version of @interkit/jobs (schema ${version}; this one has ${schemaVersion}): update @interkit/jobs, or give another path`,
    );
  }
  if (owner === 0 && version === 0 && first === null) return 0;
  throw new ConfigError(
    `The file ${path} is a database of another program: give the state of jobs a file of its own`,
  );
}

const fixes = new Map<number, string>([
  [resultCodes.busy, "another program keeps it locked: end that program, or give another path"],
  [
    resultCodes.readOnly,
    "it cannot be written: change the permissions of the file and its folder, or give another path",
  ],
  [
    resultCodes.cannotOpen,
    "it cannot be opened: change the permissions of the file and its folder, or give another path",
  ],
  [resultCodes.corrupt, "it is damaged: restore it from a copy, or give another path"],
  [resultCodes.notDatabase, "it is not a database of SQLite: give another path, or remove it"],
]);

function toConfigError(path: string, error: unknown): unknown {
  if (!(error instanceof SqliteError)) return error;
  const reason = fixes.get(error.code) ?? `SQLite reports "${error.message}"`;
  return new ConfigError(`The state file ${path} cannot be used: ${reason}`, { cause: error });
}
