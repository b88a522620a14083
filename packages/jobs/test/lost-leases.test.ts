import { readFileSync } from "node:fs";
import { defineJob, memoryState, run, type StateStore, toJsonLines } from "@interkit/jobs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { until } from "../../core/test/support/virtual-time.ts";
import { temporaryPath } from "./support/files.ts";
import { waitingJob } from "./support/waiting-job.ts";
import { wrapStore } from "./support/wrap-store.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a process that lost its lease writes nothing to the output of the one that took over", async () => {
  const file = temporaryPath("out.jsonl");
  const memory = memoryState();
  let isBlocked = true;
  const renew: StateStore["renew"] = async (...args) => isBlocked || memory.renew(...args);
  const { job, letGo, seen } = waitingJob();
  const jobOf = (process: string, step: typeof job.step) =>
    defineJob({
      ...job,
      step: async (row, context) => {
        await step(row, context);
        return { row, process };
      },
      output: toJsonLines(file),
    });
  const late = run(jobOf("a process with a long name", job.step), {
    state: wrapStore(memory, { renew }),
    leaseMs: 3_000,
  });
  late.catch(() => undefined);
  await vi.waitFor(() => expect(seen).toEqual([1]), { timeout: 60_000 });
  // On a slow disk, the first row is written later.
  await vi.waitFor(async () => expect((await memory.progress("job"))?.counts.done).toBe(1), {
    timeout: 60_000,
  });
  await vi.advanceTimersByTimeAsync(3_001);
  let finish = () => {};
  const next = run(
    jobOf("next", (row) =>
      row < 3 ? undefined : new Promise<void>((resolve) => (finish = resolve)),
    ),
    { state: memory },
  );
  await vi.waitFor(async () => expect((await memory.progress("job"))?.counts.done).toBe(2), {
    timeout: 60_000,
  });
  isBlocked = false;
  letGo();
  await expect(until(late)).rejects.toMatchObject({ reason: "lease-lost" });
  finish();
  await until(next);
  const lines = readFileSync(file, "utf8").trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).process)).toEqual([
    "a process with a long name",
    "next",
    "next",
  ]);
});
