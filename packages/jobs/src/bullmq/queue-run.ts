import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { JobError, leaseLost } from "../common/job-error.ts";
import type { JobDefinition } from "../job/job.ts";
import { RunControl } from "../run/control.ts";
import { ProgressMeter } from "../run/progress-meter.ts";
import { noCounts } from "../run/results.ts";
import { type JobSummary, SummaryLines, summaryOf } from "../run/summary.ts";
import type { WorkBatch } from "../run/work.ts";
import { workBatches } from "../run/work-batches.ts";
import { connected } from "./connection.ts";
import { Feeder, Stopped } from "./feeder.ts";
import { FeedLease } from "./job-lease.ts";
import { type Keys, keysOf, type RunKind } from "./keys.ts";
import type { JobQueueSettings, QueuedJob, QueueRunSettings } from "./options.ts";
import { type Attempt, attempting, untilAborted } from "./requests.ts";
import { type QueueProgress, RunState } from "./run-state.ts";

/** What the queue of BullMQ has of a batch. Its items are kept where a mark is stored in the same step. */
export interface BatchData {
  readonly kind: RunKind;
  readonly run: string;
  readonly batch: number;
}

export interface QueueRunOptions {
  readonly job: QueuedJob;
  readonly kind: RunKind;
  readonly settings: QueueRunSettings;
  readonly queue: JobQueueSettings;
  readonly client: Redis;
}

/** How long the end of a run waits for Redis. */
const lastMs = 1_000;
const failedPage = 500;

/** One call of `run` or `replay`: feeds the workers, and waits for them. */
export class QueueRun {
  readonly #options: QueueRunOptions;
  readonly #keys: Keys;
  readonly #control: RunControl;
  readonly #attempt: Attempt;
  readonly #lines = new SummaryLines();
  readonly #beganAt = performance.now();
  #isResumed = false;
  #isRenewing = false;
  #feeder: Feeder | undefined;

  constructor(options: QueueRunOptions) {
    const { job, kind, settings, queue } = options;
    this.#options = options;
    this.#keys = keysOf(queue.name, job.name, kind);
    this.#control = new RunControl(settings);
    this.#attempt = attempting(queue.report, this.#controller.signal);
  }

  get #controller(): AbortController {
    return this.#control.controller;
  }

  async run(): Promise<JobSummary> {
    const { settings, client, job } = this.#options;
    const { leaseMs, onWait } = settings;
    const { signal } = this.#controller;
    this.#control.onStop(() => {
      this.#controller.abort(new Stopped(this.#control.stoppedBy ?? "signal"));
    });
    const lease = new FeedLease({ job: job.name, client, keys: this.#keys, leaseMs, onWait });
    let timer: ReturnType<typeof setInterval> | undefined;
    try {
      await untilAborted(connected(client), signal);
      await lease.acquire(this.#attempt, signal);
      timer = setInterval(() => void this.#renew(lease), leaseMs / 3);
      await this.#feed(lease);
      return await this.#summary("complete");
    } catch (error) {
      // What fails after an abort fails for that.
      const reason = signal.aborted ? signal.reason : error;
      if (!(reason instanceof Stopped)) throw reason;
      if (reason.by === "failures") this.#lines.addNotice(reason.message);
      return await this.#summary(reason.by);
    } finally {
      clearInterval(timer);
      this.#control.close();
      // A lease that is not released ends by itself.
      await this.#last((attempt) => lease.release(attempt));
    }
  }

  async #renew(lease: FeedLease): Promise<void> {
    // One request at a time waits while Redis does not respond.
    if (this.#isRenewing) return;
    this.#isRenewing = true;
    try {
      if (!(await lease.renew(this.#attempt))) this.#controller.abort(this.#leaseLost());
    } catch {
      // The run has ended.
    } finally {
      this.#isRenewing = false;
    }
  }

  readonly #leaseLost = (): JobError => leaseLost(this.#options.job.name);

  async #feed(lease: FeedLease): Promise<void> {
    const { job, kind, settings, queue, client } = this.#options;
    const state = new RunState(client, this.#keys, this.#attempt);
    const begun = await state.begin(lease.token, {
      isKept: kind === "run" && job.source.afterwards === "continue",
      isRestarted: settings.restart,
    });
    if (begun === undefined) throw this.#leaseLost();
    this.#isResumed = begun.id !== String(lease.token);
    const meter = new ProgressMeter(settings.onProgress, begun.counts);
    const bull = new Queue<BatchData>(this.#keys.queue, { connection: client });
    bull.on("error", queue.report);
    this.#feeder = new Feeder(
      {
        job: job.name,
        state,
        lease,
        open: kind === "run" ? this.#itemsOf(meter) : failedItems(state),
        batchSize: queue.batchSize,
        maxWaiting: Math.ceil(settings.maxWaiting / queue.batchSize),
        add: (run, batches) => this.#add(bull, run, batches),
        onProgress: ({ counts }) => meter.set(counts),
        controller: this.#controller,
        leaseLost: this.#leaseLost,
        workerFailed: this.#workerFailed,
      },
      begun,
    );
    try {
      await this.#feeder.run();
      if (settings.onProgress) meter.report();
    } finally {
      // It leaves the connection open, and removes its listeners.
      await bull.close();
    }
  }

  #itemsOf(meter: ProgressMeter) {
    const job = this.#options.job as JobDefinition<unknown>;
    return ({ mark, items }: QueueProgress, signal: AbortSignal) =>
      workBatches(job, {
        mark,
        itemsBefore: items,
        signal,
        notice: (message) => this.#lines.addNotice(message),
        onTotal: (total) => {
          meter.total = total;
        },
      });
  }

  async #add(bull: Queue<BatchData>, run: string, batches: readonly number[]): Promise<void> {
    if (batches.length === 0) return;
    const { job, kind } = this.#options;
    const added = batches.map((batch) => ({
      name: job.name,
      data: { kind, run, batch },
      opts: {
        jobId: `${kind}-${run}-${batch}`,
        removeOnComplete: true,
        // One that failed would keep its id.
        removeOnFail: true,
      },
    }));
    await this.#attempt(() => bull.addBulk(added));
  }

  readonly #workerFailed = (message: string): JobError => {
    const { name } = this.#options.job;
    return new JobError(
      `The job "${name}" was stopped, since no other item could be done either: ${message}`,
      { job: name, reason: "worker-failed" },
    );
  };

  async #summary(end: "complete" | Stopped["by"]): Promise<JobSummary> {
    const { job, client } = this.#options;
    const { counts, startedAt } = this.#feeder?.progress ?? {
      counts: noCounts,
      startedAt: Math.floor(Date.now() / 1_000),
    };
    let incomplete: JobSummary["incomplete"] = [];
    await this.#last(async (attempt) => {
      incomplete = await new RunState(client, this.#keys, attempt).incomplete();
    });
    return {
      ...summaryOf(
        job.name,
        end === "complete" || end === "failures" ? end : "stopped",
        this.#control.stoppedBy,
      ),
      counts,
      ...this.#lines.toJSON(),
      incomplete,
      startedAt,
      durationMs: Math.round(performance.now() - this.#beganAt),
      isResumed: this.#isResumed,
    };
  }

  /** What is sent at the end of a run, which ends in time without it too. */
  async #last(send: (attempt: Attempt) => Promise<void>): Promise<void> {
    const signal = AbortSignal.timeout(lastMs);
    try {
      await send(attempting(this.#options.queue.report, signal));
    } catch {
      // Redis cannot be reached now.
    }
  }
}

/** The failed items of a job behind a key. */
function failedItems(state: RunState) {
  return async function* ({ mark }: QueueProgress): AsyncGenerator<WorkBatch<unknown>> {
    for (let after = mark as string | undefined; ; ) {
      const failed = await state.failed({ limit: failedPage, after });
      const last = failed.at(-1);
      if (last === undefined) return;
      after = last.key;
      const items = failed.map(({ key, item, attempts }) => ({
        key,
        item,
        earlierAttempts: attempts,
      }));
      yield { items, mark: after };
    }
  };
}
