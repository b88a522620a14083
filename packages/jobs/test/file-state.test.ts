import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { ConfigError } from "@interkit/client";
import { fileState, JobError, type SqliteEngine } from "@interkit/jobs";
import Libsql from "libsql";
import { describe, expect, onTestFinished, test } from "vitest";
import { engines, temporaryPath } from "./support/files.ts";
import { start } from "./support/process.ts";

const counts = { done: 1, gone: 0, failed: 0, incomplete: 0 };
const progress = { mark: "10", isComplete: false, counts, startedAt: 0 };

/** A state that is closed after the test. */
function open(file: string, engine?: SqliteEngine) {
  const state = fileState(file, { engine });
  onTestFinished(() => state.close());
  return state;
}

/** What a first use of a file fails with, in a process of its own. */
async function failure(file: string, engine: SqliteEngine, user?: number): Promise<string> {
  const { printed, ended } = start("open-state.ts", [file, engine], user);
  await ended;
  return printed.errors + printed.text.trim();
}

/** Executes statements on a file, as another program would. */
function execute(file: string, sql: string): void {
  const database = new Libsql(file);
  database.exec(sql);
  database.close();
}

test.each([
  ["", 'The state needs the path of a file, such as "jobs.db"'],
  ["a\0b", 'The state needs the path of a file, such as "jobs.db"'],
  [undefined, 'The state needs the path of a file, such as "jobs.db"'],
])("refuses the path %j", (file, message) => {
  expect(() => fileState(file as string)).toThrow(new ConfigError(message));
});

test.each([
  [{ engin: "libsql" }, 'A state file has no option "engin": it has "engine"'],
  [
    { engine: "sqlite" },
    'The engine of a state file is one of "node:sqlite" and "libsql", or left out',
  ],
])("refuses the options %j", (options, message) => {
  expect(() => fileState("jobs.db", options as object)).toThrow(new ConfigError(message));
});

test.skipIf(engines.includes("node:sqlite"))("names the Node that has node:sqlite", async () => {
  const state = open(temporaryPath(), "node:sqlite");
  await expect(state.progress("a")).rejects.toThrow(
    `Node ${process.versions.node} does not have node:sqlite without a flag: leave the engine out, or use Node 22.13 or later`,
  );
});

test("creates no file before its first use, and none for a store that was never used", async () => {
  const file = temporaryPath();
  const state = fileState(file);
  expect(existsSync(file)).toBe(false);
  await state.close();
  expect(existsSync(file)).toBe(false);
});

test.each([":memory:", "file:jobs.db?mode=memory"])("takes %s for a file", async (name) => {
  const file = temporaryPath(name);
  const state = open(path.relative(process.cwd(), file));
  await state.acquire("a", 1_000);
  expect(existsSync(file)).toBe(true);
});

describe.each(engines)("a state file with %s", (engine) => {
  test("is one file once it is closed, which has what was committed", async () => {
    const file = temporaryPath();
    const first = fileState(file, { engine });
    const lease = await first.acquire("a", 60_000);
    if (lease) await first.commit(lease, { progress });
    await first.close();
    const copy = temporaryPath();
    copyFileSync(file, copy);
    const second = open(copy, engine);
    expect(await second.progress("a")).toEqual(progress);
    expect(await second.acquire("a", 60_000)).toBeUndefined();
  });

  test("uses a file that is empty", async () => {
    const file = temporaryPath();
    writeFileSync(file, "");
    expect(await open(file, engine).acquire("a", 1_000)).toEqual({ job: "a", token: 1 });
  });

  test("can be made by several processes at once", async () => {
    const file = temporaryPath();
    const processes = Array.from({ length: 4 }, () => start("open-state.ts", [file, engine]));
    await Promise.all(processes.map(({ ended }) => ended));
    expect(processes.map(({ printed }) => printed)).toEqual(
      Array(4).fill({ text: "opened\n", errors: "" }),
    );
  });

  test("keeps the jobs of several processes that write at once", async () => {
    const file = temporaryPath();
    const jobs = ["one", "two", "three", "four"];
    const processes = jobs.map((job) => start("own-job.ts", [file, engine, job]));
    await Promise.all(processes.map(({ ended }) => ended));
    expect(processes.map(({ printed }) => printed)).toEqual(
      Array(4).fill({ text: "100\n", errors: "" }),
    );
  });

  test("grants a lease after the clock was set back by more than its time", async () => {
    const file = temporaryPath();
    const state = open(file, engine);
    await state.acquire("a", 60_000);
    await state.close();
    execute(file, `update job set renewed_at_ms = ${Date.now() + 30_000}`);
    const soon = open(file, engine);
    expect(await soon.acquire("a", 60_000)).toBeUndefined();
    await soon.close();
    execute(file, `update job set renewed_at_ms = ${Date.now() + 3_600_000}`);
    expect(await open(file, engine).acquire("a", 60_000)).toEqual({ job: "a", token: 2 });
  });

  test("refuses every use after it was closed, and may be closed again", async () => {
    const file = temporaryPath();
    const state = fileState(file, { engine });
    const begun = state.acquire("a", 1_000);
    await Promise.all([state.close(), state.close()]);
    expect(await begun).toEqual({ job: "a", token: 1 });
    await expect(state.progress("a")).rejects.toThrow(
      new ConfigError(`The state file ${file} is closed: create another fileState`),
    );
  });

  test("refuses a file that is no database, and leaves it as it is", async () => {
    for (const text of ["id,name\n1,Ada\n", "id,name\n1,Ada\n".repeat(1_000)]) {
      const file = temporaryPath("people.csv");
      writeFileSync(file, text);
      await expect(open(file, engine).progress("a")).rejects.toThrow(
        new ConfigError(
          `The state file ${file} cannot be used: it is not a database of SQLite: give another path, or remove it`,
        ),
      );
      expect(readFileSync(file, "utf8")).toBe(text);
    }
  });

  test("refuses a database of another program, and leaves it as it is", async () => {
    for (const sql of ["create table people (id)", "pragma user_version = 7"]) {
      const file = temporaryPath("app.db");
      execute(file, sql);
      const before = readFileSync(file);
      await expect(open(file, engine).progress("a")).rejects.toThrow(
        new ConfigError(
          `The file ${file} is a database of another program: give the state of jobs a file of its own`,
        ),
      );
      expect(readFileSync(file).equals(before)).toBe(true);
    }
  });

  test("refuses a file that a newer version wrote", async () => {
    const file = temporaryPath();
    const state = open(file, engine);
    await state.acquire("a", 1_000);
    await state.close();
    execute(file, "pragma user_version = 2");
    await expect(open(file, engine).progress("a")).rejects.toThrow(
      new ConfigError(
        `The state file ${file} was written by a newer version of @interkit/jobs (schema 2; this one has 1): update @interkit/jobs, or give another path`,
      ),
    );
  });

  test("refuses a file that is damaged", async () => {
    const file = temporaryPath();
    const state = open(file, engine);
    await state.acquire("a", 1_000);
    await state.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x55, 100, 4_096));
    await expect(open(file, engine).progress("a")).rejects.toThrow(
      new ConfigError(
        `The state file ${file} cannot be used: it is damaged: restore it from a copy, or give another path`,
      ),
    );
  });

  test("refuses a folder, and a path in a folder that does not exist", async () => {
    const folder = path.dirname(temporaryPath());
    await expect(open(folder, engine).progress("a")).rejects.toThrow(
      new ConfigError(`The state file ${folder} is a folder: give the path of a file in it`),
    );
    const file = path.join(folder, "missing", "jobs.db");
    const state = open(file, engine);
    await expect(state.progress("a")).rejects.toThrow(
      new ConfigError(
        `The state file ${file} cannot be created, since its folder does not exist: create it, or give another path`,
      ),
    );
    // The reason has passed.
    mkdirSync(path.dirname(file));
    expect(await state.progress("a")).toBeUndefined();
  });

  test.skipIf(process.platform === "win32")("refuses what it may not write", async () => {
    // Permissions do not bind the superuser.
    const user = process.getuid?.() === 0 ? 65_534 : undefined;
    const fix = "change the permissions of the file and its folder, or give another path";
    const readOnly = temporaryPath();
    const folder = path.dirname(readOnly);
    const state = open(readOnly, engine);
    await state.acquire("a", 1_000);
    await state.close();
    chmodSync(readOnly, 0o444);
    chmodSync(folder, 0o777);
    expect(await failure(readOnly, engine, user)).toBe(
      `ConfigError: The state file ${readOnly} cannot be used: it cannot be written: ${fix}`,
    );
    chmodSync(folder, 0o555);
    const missing = path.join(folder, "other.db");
    expect(await failure(missing, engine, user)).toBe(
      `ConfigError: The state file ${missing} cannot be used: it cannot be opened: ${fix}`,
    );
    chmodSync(folder, 0o700);
  });

  test("names the job and the file when a statement fails later", async () => {
    const file = temporaryPath();
    const state = open(file, engine);
    const lease = await state.acquire("a", 60_000);
    const commit = () => state.commit(lease ?? { job: "a", token: 0 }, { progress });
    execute(file, "alter table job rename to work");
    await expect(commit()).rejects.toThrow(JobError);
    await expect(commit()).rejects.toMatchObject({
      reason: "state",
      job: "a",
      message: `The state of the job "a" in ${file} cannot be read or written: no such table: job`,
    });
  });
});
