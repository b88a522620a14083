import { defineJob } from "../job/define-job.ts";
import type { JobDefinition } from "../job/job.ts";
import type { StateStore } from "../state/state-store.ts";
import { outputBehind } from "./begin.ts";
import { JobRun } from "./job-run.ts";
import { type ReplayOptions, replaySettings } from "./options.ts";
import { Recorder } from "./recorder.ts";
import { noCounts } from "./results.ts";
import { withLease } from "./session.ts";
import type { JobSummary } from "./summary.ts";
import type { WorkBatch } from "./work.ts";

/**
 * Runs the failed items of a job again, each once. What succeeds or is gone now is removed from them, what fails
 * again stays, with its new reason. The source is not read, and where the next `run` begins is as it was.
 *
 * A step gets what JSON made of an item: a `Date` is text. With an output, the results come behind the others.
 *
 * @returns what the replay did; its counts are those of the failed items alone.
 * @throws as `run` does.
 *
 * @example
 * ```ts
 * import { defineJob, failedItems, fromRows, replay, run } from "@interkit/jobs";
 *
 * declare function send(email: string): Promise<void>;
 *
 * const job = defineJob({
 *   name: "invite",
 *   source: fromRows(["ada@example.com", "grace@example.com"]),
 *   step: (email) => send(email),
 * });
 * const { counts } = await run(job);
 * if (counts.failed > 0) {
 *   for await (const { item, reason } of failedItems(job)) console.error(item, reason);
 *   const { counts: again } = await replay(job);
 *   console.log(again.done, "are done now");
 * }
 * ```
 */
export async function replay<Item, Result>(
  job: JobDefinition<Item, Result>,
  options: ReplayOptions = {},
): Promise<JobSummary> {
  defineJob(job);
  const settings = replaySettings(options);
  return withLease(job.name, settings, async ({ state, lease, control }) => {
    const stored = await state.progress(job.name);
    const progress = stored?.isComplete
      ? { ...stored, output: await outputBehind(job, stored.output) }
      : stored;
    const jobRun = new JobRun<Item>(job, settings, control, {
      mark: undefined,
      output: undefined,
      counts: noCounts,
      startedAt: Math.floor(Date.now() / 1000),
      isResumed: false,
    });
    const writer = await job.output?.begin(progress?.output);
    try {
      const recorder = await Recorder.open(state, lease, settings.leaseMs, progress, writer);
      const end = await jobRun.work({
        open: () => failedBatches<Item>(state, job.name),
        step: job.step,
        store: (batches) => recorder.store(batches, {}),
      });
      // The output of a run that is not complete goes on.
      if (progress?.isComplete) await recorder.finish();
      return jobRun.summary(end);
    } finally {
      await writer?.close();
    }
  });
}

const batchSize = 100;

/** The failed items by key. One that fails again keeps its key, and does not come again. */
async function* failedBatches<Item>(
  state: StateStore,
  job: string,
): AsyncGenerator<WorkBatch<Item>> {
  for (let after: string | undefined; ; ) {
    const failed = await state.failed(job, { limit: batchSize, after });
    if (failed.length === 0) return;
    const items = failed.map(({ key, item, attempts }) => ({
      key,
      item: item as Item,
      earlierAttempts: attempts,
    }));
    yield { items, mark: undefined };
    after = failed.at(-1)?.key;
  }
}
