import { ConfigError } from "@interkit/client";
import { type Job, WaitingError, Worker } from "bullmq";
import { Changes } from "../run/changes.ts";
import { KeyedPool } from "../run/keyed-pool.ts";
import { settled } from "../run/sleep.ts";
import { onStopSignal } from "../run/stop-signals.ts";
import { type JobWork, workAtBatch } from "./batch-work.ts";
import { Connection, connected } from "./connection.ts";
import { keysOf } from "./keys.ts";
import type { JobQueueSettings, QueuedJob, WorkerSettings } from "./options.ts";
import { Outage } from "./outage.ts";
import type { BatchData } from "./queue-run.ts";
import { type Attempt, attempting } from "./requests.ts";
import { RunState } from "./run-state.ts";

/** The workers of a process. */
export interface JobWorkers {
  /** Resolves when they have ended, by `close` or by a signal: then close what their steps used. */
  readonly closed: Promise<void>;
  /**
   * Ends them: they begin no further item, and have `timeoutMs` (10,000 milliseconds by default) for those in hand.
   * Other workers get the rest at once, and again what takes longer. It never rejects.
   *
   * @throws {ConfigError} for a time that is no positive number.
   */
  close(options?: CloseOptions): Promise<void>;
}

/** Options of `close`. */
export interface CloseOptions {
  /** How long items that are in hand may take, in milliseconds; 10,000 by default. */
  readonly timeoutMs?: number | undefined;
}

/** @throws {ConfigError} */
export function checkTimeout(timeoutMs: unknown): void {
  if (typeof timeoutMs === "number" && timeoutMs > 0 && timeoutMs < Infinity) return;
  throw new ConfigError(`close: "timeoutMs" must be a positive number and no infinity`);
}

/** A kill counts as an attempt for BullMQ, and one more than this fails the batch. */
const maxStalledCount = 1_000_000;
/** How long items that are in hand may take after a signal. */
const signalTimeoutMs = 10_000;
/** After Redis could not be reached. */
const reconnectMs = 1_000;

/** Works at the batches of all jobs of a queue. */
export class ProcessWorkers {
  readonly #queue: JobQueueSettings;
  readonly #settings: WorkerSettings;
  readonly #connection: Connection;
  readonly #workers: Worker<BatchData>[] = [];
  readonly #changes = new Changes();
  /** Aborted when steps must end. */
  readonly #controller = new AbortController();
  readonly #attempt: Attempt;
  readonly #removeListener: () => void;
  #closing: Promise<void> | undefined;
  #onClosed: () => void = () => undefined;
  readonly closed: Promise<void> = new Promise((resolve) => {
    this.#onClosed = resolve;
  });

  constructor(queue: JobQueueSettings, settings: WorkerSettings) {
    this.#queue = queue;
    this.#settings = settings;
    this.#connection = new Connection(queue.connection, this.#onError);
    this.#attempt = attempting(this.#onError, this.#controller.signal);
    this.#removeListener = settings.stopOnSignals
      ? onStopSignal(() => void this.close(signalTimeoutMs))
      : () => undefined;
    void this.#start();
  }

  readonly #onError = (error: unknown): void => {
    // Connections that are being closed fail.
    if (!this.#closing) this.#queue.report(error);
  };

  /** Starts once there is a connection. */
  async #start(): Promise<void> {
    await connected(this.#connection.client);
    if (this.#closing) return;
    for (const job of this.#queue.jobs.values()) this.#workers.push(this.#workerOf(job));
  }

  #workerOf(job: QueuedJob): Worker<BatchData> {
    const { name, batchSize } = this.#queue;
    const { lockMs } = this.#settings;
    const { concurrency = 50 } = job;
    const work = this.#workOf(job, concurrency);
    const process = (one: Job<BatchData>, token = "") => this.#process(job, work, one, token);
    const worker = new Worker<BatchData>(keysOf(name, job.name, "run").queue, process, {
      connection: this.#connection.client,
      // One more, so that no item waits for the next batch.
      concurrency: Math.ceil(concurrency / batchSize) + 1,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount,
      runRetryDelay: reconnectMs,
      // Its own renewal goes on for as long as a step does, whatever is closed.
      skipLockRenewal: true,
    });
    return worker.on("error", this.#onError).on("failed", (_, error) => this.#onError(error));
  }

  #workOf({ name, step, attempts = 3 }: QueuedJob, concurrency: number): JobWork {
    return {
      job: name,
      runner: { step, attempts },
      pool: new KeyedPool(concurrency, () => this.#changes.notify()),
      changes: this.#changes,
      outage: new Outage(this.#settings.maxFailuresInARow, this.#changes),
      batches: new Set(),
      isClosing: () => this.#closing !== undefined,
      signal: this.#controller.signal,
    };
  }

  async #process(job: QueuedJob, work: JobWork, one: Job<BatchData>, token: string): Promise<void> {
    const { kind, run, batch } = one.data;
    const keys = keysOf(this.#queue.name, job.name, kind);
    const state = new RunState(this.#connection.client, keys, this.#attempt);
    const stopRenewal = this.#renewLock(one, token);
    try {
      if ((await workAtBatch(work, state, { run, batch })) === "over") return;
      await this.#attempt(() => one.moveToWait(token));
    } catch (error) {
      if (!this.#controller.signal.aborted) throw error;
      // What ends too late is for other workers.
      await never;
    } finally {
      stopRenewal();
    }
    throw new WaitingError();
  }

  /** Renews the lock of a batch, until the returned function is called, or steps must end. */
  #renewLock(one: Job<BatchData>, token: string): () => void {
    const { lockMs } = this.#settings;
    const { signal } = this.#controller;
    const renew = () => one.extendLock(token, lockMs).catch(this.#onError);
    const timer = setInterval(renew, lockMs / 3);
    const stop = () => {
      clearInterval(timer);
      signal.removeEventListener("abort", stop);
    };
    signal.addEventListener("abort", stop);
    return stop;
  }

  close(timeoutMs: number): Promise<void> {
    this.#closing ??= this.#close(timeoutMs);
    this.#changes.notify();
    return this.#closing;
  }

  async #close(timeoutMs: number): Promise<void> {
    this.#removeListener();
    const closed = this.#workers.map(async (worker) => {
      // Which ends its check for batches of killed processes at once.
      await worker.pause(true);
      await worker.close();
    });
    await settled(Promise.allSettled(closed), timeoutMs);
    this.#controller.abort(new Error("The workers are closed"));
    this.#connection.close();
    this.#onClosed();
  }
}

/** What nothing waits for any longer. */
const never = new Promise<never>(() => undefined);
