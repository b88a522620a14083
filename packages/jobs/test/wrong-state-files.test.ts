import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ConfigError } from "@interkit/client";
import type { SqliteEngine } from "@interkit/jobs";
import { describe, expect, test } from "vitest";
import { engines, execute, openState, temporaryPath } from "./support/files.ts";
import { start } from "./support/process.ts";

/** What a first use of a file fails with, in a process of its own. */
async function failure(file: string, engine: SqliteEngine): Promise<string> {
  const { printed, ended } = start("open-state.ts", [file, engine], user);
  await ended;
  return printed.errors + printed.text.trim();
}

/** Permissions do not bind the superuser, who becomes another user for them. */
const user = process.getuid?.() === 0 ? 65_534 : undefined;

/** Whether there is a user whom permissions bind, and who can run the programs of the tests. */
const canRestrict =
  process.platform !== "win32" &&
  spawnSync(
    process.execPath,
    ["-e", `require("node:fs").accessSync(${JSON.stringify(import.meta.filename)})`],
    user === undefined ? {} : { uid: user, gid: user },
  ).status === 0;

describe.each(engines)("a state file with %s", (engine) => {
  test("refuses a file that is no database, and leaves it as it is", async () => {
    for (const text of ["id,name\n1,Ada\n", "id,name\n1,Ada\n".repeat(1_000)]) {
      const file = temporaryPath("people.csv");
      writeFileSync(file, text);
      await expect(openState(file, engine).progress("a")).rejects.toThrow(
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
      await expect(openState(file, engine).progress("a")).rejects.toThrow(
        new ConfigError(
          `The file ${file} is a database of another program: give the state of jobs a file of its own`,
        ),
      );
      expect(readFileSync(file).equals(before)).toBe(true);
    }
  });

  test("refuses a file that a newer version wrote", async () => {
    const file = temporaryPath();
    const state = openState(file, engine);
    await state.acquire("a", 1_000);
    await state.close();
    execute(file, "pragma user_version = 3");
    await expect(openState(file, engine).progress("a")).rejects.toThrow(
      new ConfigError(
        `The state file ${file} was written by a newer version of @interkit/jobs (schema 3; this one has 2): update @interkit/jobs, or give another path`,
      ),
    );
  });

  test("changes a file of the first version, and keeps what is in it", async () => {
    const file = temporaryPath();
    const now = Date.now();
    execute(
      file,
      `create table job (name blob primary key, token integer not null, renewed_at_ms integer not null,
         ttl_ms integer not null, progress text) without rowid;
       create table failed (job blob not null, key blob not null, item text not null,
         primary key (job, key)) without rowid;
       insert into job values (x'0061', 7, ${now}, 60000, '{"mark":"5","isComplete":false}');
       insert into failed values (x'0061', x'0062', '{"item":1,"reason":"503","attempts":3,"failedAt":9}');
       pragma application_id = ${0x494b6a73};
       pragma user_version = 1;`,
    );
    const state = openState(file, engine);
    expect(await state.progress("a")).toEqual({ mark: "5", isComplete: false });
    expect(await state.failed("a", { limit: 9 })).toMatchObject([{ key: "b", reason: "503" }]);
    expect(await state.records("a", { limit: 9 })).toEqual([]);
    expect(await state.acquire("a", 1_000)).toBeUndefined();
    expect(await state.owner("a")).toMatchObject({ name: undefined });
    const lease = { job: "a", token: 7 };
    await state.commit(lease, { records: [{ key: "k", value: { id: "1" } }] });
    await state.close();
    const again = openState(file, engine);
    expect(await again.records("a", { limit: 9 })).toEqual([{ key: "k", value: { id: "1" } }]);
    expect(await again.progress("a")).toMatchObject({ mark: "5" });
  });

  test("refuses a file that is damaged", async () => {
    const file = temporaryPath();
    const state = openState(file, engine);
    await state.acquire("a", 1_000);
    await state.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x55, 100, 4_096));
    await expect(openState(file, engine).progress("a")).rejects.toThrow(
      new ConfigError(
        `The state file ${file} cannot be used: it is damaged: restore it from a copy, or give another path`,
      ),
    );
  });

  test("refuses a folder, and a path in a folder that does not exist", async () => {
    const folder = path.dirname(temporaryPath());
    await expect(openState(folder, engine).progress("a")).rejects.toThrow(
      new ConfigError(`The state file ${folder} is a folder: give the path of a file in it`),
    );
    const file = path.join(folder, "missing", "jobs.db");
    const state = openState(file, engine);
    await expect(state.progress("a")).rejects.toThrow(
      new ConfigError(
        `The state file ${file} cannot be created, since its folder does not exist: create it, or give another path`,
      ),
    );
    // The reason has passed.
    mkdirSync(path.dirname(file));
    expect(await state.progress("a")).toBeUndefined();
  });

  test.skipIf(!canRestrict)("refuses what it may not write", async () => {
    const fix = "change the permissions of the file and its folder, or give another path";
    const readOnly = temporaryPath();
    const folder = path.dirname(readOnly);
    const state = openState(readOnly, engine);
    await state.acquire("a", 1_000);
    await state.close();
    chmodSync(readOnly, 0o444);
    chmodSync(folder, 0o777);
    expect(await failure(readOnly, engine)).toBe(
      `ConfigError: The state file ${readOnly} cannot be used: it cannot be written: ${fix}`,
    );
    chmodSync(folder, 0o555);
    const missing = path.join(folder, "other.db");
    expect(await failure(missing, engine)).toBe(
      `ConfigError: The state file ${missing} cannot be used: it cannot be opened: ${fix}`,
    );
    chmodSync(folder, 0o700);
  });
});
