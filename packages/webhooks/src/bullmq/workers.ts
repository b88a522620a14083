import { type Job, Worker } from "bullmq";
import { longestMs } from "../endpoint/within.ts";
import { checkPositive } from "../options/positive.ts";
import type { WebhookEvent } from "../topics/events.ts";
import { Connection, reportSometimes } from "./connection.ts";
import { failureOf } from "./failure.ts";
import type { QueueSettings, WorkerSettings } from "./options.ts";
import { Shards } from "./shards.ts";

/** The workers of a process. */
export interface Workers {
  /**
   * Ends them: they take nothing new, and have `timeoutMs` (10,000 milliseconds by default) for what is in hand.
   * What takes longer is handled again by other workers. It never rejects.
   *
   * @throws {ConfigError} for a time that is no positive number.
   */
  close(options?: CloseOptions): Promise<void>;
}

/** Options of `close`. */
export interface CloseOptions {
  /** How long notifications that are in hand may take, in milliseconds; 10,000 by default. */
  readonly timeoutMs?: number | undefined;
}

type Run = (event: WebhookEvent) => Promise<void>;

export function startWorkers(run: Run, queue: QueueSettings, settings: WorkerSettings): Workers {
  const workers = new ProcessWorkers(run, queue, settings);
  return { close: ({ timeoutMs = 10_000 } = {}) => workers.close(timeoutMs) };
}

/** A kill counts as an attempt for BullMQ, and one more than this fails the job. */
const maxStalledCount = 1_000_000;
const longestDelayMs = 60_000;
/** After Redis could not be reached. */
const reconnectMs = 1_000;

class ProcessWorkers {
  readonly #run: Run;
  readonly #queue: QueueSettings;
  readonly #settings: WorkerSettings;
  readonly #connection: Connection;
  readonly #workers: Worker<WebhookEvent>[] = [];
  /** What waits for its next attempt. */
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #isStopped = false;
  #closing: Promise<void> | undefined;

  constructor(run: Run, queue: QueueSettings, settings: WorkerSettings) {
    this.#run = run;
    this.#queue = queue;
    this.#settings = settings;
    this.#connection = new Connection(queue.connection, this.#onError);
    this.#start();
  }

  readonly #onError: (error: unknown) => void = reportSometimes((error) => {
    // Connections that are being closed fail.
    if (!this.#closing) this.#queue.report(error, undefined);
  });

  /** Starts once there is a connection. It never rejects. */
  async #start(): Promise<void> {
    const { client } = this.#connection;
    if (client.status !== "ready") {
      await new Promise<void>((resolve) => client.once("ready", resolve));
    }
    const shards = new Shards(client, this.#queue.names, this.#onError);
    for (const queue of shards.all()) {
      // All processes together handle one at a time, which keeps the order also when one of them is killed.
      while (this.#queue.isOrdered && !this.#closing) {
        try {
          await queue.setGlobalConcurrency(1);
          break;
        } catch (error) {
          this.#onError(error);
          await this.#sleep(reconnectMs);
        }
      }
      if (this.#closing) return;
      this.#workers.push(this.#workerOf(queue.name));
    }
  }

  #workerOf(name: string): Worker<WebhookEvent> {
    const { concurrency, lockMs } = this.#settings;
    const work = (job: Job<WebhookEvent>, token = "") => this.#work(job, token);
    const worker = new Worker<WebhookEvent>(name, work, {
      connection: this.#connection.client,
      concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount,
      runRetryDelay: reconnectMs,
      // Its own renewal goes on for as long as a handler does, whatever is closed.
      skipLockRenewal: true,
    });
    return worker.on("error", this.#onError);
  }

  async #work(job: Job<WebhookEvent>, token: string): Promise<void> {
    const { lockMs } = this.#settings;
    const renew = () => job.extendLock(token, lockMs).catch(this.#onError);
    const timer = setInterval(renew, lockMs / 3);
    this.#timers.add(timer);
    try {
      await this.#handle(job.data);
    } finally {
      clearInterval(timer);
      this.#timers.delete(timer);
    }
    // What ends too late is for other workers.
    if (this.#isStopped) await never;
  }

  /** A retry of BullMQ goes to the end of the queue: here, what follows waits. */
  async #handle(event: WebhookEvent): Promise<void> {
    const { attempts, retryDelayMs } = this.#settings;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#run(event);
      } catch (error) {
        if (this.#isStopped) await never;
        if (attempt >= attempts) {
          this.#queue.report(error, event);
          throw failureOf(error);
        }
      }
      await this.#sleep(Math.min(retryDelayMs * 2 ** (attempt - 1), longestDelayMs));
    }
  }

  /** Never ends once these workers are stopped: what sleeps is for other ones. */
  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isStopped) return;
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, milliseconds);
      this.#timers.add(timer);
    });
  }

  close(timeoutMs: number): Promise<void> {
    checkPositive({ timeoutMs });
    this.#closing ??= this.#close(timeoutMs);
    return this.#closing;
  }

  async #close(timeoutMs: number): Promise<void> {
    const closed = this.#workers.map(async (worker) => {
      // Which ends its check for notifications of killed processes at once.
      await worker.pause(true);
      await worker.close();
    });
    await within(timeoutMs, closed);
    this.#isStopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#connection.close();
  }
}

/** What nothing waits for any longer. */
const never = new Promise<never>(() => undefined);

/** Waits until all is done or the time is over, and ignores failures. */
async function within(milliseconds: number, all: Promise<unknown>[]): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.min(milliseconds, longestMs));
  });
  await Promise.race([Promise.allSettled(all), timeout]);
  clearTimeout(timer);
}
