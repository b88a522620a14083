import { defineJob } from "../job/define-job.ts";
import type { JobDefinition } from "../job/job.ts";
import { beginningOf } from "./begin.ts";
import { RunControl } from "./control.ts";
import { JobRun } from "./job-run.ts";
import { readableState, withState } from "./open-state.ts";
import { type RunOptions, type RunSettings, runSettings } from "./options.ts";
import { Recorder } from "./recorder.ts";
import { withLease } from "./session.ts";
import type { JobSummary } from "./summary.ts";
import { workBatches } from "./work-batches.ts";

/**
 * Runs a job: calls its step with each item of its source, and stores after each batch how far it has come. A run
 * that was stopped, or killed at any moment, is continued by the next one: no item is left out, and only items whose
 * batch was not stored come again.
 *
 * An item whose step fails for a reason that may pass (no connection, 408, 425, 429, 5xx, an error of your own) is
 * tried again. What fails for good is among the {@link failedItems}, and the run goes on. One process runs a job at a
 * time; when it is killed, another one takes over after `leaseMs`, for which it waits.
 *
 * @returns what the run did. A run that was stopped returns as well: see its `outcome`.
 * @throws {ConfigError} for a wrong job, for wrong options, and for a source that has other arguments than the run
 * that is continued: `restart: true` begins anew.
 * @throws {JobError} when another process runs the job, or has taken it over.
 * @throws what the source throws, and an error of a step after which no other item can be done: 401, 403
 * `api_plan_restricted`. Everything before it is stored.
 * @throws the reason of `signal`, when that is aborted.
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { defineJob, fromList, run } from "@interkit/jobs";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const job = defineJob({
 *   name: "clear-phones",
 *   source: fromList((options) => intercom.contacts.list({ per_page: 150 }, options)),
 *   step: ({ id }, { call }) => intercom.contacts.update(id, { phone: null }, call),
 * });
 * const { outcome, counts } = await run(job, { state: "jobs.db", budgetMs: 50_000 });
 * console.log(outcome, counts);
 * ```
 */
export async function run<Item, Result>(
  job: JobDefinition<Item, Result>,
  options: RunOptions = {},
): Promise<JobSummary> {
  defineJob(job);
  const settings = runSettings(options);
  const { dryRun = false, restart = false } = options;
  if (dryRun) return planRun(job, settings, restart);
  return withLease(job.name, settings, async ({ state, lease, control }) => {
    const stored = await state.progress(job.name);
    const beginning = await beginningOf(job, stored, restart);
    const jobRun = new JobRun<Item>(job, settings, control, beginning);
    const { mark, output, counts, startedAt } = beginning;
    const progress = { mark, output, counts, startedAt, isComplete: false };
    const writer = await job.output?.begin(output);
    try {
      const recorder = await Recorder.open(state, lease, settings.leaseMs, progress, writer);
      const end = await jobRun.work({
        open: (context) => workBatches(job, context),
        step: job.step,
        store: (batches, sum) =>
          recorder.store(batches, { mark: batches.at(-1)?.mark, counts: sum }),
      });
      if (end === "complete") await recorder.finish();
      return jobRun.summary(end);
    } finally {
      await writer?.close();
    }
  });
}

/** A dry run: it stores nothing, so that it needs no lease and creates no file. */
async function planRun<Item, Result>(
  job: JobDefinition<Item, Result>,
  settings: RunSettings,
  restart: boolean,
): Promise<JobSummary> {
  settings.signal?.throwIfAborted();
  const stored = await withState(readableState(settings.state), (state) =>
    state.progress(job.name),
  );
  const control = new RunControl(settings);
  try {
    const beginning = await beginningOf(job, stored, restart);
    const jobRun = new JobRun<Item>(job, settings, control, beginning);
    const end = await jobRun.work({
      open: (context) => workBatches(job, context),
      step: job.plan ?? (() => undefined),
      store: async () => undefined,
    });
    return jobRun.summary(end);
  } finally {
    control.close();
  }
}
