import type { JobDefinition } from "../job/job.ts";
import type { Counts } from "../state/state-store.ts";
import type { Beginning } from "./begin.ts";
import type { RunControl } from "./control.ts";
import type { EngineEnd } from "./engine.ts";
import type { RunSettings } from "./options.ts";
import { ProgressMeter } from "./progress-meter.ts";
import { Recorder } from "./recorder.ts";
import { addCounts } from "./results.ts";
import type { ItemRunner } from "./run-item.ts";
import type { Session } from "./session.ts";
import { type JobSummary, SummaryLines, summaryOf } from "./summary.ts";
import type { SettledBatch } from "./work.ts";
import { workBatches } from "./work-batches.ts";
import { workThrough } from "./work-through.ts";

/** One run of a job, from where it begins. */
export class JobRun<Item, Result> {
  readonly #job: JobDefinition<Item, Result>;
  readonly #settings: RunSettings;
  readonly #control: RunControl;
  readonly #beginning: Beginning;
  readonly #meter: ProgressMeter;
  readonly #lines = new SummaryLines();
  readonly #beganAt = performance.now();
  #counts: Counts;

  constructor(
    job: JobDefinition<Item, Result>,
    settings: RunSettings,
    control: RunControl,
    beginning: Beginning,
  ) {
    this.#job = job;
    this.#settings = settings;
    this.#control = control;
    this.#beginning = beginning;
    this.#meter = new ProgressMeter(settings.onProgress, beginning.counts);
    this.#counts = beginning.counts;
  }

  /** Calls the plan of the job, and stores nothing. */
  async plan(): Promise<JobSummary> {
    const { plan = () => undefined } = this.#job;
    return this.#summary(await this.#work(plan, async () => undefined));
  }

  async run({ state, lease }: Session): Promise<JobSummary> {
    const { mark, output, startedAt } = this.#beginning;
    const writer = await this.#job.output?.begin(output);
    try {
      const progress = { mark, output, startedAt, isComplete: false, counts: this.#counts };
      const recorder = await Recorder.open(state, lease, progress, writer);
      const store = (batches: readonly SettledBatch<Item>[], counts: Counts) =>
        recorder.store(batches, { mark: batches.at(-1)?.mark, counts });
      const end = await this.#work(this.#job.step, store);
      if (end === "complete") await recorder.finish();
      return this.#summary(end);
    } finally {
      await writer?.close();
    }
  }

  #work(
    step: ItemRunner<Item>["step"],
    store: (batches: readonly SettledBatch<Item>[], counts: Counts) => Promise<void>,
  ): Promise<EngineEnd> {
    const { mark, counts } = this.#beginning;
    const context = {
      mark,
      itemsBefore: counts.done + counts.gone + counts.failed,
      notice: (message: string) => this.#lines.addNotice(message),
      onTotal: (total: number) => {
        this.#meter.total = total;
      },
    };
    return workThrough({
      job: this.#job,
      settings: this.#settings,
      control: this.#control,
      meter: this.#meter,
      open: (signal) => workBatches(this.#job, { ...context, signal }),
      step,
      commit: async (batches) => {
        const sum = addCounts(this.#counts, batches);
        await store(batches, sum);
        this.#counts = sum;
        this.#lines.addIncomplete(batches);
      },
    });
  }

  #summary(end: EngineEnd): JobSummary {
    const { startedAt, isResumed } = this.#beginning;
    const { stoppedBy } = this.#control;
    const durationMs = Math.round(performance.now() - this.#beganAt);
    return {
      ...summaryOf(this.#job.name, end, stoppedBy),
      counts: this.#counts,
      ...this.#lines.toJSON(),
      startedAt,
      durationMs,
      isResumed,
    };
  }
}
