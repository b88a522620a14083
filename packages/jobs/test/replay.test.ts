import { existsSync, readFileSync } from "node:fs";
import { failedItems, replay, run, toJsonLines } from "@interkit/jobs";
import { describe, expect, test } from "vitest";
import { all, jobRefusing, options, rows } from "./support/failing-job.ts";
import { temporaryPath } from "./support/files.ts";

describe("a replay", () => {
  test("runs failed items alone, each once, and leaves the progress as it is", async () => {
    const { state, ...rest } = options();
    await run(
      jobRefusing((id) => id % 2 === 0),
      { state, ...rest },
    );
    const progress = await state.progress("job");
    const seen: number[] = [];
    const summary = await replay(
      jobRefusing((id) => id % 4 === 0, seen),
      { state, ...rest },
    );
    expect(summary).toMatchObject({
      outcome: "complete",
      counts: { done: 175, gone: 0, failed: 175 },
      isResumed: false,
    });
    expect(seen.toSorted((one, other) => one - other)).toEqual(
      rows.map(({ id }) => id).filter((id) => id % 2 === 0),
    );
    expect(await state.progress("job")).toEqual(progress);
    const left = await all(failedItems({ name: "job" }, { state }));
    expect(left).toHaveLength(175);
    expect(left[0]).toMatchObject({ attempts: 2, reason: expect.stringContaining("refused") });
    expect(
      (
        await replay(
          jobRefusing(() => false),
          { state },
        )
      ).counts.done,
    ).toBe(175);
    expect(
      (
        await replay(
          jobRefusing(() => false),
          { state },
        )
      ).counts.done,
    ).toBe(0);
  });

  test("of an item that is gone removes it", async () => {
    const { state } = options();
    await run(
      jobRefusing((id) => id === 4),
      { state },
    );
    const job = { ...jobRefusing(() => false), step: () => "gone" as const };
    expect((await replay(job, { state })).counts).toMatchObject({ gone: 1 });
    expect(await all(failedItems({ name: "job" }, { state }))).toEqual([]);
  });

  test("is refused while the job runs", async () => {
    const { state } = options();
    await state.acquire("job", 60_000);
    await expect(
      replay(
        jobRefusing(() => false),
        { state, leaseMs: 50 },
      ),
    ).rejects.toMatchObject({ reason: "running" });
  });

  test("writes results behind those of the run", async () => {
    const file = temporaryPath("out.jsonl");
    const { state } = options();
    const output = toJsonLines(file);
    await run({ ...jobRefusing((id) => id <= 2 || id > 700), output }, { state });
    const ids = () =>
      readFileSync(file, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).id);
    expect(ids()).toHaveLength(698);
    await replay({ ...jobRefusing(() => false), output }, { state });
    expect(ids()).toEqual([...rows.slice(2).map(({ id }) => id), 1, 2]);
  });

  test("writes results to a new file where the complete one has another name", async () => {
    const [first, second] = [temporaryPath("first.jsonl"), temporaryPath("second.jsonl")];
    const { state } = options();
    await run({ ...jobRefusing((id) => id <= 2), output: toJsonLines(first) }, { state });
    const before = readFileSync(first, "utf8");
    const replayJob = { ...jobRefusing((id) => id === 2), output: toJsonLines(second) };
    await replay(replayJob, { state });
    expect(readFileSync(second, "utf8")).toBe('{"id":1}\n');
    await replay({ ...replayJob, step: jobRefusing(() => false).step }, { state });
    expect(readFileSync(second, "utf8")).toBe('{"id":1}\n{"id":2}\n');
    expect(readFileSync(first, "utf8")).toBe(before);
  });

  test("of a run that was stopped leaves the rest to the next run, and its output unfinished", async () => {
    const file = temporaryPath("out.jsonl");
    const { state } = options();
    const job = jobRefusing((id) => id === 2);
    const output = toJsonLines(file);
    const step: typeof job.step = (item, context) => {
      if (item.id === 50) process.emit("SIGTERM");
      return job.step(item, context);
    };
    expect((await run({ ...job, step, output }, { state })).outcome).toBe("stopped");
    await replay({ ...jobRefusing(() => false), output }, { state });
    expect(existsSync(file)).toBe(false);
    const { isResumed, counts } = await run({ ...jobRefusing(() => false), output }, { state });
    expect({ isResumed, counts }).toMatchObject({
      isResumed: true,
      counts: { done: 699, failed: 1 },
    });
    const lines = readFileSync(file, "utf8").trim().split("\n");
    expect(new Set(lines)).toEqual(new Set(rows.map(({ id }) => JSON.stringify({ id }))));
    expect(lines).toHaveLength(700);
  });

  test("of a job that never ran does nothing", async () => {
    const { state } = options();
    expect(
      await replay(
        jobRefusing(() => false),
        { state },
      ),
    ).toMatchObject({
      outcome: "complete",
      counts: { done: 0 },
    });
    expect(await state.progress("job")).toBeUndefined();
  });
});
