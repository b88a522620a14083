import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { fileState, type SqliteEngine } from "@interkit/jobs";
import { describe, expect, test, vi } from "vitest";
import { shareOf } from "../../../scripts/soak/share.ts";
import { engines, temporaryPath } from "./support/files.ts";
import { start } from "./support/process.ts";

/** All failed items of a job by key, from a file that is opened once more. */
async function readFile(file: string, engine: SqliteEngine, job: string) {
  const state = fileState(file, { engine });
  const progress = await state.progress(job);
  const failed = await state.failed(job, { limit: 100_000 });
  await state.close();
  return { mark: Number(progress?.mark ?? 0), failed };
}

// Each start of a process takes a second on a busy machine.
describe.each(engines)("a state file with %s", { timeout: 180_000 }, (engine) => {
  test("has each commit that has resolved after kills at random moments", async () => {
    const file = temporaryPath();
    let kills = 0;
    for (let last = 0; kills < shareOf(20); kills++) {
      const { child, printed, ended } = start("commit-loop.ts", [file, engine]);
      await once(child.stdout, "data");
      await wait(Math.random() * 60);
      child.kill("SIGKILL");
      await ended;
      const resolved = Number(printed.text.trimEnd().split("\n").at(-1));
      const { mark, failed } = await readFile(file, engine, "loop");
      expect(resolved).toBeGreaterThan(last);
      // The commit in hand may be there as well.
      expect(mark - resolved).toBeOneOf([0, 1]);
      // A commit is there as a whole: its items, and none of those that it resolved.
      const numbers = new Set(failed.map(({ key }) => Number.parseInt(key, 10)));
      const odd = Array.from({ length: Math.ceil(mark / 2) }, (_, index) => 2 * index + 1);
      const expected = mark % 2 === 0 ? [...odd, mark] : odd;
      expect([...numbers].sort((a, b) => a - b)).toEqual(expected);
      expect(failed).toHaveLength(2 * expected.length);
      last = resolved;
    }
  });

  test("gets each number once from two processes that fight for a lease and are killed", async () => {
    const file = temporaryPath();
    // Where there are two engines, one process has the one, and one the other.
    const startFighter = (index: number) =>
      start("lease-fight.ts", [file, index === 0 ? engine : "libsql"]);
    const fighters = [startFighter(0), startFighter(1)];
    for (let kills = 0; kills < shareOf(10, 4); kills++) {
      const index = kills % 2;
      const { child, printed, ended } = fighters[index] as ReturnType<typeof start>;
      // It has had a lease at least once.
      if (printed.text === "") await once(child.stdout, "data");
      await wait(Math.random() * 100);
      child.kill("SIGKILL");
      await ended;
      expect(printed.errors).toBe("");
      fighters[index] = startFighter(index);
    }
    // A commit takes longer on a slow disk than a process has until its kill.
    const isEnough = async () =>
      new Set((await readFile(file, engine, "fight")).failed.map(({ item }) => item)).size > 10;
    await vi.waitUntil(isEnough, { timeout: 60_000 });
    for (const { child, ended } of fighters) {
      child.kill("SIGKILL");
      await ended;
    }
    const { mark, failed } = await readFile(file, engine, "fight");
    // A commit of an earlier owner would repeat a number.
    expect(failed.map(({ key }) => Number.parseInt(key, 10))).toEqual(
      Array.from({ length: mark }, (_, index) => index + 1),
    );
    const tokens = failed.map(({ item }) => Number(item));
    expect(tokens).toEqual(tokens.toSorted((a, b) => a - b));
  });
});
