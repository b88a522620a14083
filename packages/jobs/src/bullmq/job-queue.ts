import { ConfigError } from "@interkit/client";
import { checkNames } from "../options/check.ts";
import type { JobSummary } from "../run/summary.ts";
import type { FailedItem } from "../state/state-store.ts";
import { Connection } from "./connection.ts";
import { keysOf, type RunKind } from "./keys.ts";
import {
  type JobQueueOptions,
  type JobQueueSettings,
  type JobWorkersOptions,
  type QueuedJob,
  type QueueReplayOptions,
  type QueueRunOptions,
  queueSettingsOf,
  runSettingsOf,
  workerSettingsOf,
} from "./options.ts";
import { QueueRun } from "./queue-run.ts";
import { attempting } from "./requests.ts";
import { RunState } from "./run-state.ts";
import { checkTimeout, type JobWorkers, ProcessWorkers } from "./workers.ts";

/** Jobs whose items any number of processes work at. */
export interface JobQueue {
  /**
   * Starts to work at the items of all jobs of the queue in this process, those of runs that begin later too. While
   * Redis cannot be reached, it waits.
   *
   * @throws {ConfigError} for unknown and wrong options.
   */
  startWorkers(options?: JobWorkersOptions): JobWorkers;
  /**
   * Runs a job: reads its source into the queue, and waits until workers have done all items. One process runs a job
   * at a time. When it was killed, another call, in any process, continues the run, after up to `leaseMs`; what
   * workers have done before that is not repeated. While Redis cannot be reached, it waits.
   *
   * @returns what the run did; see its `outcome`.
   * @throws {ConfigError} for a job that the queue does not have, for wrong options, and for items that JSON would
   * change.
   * @throws {JobError} when another process runs the job, or has taken it over, or when a worker had an error after
   * which no other item can be done, such as 401.
   * @throws what the source throws, and the reason of `signal` when that is aborted.
   */
  run(job: QueuedJob, options?: QueueRunOptions): Promise<JobSummary>;
  /**
   * Runs the failed items of a job again, in the same way. Items that fail again stay among them.
   *
   * @throws {ConfigError} for a job that the queue does not have, and for wrong options.
   * @throws {JobError} as `run` does.
   */
  replay(job: QueuedJob, options?: QueueReplayOptions): Promise<JobSummary>;
  /**
   * The items whose attempts all failed, by key.
   *
   * @throws {ConfigError} for a job that the queue does not have.
   */
  failedItems(job: QueuedJob): AsyncIterable<FailedItem>;
  /** Closes the connection of `run`, `replay` and `failedItems`; workers have one of their own. */
  close(): Promise<void>;
}

/**
 * Creates a queue of jobs that is kept in Redis by BullMQ. Each process creates it in the same way; some start
 * workers, and one runs a job. Any of them may be killed at any moment: nothing is lost, and only items that were in
 * hand are repeated.
 *
 * Items with the same key are worked at one after the other only within a batch, and within a process.
 *
 * Connecting, and connecting again, happens in the background; failures go to `onError`.
 *
 * @throws {ConfigError} for unknown and wrong options.
 * @see https://docs.bullmq.io
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { upsertContact } from "@interkit/client/helpers/upsert-contact";
 * import { redisStore } from "@interkit/core/redis";
 * import { defineJob, fromRows } from "@interkit/jobs";
 * import { createJobQueue } from "@interkit/jobs/bullmq";
 * import { Redis } from "ioredis";
 *
 * const url = process.env["REDIS_URL"] ?? "redis://127.0.0.1";
 * const intercom = createIntercom({
 *   token: process.env["INTERCOM_TOKEN"] ?? "",
 *   rateLimit: { store: redisStore({ client: new Redis(url) }) },
 * });
 * const backfill = defineJob({
 *   name: "backfill-contacts",
 *   source: fromRows([{ external_id: "42", email: "ada@example.com" }]),
 *   step: (person, { call }) => upsertContact(intercom, person, call),
 * });
 * const queue = createJobQueue({ connection: url, jobs: [backfill] });
 *
 * if (process.argv[2] === "worker") queue.startWorkers();
 * else console.log(await queue.run(backfill));
 * ```
 */
export function createJobQueue(options: JobQueueOptions): JobQueue {
  return new RedisJobQueue(queueSettingsOf(options));
}

class RedisJobQueue implements JobQueue {
  readonly #settings: JobQueueSettings;
  #connection: Connection | undefined;
  #isClosed = false;

  constructor(settings: JobQueueSettings) {
    this.#settings = settings;
  }

  startWorkers(options: JobWorkersOptions = {}): JobWorkers {
    const workers = new ProcessWorkers(this.#settings, workerSettingsOf(options));
    return {
      closed: workers.closed,
      close: (options = {}) => {
        checkNames("close", options, ["timeoutMs"]);
        const { timeoutMs = 10_000 } = options;
        checkTimeout(timeoutMs);
        return workers.close(timeoutMs);
      },
    };
  }

  async run(job: QueuedJob, options: QueueRunOptions = {}): Promise<JobSummary> {
    return await this.#run("run", job, options);
  }

  async replay(job: QueuedJob, options: QueueReplayOptions = {}): Promise<JobSummary> {
    return await this.#run("replay", job, options);
  }

  async #run(kind: RunKind, job: QueuedJob, options: QueueRunOptions): Promise<JobSummary> {
    this.#check(job);
    const settings = runSettingsOf(kind, options);
    settings.signal?.throwIfAborted();
    const client = this.#client();
    return await new QueueRun({ job, kind, settings, queue: this.#settings, client }).run();
  }

  async *failedItems(job: QueuedJob): AsyncGenerator<FailedItem> {
    this.#check(job);
    const attempt = attempting(this.#settings.report, new AbortController().signal);
    const keys = keysOf(this.#settings.name, job.name, "run");
    const state = new RunState(this.#client(), keys, attempt);
    for (let after: string | undefined; ; ) {
      const failed = await state.failed({ limit: 500, after });
      yield* failed;
      after = failed.at(-1)?.key;
      if (after === undefined) return;
    }
  }

  #check(job: QueuedJob): void {
    if (job && this.#settings.jobs.get(job.name) === job) return;
    throw new ConfigError(
      `The queue does not have the job "${job?.name}"; add it to the "jobs" of createJobQueue`,
    );
  }

  #client(): Connection["client"] {
    if (this.#isClosed) throw new ConfigError("The queue is closed");
    this.#connection ??= new Connection(this.#settings.connection, (error) => {
      if (!this.#isClosed) this.#settings.report(error);
    });
    return this.#connection.client;
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#connection?.close();
    return Promise.resolve();
  }
}
