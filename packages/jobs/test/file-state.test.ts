import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ConfigError } from "@interkit/client";
import { fileState, JobError, type Json } from "@interkit/jobs";
import { describe, expect, test } from "vitest";
import { engines, execute, openState, temporaryPath } from "./support/files.ts";
import { start } from "./support/process.ts";

const counts = { done: 1, gone: 0, failed: 0, incomplete: 0 };
const progress = { mark: "10", isComplete: false, counts, startedAt: 0 };

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
  const state = openState(temporaryPath(), "node:sqlite");
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
  const state = openState(path.relative(process.cwd(), file));
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
    const second = openState(copy, engine);
    expect(await second.progress("a")).toEqual(progress);
    expect(await second.acquire("a", 60_000)).toBeUndefined();
  });

  test("uses a file that is empty", async () => {
    const file = temporaryPath();
    writeFileSync(file, "");
    expect(await openState(file, engine).acquire("a", 1_000)).toEqual({ job: "a", token: 1 });
  });

  test("can be made by several processes at once", async () => {
    const file = temporaryPath();
    const processes = Array.from({ length: 4 }, () => start("open-state.ts", [file, engine]));
    await Promise.all(processes.map(({ ended }) => ended));
    expect(processes.map(({ printed }) => printed)).toEqual(
      Array(4).fill({ text: "opened\n", errors: "" }),
    );
  });

  test("is created once by threads that open it at the same time", async () => {
    const { printed, ended } = start("open-together.ts", [path.dirname(temporaryPath()), engine]);
    await ended;
    expect(printed).toEqual({ text: "[[],[],[]]\n", errors: "" });
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
    const state = openState(file, engine);
    await state.acquire("a", 60_000);
    await state.close();
    execute(file, `update job set renewed_at_ms = ${Date.now() + 30_000}`);
    const soon = openState(file, engine);
    expect(await soon.acquire("a", 60_000)).toBeUndefined();
    await soon.close();
    execute(file, `update job set renewed_at_ms = ${Date.now() + 3_600_000}`);
    expect(await openState(file, engine).acquire("a", 60_000)).toEqual({ job: "a", token: 2 });
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

  test("writes nothing of a change that cannot be written as a whole", async () => {
    const state = openState(temporaryPath(), engine);
    const lease = (await state.acquire("a", 60_000)) ?? { job: "a", token: 0 };
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    const failed = ["one", circular as Json].map((item, index) => {
      return { key: String(index), item, reason: "", attempts: 1, failedAt: 0 };
    });
    await expect(state.commit(lease, { progress, failed })).rejects.toThrow(TypeError);
    expect(await state.progress("a")).toBeUndefined();
    expect(await state.failed("a", { limit: 10 })).toEqual([]);
    await state.commit(lease, { progress });
    expect(await state.progress("a")).toEqual(progress);
  });

  test("refuses numbers that SQLite would store as something else", async () => {
    const state = openState(temporaryPath(), engine);
    for (const ttlMs of [Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(state.acquire("a", ttlMs)).rejects.toThrow(TypeError);
    }
    await expect(state.acquire("a", undefined as never)).rejects.toThrow(TypeError);
    await expect(state.failed("a", { limit: {} as never })).rejects.toThrow(TypeError);
    expect(await state.acquire("a", 1_000)).toEqual({ job: "a", token: 1 });
  });

  test("names the job and the file when a statement fails later", async () => {
    const file = temporaryPath();
    const state = openState(file, engine);
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
