import type { JobDefinition } from "../job/job.ts";
import type { Counts } from "../state/state-store.ts";
import type { Beginning } from "./begin.ts";
import type { RunControl } from "./control.ts";
import type { EngineEnd } from "./engine.ts";
import type { RunSettings } from "./options.ts";
import { ProgressMeter } from "./progress-meter.ts";
import { addCounts } from "./results.ts";
import type { ItemRunner } from "./run-item.ts";
import { type JobSummary, SummaryLines, summaryOf } from "./summary.ts";
import type { SettledBatch, WorkBatch } from "./work.ts";
import type { BatchContext } from "./work-batches.ts";
import { workThrough } from "./work-through.ts";

/** What one run works at. */
export interface JobWork<Item> {
  /** Opens the batches. */
  readonly open: (context: BatchContext) => AsyncIterable<WorkBatch<Item>>;
  readonly step: ItemRunner<Item>["step"];
  /** Stores batches that are done, with the sum of the counts. */
  readonly store: (batches: readonly SettledBatch<Item>[], counts: Counts) => Promise<void>;
}

/** One run of a job, from where it begins: its counts, its progress and its summary. */
export class JobRun<Item> {
  readonly #job: Pick<JobDefinition<Item>, "name" | "concurrency" | "attempts" | "output">;
  readonly #settings: RunSettings;
  readonly #control: RunControl;
  readonly #beginning: Beginning;
  readonly #lines = new SummaryLines();
  readonly #beganAt = performance.now();
  #counts: Counts;

  constructor(
    job: Pick<JobDefinition<Item>, "name" | "concurrency" | "attempts" | "output">,
    settings: RunSettings,
    control: RunControl,
    beginning: Beginning,
  ) {
    this.#job = job;
    this.#settings = settings;
    this.#control = control;
    this.#beginning = beginning;
    this.#counts = beginning.counts;
  }

  work({ open, step, store }: JobWork<Item>): Promise<EngineEnd> {
    const { mark, counts } = this.#beginning;
    const meter = new ProgressMeter(this.#settings.onProgress, counts);
    const context = {
      mark,
      itemsBefore: counts.done + counts.gone + counts.failed,
      notice: (message: string) => this.#lines.addNotice(message),
      onTotal: (total: number) => {
        meter.total = total;
      },
    };
    return workThrough({
      job: this.#job,
      settings: this.#settings,
      control: this.#control,
      meter,
      open: (signal) => open({ ...context, signal }),
      step,
      notice: context.notice,
      commit: async (batches) => {
        const sum = addCounts(this.#counts, batches);
        await store(batches, sum);
        this.#counts = sum;
        this.#lines.addIncomplete(batches);
      },
    });
  }

  summary(end: EngineEnd): JobSummary {
    const { startedAt, isResumed } = this.#beginning;
    return {
      ...summaryOf(this.#job.name, end, this.#control.stoppedBy),
      counts: this.#counts,
      ...this.#lines.toJSON(),
      startedAt,
      durationMs: Math.round(performance.now() - this.#beganAt),
      isResumed,
    };
  }
}
