import { orAborted } from "../common/or-aborted.ts";
import { Changes } from "./changes.ts";
import { EventLoop } from "./event-loop.ts";
import { KeyedPool } from "./keyed-pool.ts";
import { OpenBatch } from "./open-batch.ts";
import type { ItemResult } from "./run-item.ts";
import { settled } from "./sleep.ts";
import type { SettledBatch, WorkBatch, WorkItem } from "./work.ts";

/** What an engine works at, and how. */
export interface EngineOptions<Item> {
  /** Opens the batches; the signal is aborted when the run ends early. */
  readonly open: (signal: AbortSignal) => AsyncIterable<WorkBatch<Item>>;
  /** Works at an item. Rejects with what ends the run. */
  readonly work: (item: WorkItem<Item>) => Promise<ItemResult>;
  /** Stores batches that are done, in their order. It is called again when it has resolved. */
  readonly commit: (batches: readonly SettledBatch<Item>[]) => Promise<void>;
  readonly concurrency: number;
  readonly maxFailuresInARow: number;
  /** Ends the run: aborted from outside, and by the engine when it fails. */
  readonly controller: AbortController;
}

/** How a run ended that has not failed: `"failures"` for an outage, whose items are left for the next run. */
export type EngineEnd = "complete" | "stopped" | "failures";

/** Batches that are read and not committed: more of them would be repeated after a kill. */
const maxOpenBatches = 50;
/** Items of these batches, whose results wait for those before them. */
const maxOpenItems = 1_000;
/** How long an aborted run waits for steps and a source that do not end with their signal. */
const graceMs = 5_000;

/**
 * Reads batches one after the other while items of earlier ones are worked at, so that a slow item holds up no other
 * one. A batch is committed when it and all before it are done.
 *
 * Failures in a row that may pass are those of an outage, or of the last items before it: their batches are committed
 * only when another item succeeds.
 */
export class Engine<Item> {
  readonly #options: EngineOptions<Item>;
  readonly #pool: KeyedPool;
  readonly #changes = new Changes();
  readonly #source = new AbortController();
  readonly #eventLoop = new EventLoop();
  #open: OpenBatch<Item>[] = [];
  #batchCount = 0;
  #isReading = true;
  #isCommitting = false;
  #isStopped = false;
  /** Set when nothing more may be committed. */
  #over: "failures" | { readonly error: unknown } | undefined;
  #failuresInARow = 0;
  /** Counts the series of failures in a row. */
  #series = 0;

  constructor(options: EngineOptions<Item>) {
    this.#options = options;
    this.#pool = new KeyedPool(options.concurrency, () => this.#changed());
    const { signal } = options.controller;
    const abort = () => this.#end({ error: signal.reason });
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  }

  /** Reads no more, and finishes the batches that are begun. A run has at least one batch. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    const afterStarted = this.#open.findLastIndex(({ isStarted }) => isStarted) + 1;
    const firstToDrop = this.#open.findIndex(
      (batch, index) => index >= afterStarted && !batch.isSettled,
    );
    if (firstToDrop >= 0) {
      for (const batch of this.#open.splice(firstToDrop)) batch.isDropped = true;
    }
    if (this.#batchCount > 0) this.#source.abort();
    this.#changed();
  }

  /** @throws what ended the run, with everything before it committed. */
  async run(): Promise<EngineEnd> {
    let end: EngineEnd = "stopped";
    let failure: { readonly error: unknown } | undefined;
    try {
      end = await this.#read();
    } catch (error) {
      failure = { error };
    }
    this.#isReading = false;
    this.#changed();
    await this.#changes.until(() => this.#isOver || this.#open.length === 0);
    await this.#changes.until(() => !this.#isCommitting);
    if (this.#over === undefined) {
      if (failure !== undefined) throw failure.error;
      return end;
    }
    // The steps end with their signal.
    await settled(
      this.#changes.until(() => this.#pool.isIdle),
      graceMs,
    );
    if (this.#over === "failures") return "failures";
    throw this.#over.error;
  }

  async #read(): Promise<EngineEnd> {
    const { signal } = this.#source;
    const iterator = this.#options.open(signal)[Symbol.asyncIterator]();
    try {
      for (;;) {
        await this.#changes.until(() => signal.aborted || this.#hasRoom);
        await this.#eventLoop.yield();
        if (signal.aborted) return "stopped";
        const result = await orAborted(iterator.next(), signal);
        if (signal.aborted || result === undefined) return "stopped";
        if (result.done) return "complete";
        this.#add(result.value);
      }
    } finally {
      this.#source.abort();
      await settled(Promise.resolve(iterator.return?.()), graceMs);
    }
  }

  get #isOver(): boolean {
    return this.#over !== undefined;
  }

  get #isFull(): boolean {
    const items = this.#open.reduce((sum, { batch }) => sum + batch.items.length, 0);
    const most = Math.max(maxOpenItems, 20 * this.#options.concurrency);
    return this.#open.length >= maxOpenBatches || items >= most;
  }

  get #hasRoom(): boolean {
    return !this.#isFull && this.#pool.waiting < this.#options.concurrency;
  }

  #add(batch: WorkBatch<Item>): void {
    const open = new OpenBatch(batch);
    this.#batchCount += 1;
    this.#open.push(open);
    for (const [index, item] of batch.items.entries()) {
      this.#pool.add(item.key, () => this.#work(open, index, item));
    }
    if (this.#isStopped) this.#source.abort();
    this.#changed();
  }

  async #work(batch: OpenBatch<Item>, index: number, item: WorkItem<Item>): Promise<void> {
    await this.#eventLoop.yield();
    if (batch.isDropped || this.#isOver) return;
    batch.isStarted = true;
    try {
      const result = await this.#options.work(item);
      batch.settle(index, result);
      this.#countFailures(batch, result);
    } catch (error) {
      this.#options.controller.abort(error);
    }
  }

  #countFailures(batch: OpenBatch<Item>, result: ItemResult): void {
    if (result.outcome !== "failed" || !result.mayPass) {
      this.#failuresInARow = 0;
      this.#series += 1;
      return;
    }
    this.#failuresInARow += 1;
    batch.series = this.#series;
    if (this.#failuresInARow < this.#options.maxFailuresInARow) return;
    this.#end("failures");
    this.#options.controller.abort(new Error("The run ends after too many failures in a row"));
  }

  #end(over: "failures" | { readonly error: unknown }): void {
    this.#over ??= over;
    this.#source.abort();
    this.#changed();
  }

  #changed(): void {
    this.#changes.notify();
    void this.#commitReady();
  }

  async #commitReady(): Promise<void> {
    if (this.#isCommitting) return;
    this.#isCommitting = true;
    try {
      for (;;) {
        const ready = this.#isOver ? [] : this.#ready();
        if (ready.length === 0) return;
        await this.#options.commit(ready.map((batch) => batch.settled()));
        this.#open.splice(0, ready.length);
        this.#changes.notify();
      }
    } catch (error) {
      this.#options.controller.abort(error);
    } finally {
      this.#isCommitting = false;
      this.#changes.notify();
    }
  }

  /** The first batches as far as all are done. */
  #ready(): OpenBatch<Item>[] {
    // Nothing that could succeed is left.
    const isIdle = this.#pool.isIdle && (!this.#isReading || this.#isFull);
    const isReady = (batch: OpenBatch<Item>) =>
      batch.isSettled && (isIdle || batch.series === undefined || batch.series < this.#series);
    const end = this.#open.findIndex((batch) => !isReady(batch));
    return end < 0 ? [...this.#open] : this.#open.slice(0, end);
  }
}
