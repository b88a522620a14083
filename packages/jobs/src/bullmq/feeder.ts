import { setTimeout as sleep } from "node:timers/promises";
import type { StopReason } from "../run/summary.ts";
import type { WorkBatch } from "../run/work.ts";
import type { FeedLease } from "./job-lease.ts";
import { queuedItem } from "./queued-item.ts";
import { untilAborted } from "./requests.ts";
import type { QueueProgress, RunState } from "./run-state.ts";

/** Why a run ends before its source does, without an error. */
export class Stopped extends Error {
  readonly by: StopReason;

  constructor(by: StopReason, message = `The run was stopped: ${by}`) {
    super(message);
    this.by = by;
  }
}

export interface FeedOptions {
  /** The name of the job. */
  readonly job: string;
  readonly state: RunState;
  readonly lease: FeedLease;
  /** Opens the batches behind a mark; the signal is aborted when the run ends early. */
  readonly open: (
    progress: QueueProgress,
    signal: AbortSignal,
  ) => AsyncIterable<WorkBatch<unknown>>;
  /** The most items of a batch of the queue. */
  readonly batchSize: number;
  /** No batch is added while as many wait. */
  readonly maxWaiting: number;
  /** Adds batches to the queue, but those that it has already. */
  readonly add: (run: string, batches: readonly number[]) => Promise<void>;
  readonly onProgress: (progress: QueueProgress) => void;
  /** Ends the feeder at once: its reason is what it rejects with. */
  readonly controller: AbortController;
  /** The error of a run that was taken over. */
  readonly leaseLost: () => Error;
  /** The error of a run that a worker has stopped. */
  readonly workerFailed: (message: string) => Error;
}

/** How often the state is read. */
const lookMs = 200;
/** How often what waits is added once more: a stopped worker leaves out what it has not begun. */
const addAgainMs = 5_000;

/** Reads a source into the queue, not faster than workers work, until all of it is done. */
export class Feeder {
  readonly #options: FeedOptions;
  #progress: QueueProgress;
  /** The number of the next batch. */
  #next: number;
  #waiting = 0;
  #onLook: () => void = () => undefined;

  constructor(options: FeedOptions, progress: QueueProgress) {
    this.#options = options;
    this.#progress = progress;
    this.#next = progress.next;
  }

  /** How far the run has come, as it was last read. */
  get progress(): QueueProgress {
    return this.#progress;
  }

  /** Resolves when all items have ended. */
  async run(): Promise<void> {
    const { controller, leaseLost, lease, state } = this.#options;
    const end = (error: unknown) => controller.abort(error);
    await Promise.all([this.#read().catch(end), this.#watch().catch(end)]);
    controller.signal.throwIfAborted();
    if (!(await state.set(lease.token, "isComplete"))) throw leaseLost();
  }

  async #read(): Promise<void> {
    const { open, state, lease, leaseLost, controller } = this.#options;
    if (this.#progress.isFed) return;
    const { signal } = controller;
    const batches = open(this.#progress, signal)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value } = await untilAborted(batches.next(), signal);
        if (done) break;
        await this.#room();
        await this.#feed(value);
      }
    } finally {
      // A source that is still busy ends by its signal.
      batches.return?.()?.catch(() => undefined);
    }
    if (!(await state.set(lease.token, "isFed"))) throw leaseLost();
  }

  /** Waits while enough batches wait. */
  async #room(): Promise<void> {
    const { maxWaiting, controller } = this.#options;
    while (this.#waiting >= maxWaiting) {
      const look = new Promise<void>((resolve) => {
        this.#onLook = resolve;
      });
      await untilAborted(look, controller.signal);
    }
  }

  async #feed({ items, mark = null }: WorkBatch<unknown>): Promise<void> {
    const { job, state, lease, leaseLost, batchSize, add } = this.#options;
    const queued = items.map((item) => queuedItem(job, item));
    const batches = partsOf(queued, batchSize);
    const waiting = await state.feed(lease.token, { first: this.#next, mark, batches });
    if (waiting === undefined) throw leaseLost();
    this.#waiting = waiting;
    const numbers = batches.map((_, at) => this.#next + at);
    this.#next += batches.length;
    await add(this.#progress.id, numbers);
  }

  async #watch(): Promise<void> {
    const { state, add, controller, workerFailed, onProgress } = this.#options;
    let addedAt = Number.NEGATIVE_INFINITY;
    for (;;) {
      const { progress, waiting } = await state.look();
      this.#progress = progress;
      this.#waiting = waiting.length;
      onProgress(progress);
      const { stop } = progress;
      if (stop?.by === "failures") throw tooManyFailures(stop.message);
      if (stop !== undefined) throw workerFailed(stop.message);
      if (progress.isFed && waiting.length === 0) return;
      this.#onLook();
      if (performance.now() - addedAt > addAgainMs) {
        await add(progress.id, waiting);
        addedAt = performance.now();
      }
      await untilAborted(sleep(lookMs), controller.signal);
    }
  }
}

function tooManyFailures(reason: string): Stopped {
  const message = `The run stopped, since too many items in a row failed. The last reason: ${reason}`;
  return new Stopped("failures", message);
}

function partsOf<One>(list: readonly One[], size: number): One[][] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, at) => list.slice(at * size, (at + 1) * size));
}
