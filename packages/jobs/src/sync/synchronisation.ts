import type { JobDefinition } from "../job/job.ts";
import { withState } from "../run/open-state.ts";
import type { ReplayOptions } from "../run/options.ts";
import { replay } from "../run/replay.ts";
import { run } from "../run/run.ts";
import type { StateStore } from "../state/state-store.ts";
import { type Change, changesJob, deletionsJob, type JobContext, listJob } from "./jobs.ts";
import { type MirrorReport, Report } from "./report.ts";
import type { Stream } from "./streams.ts";

/** Options of `sync`: those of a run, without its state. */
export type SyncOptions = Omit<ReplayOptions, "state" | "onProgress">;

/** What the synchronisations of a mirror have in common. */
export interface SyncContext extends Omit<JobContext, "report"> {
  readonly companiesEveryMs: number;
}

/** Runs the jobs of a mirror. */
export class Synchronisation {
  readonly #streams: readonly Stream[];
  readonly #state: string | StateStore;
  readonly #context: SyncContext;

  constructor(streams: readonly Stream[], state: string | StateStore, context: SyncContext) {
    this.#streams = streams;
    this.#state = state;
    this.#context = context;
  }

  /** Synchronises the streams side by side. When one fails, the others end, and its error is thrown. */
  run(options: SyncOptions): Promise<MirrorReport> {
    const report = new Report();
    const context = { ...this.#context, report };
    const controller = new AbortController();
    const { signal = controller.signal } = options;
    return withState(this.#state, async (state) => {
      const runOptions = {
        ...options,
        state,
        signal: AbortSignal.any([signal, controller.signal]),
      };
      const runs = this.#streams.map(async (stream) => {
        try {
          await this.#runStream(stream, context, runOptions);
        } catch (error) {
          // The first reason is the one that all runs reject with.
          controller.abort(error);
          throw error;
        }
      });
      await Promise.allSettled(runs);
      await Promise.all(runs);
      return report.end();
    });
  }

  async #runStream(
    stream: Stream,
    context: JobContext,
    options: ReplayOptions & { readonly state: StateStore },
  ): Promise<void> {
    const changes =
      changesJob(stream, context) ?? (await this.#dueListJob(stream, context, options.state));
    // Deletions come after the changes, which may have been read before them.
    if (!(await runJob(changes, stream, context.report, options))) return;
    await runJob(deletionsJob(stream, context), stream, context.report, options);
  }

  /** The job that reads the whole list, if the last one that is complete began long enough ago. */
  async #dueListJob(
    stream: Stream,
    context: JobContext,
    state: StateStore,
  ): Promise<JobDefinition<Change> | undefined> {
    const job = listJob(stream, context);
    const progress = await state.progress(job.name);
    const isDue =
      !progress?.isComplete ||
      Date.now() >= progress.startedAt * 1000 + this.#context.companiesEveryMs;
    return isDue ? job : undefined;
  }
}

/** Runs the failed items of a job again, and then the job. Returns whether it came to its end. */
async function runJob<Item>(
  job: JobDefinition<Item> | undefined,
  { name }: Stream,
  report: Report,
  options: ReplayOptions,
): Promise<boolean> {
  if (job === undefined) return true;
  await replay(job, options);
  const { outcome, counts, notices } = await run(job, options);
  report.add(name, { failed: counts.failed });
  for (const notice of notices) report.notice(name, notice);
  if (outcome === "complete") return true;
  report.stop();
  return false;
}
