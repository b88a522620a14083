import { readFileSync, rmSync } from "node:fs";
import { ConfigError } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import {
  defineJob,
  fromList,
  fromRows,
  JobError,
  memoryState,
  run,
  toJsonLines,
} from "@interkit/jobs";
import { createSandbox } from "@interkit/sandbox";
import { expect, test, vi } from "vitest";
import { temporaryPath } from "./support/files.ts";

function setup(contacts = 20) {
  const sandbox = createSandbox({ token: "test-token" });
  for (let number = 1; number <= contacts; number++) {
    sandbox.seed.contact({ external_id: `user-${number}`, email: `user-${number}@example.com` });
  }
  const intercom = createIntercom({ token: "test-token", fetch: sandbox.fetch });
  return { sandbox, intercom };
}

test("the step gets every item of a list once, and the summary counts them", async () => {
  const { intercom } = setup();
  const seen: string[] = [];
  const job = defineJob({
    name: "visit",
    source: fromList(intercom.contacts.list({ per_page: 3 })),
    step: ({ external_id }) => void seen.push(external_id ?? ""),
  });
  const summary = await run(job, { state: memoryState() });
  expect(summary).toMatchObject({
    job: "visit",
    outcome: "complete",
    counts: { done: 20, gone: 0, failed: 0, incomplete: 0 },
    incomplete: [],
    notices: [],
    isResumed: false,
  });
  expect(new Set(seen).size).toBe(20);
  expect(seen).toHaveLength(20);
});

test("a run after one that failed begins with the first batch that was not stored", async () => {
  const state = memoryState();
  const seen: number[] = [];
  let isBroken = true;
  const rows = Array.from({ length: 25 }, (_, index) => index);
  const job = defineJob({
    name: "rows",
    source: fromRows(
      () => {
        function* numbers() {
          for (const row of rows) {
            if (isBroken && row === 12) throw new Error("The file ended early");
            yield row;
          }
        }
        return numbers();
      },
      { batchSize: 5 },
    ),
    step: (row) => void seen.push(row),
  });
  await expect(run(job, { state })).rejects.toThrow("The file ended early");
  expect(await state.progress("rows")).toMatchObject({ isComplete: false, counts: { done: 10 } });
  isBroken = false;
  expect(await run(job, { state })).toMatchObject({ isResumed: true, counts: { done: 25 } });
  expect(seen).toEqual(rows);
});

test("a job that runs elsewhere is refused", async () => {
  const state = memoryState();
  let finish: (() => void) | undefined;
  const job = defineJob({
    name: "long",
    source: fromRows([1]),
    step: () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  });
  const first = run(job, { state });
  const error = await run(job, { state, leaseMs: 50 }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(JobError);
  expect(error).toMatchObject({ reason: "running", job: "long" });
  await vi.waitFor(() => expect(finish).toBeDefined(), { timeout: 60_000 });
  finish?.();
  await first;
  expect((await run(defineJob({ ...job, step: () => {} }), { state })).outcome).toBe("complete");
});

test.each([
  ["restart", ["1", "2", "3"]],
  ["continue", ["1", "2", "3", "4", "5"]],
] as const)("a later run writes the output of a source that does %s", async (afterwards, ids) => {
  const file = temporaryPath("out.jsonl");
  const state = memoryState();
  const jobOf = (rows: number[]) =>
    defineJob({
      name: "job",
      source: fromRows((after) => rows.filter((row) => row > Number(after ?? 0)), {
        position: (row) => row,
        afterwards,
      }),
      step: (row) => row,
      output: toJsonLines(file),
    });
  await run(jobOf(afterwards === "restart" ? [7, 8] : [1, 2, 3]), { state });
  await run(jobOf(afterwards === "restart" ? [1, 2, 3] : [1, 2, 3, 4, 5]), { state });
  expect(readFileSync(file, "utf8").trim().split("\n")).toEqual(ids);
});

test("a later run of changes begins a file where the complete one has another name or was moved away", async () => {
  const state = memoryState();
  const rows = Array.from({ length: 60 }, (_, index) => index + 1);
  let stopAt = 0;
  const jobOf = (last: number, file: string) =>
    defineJob({
      name: "job",
      source: fromRows(
        (after) => rows.filter((row) => row > Number(after ?? 0) && row <= last).slice(0, 1),
        { position: (row) => row, afterwards: "continue", batchSize: 1 },
      ),
      concurrency: 1,
      step: async (row) => {
        if (row === stopAt) process.emit("SIGTERM");
        return row;
      },
      output: toJsonLines(file),
    });
  const linesOf = (file: string) => readFileSync(file, "utf8").trim().split("\n").map(Number);
  const [monday, tuesday] = [temporaryPath("monday.jsonl"), temporaryPath("tuesday.jsonl")];
  await run(jobOf(2, monday), { state });
  stopAt = 10;
  expect((await run(jobOf(58, tuesday), { state })).outcome).toBe("stopped");
  // It is continued in its own file alone.
  const elsewhere = run(jobOf(58, monday), { state });
  await expect(elsewhere).rejects.toThrow(
    /has written to tuesday\.jsonl, and not to .*monday\.jsonl/,
  );
  await run(jobOf(58, tuesday), { state });
  expect(linesOf(monday)).toEqual([1, 2]);
  expect(linesOf(tuesday)).toEqual(rows.slice(2, 58));
  rmSync(tuesday);
  await run(jobOf(60, tuesday), { state });
  expect(linesOf(tuesday)).toEqual([59, 60]);
});

test("a wrong definition is refused", () => {
  expect(() => defineJob({ name: "", source: fromRows([]), step: () => {} })).toThrow(ConfigError);
});
