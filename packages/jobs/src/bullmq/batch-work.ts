import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { messageOf } from "../common/message-of.ts";
import type { Changes } from "../run/changes.ts";
import type { KeyedPool } from "../run/keyed-pool.ts";
import { addCounts, failuresOf, noCounts } from "../run/results.ts";
import { type ItemResult, type ItemRunner, runItem } from "../run/run-item.ts";
import { settled } from "../run/sleep.ts";
import { type Claim, Notes } from "./notes.ts";
import type { Outage } from "./outage.ts";
import type { ClaimedBatch, QueuedItem, RunState } from "./run-state.ts";

/** After this time without another item, a batch is taken for the last one. */
const lastMs = 1_000;

/** What the batches of a job in a process have in common. */
export interface JobWork {
  readonly job: string;
  readonly runner: Omit<ItemRunner<never>, "signal">;
  readonly pool: KeyedPool;
  readonly changes: Changes;
  readonly outage: Outage;
  /** The batches in hand. */
  readonly batches: Set<BatchWork>;
  /** Whether no further item may begin. */
  readonly isClosing: () => boolean;
  /** Aborted when steps must end. */
  readonly signal: AbortSignal;
}

/** Which batch of which run. */
export interface BatchId {
  readonly run: string;
  readonly batch: number;
}

/**
 * Works at the items of a batch that are not done yet, and ends the batch when all are. Resolves to `"left"` when
 * it began no further ones, since its process ends: another worker may have it at once.
 */
export async function workAtBatch(
  work: JobWork,
  state: RunState,
  { run, batch }: BatchId,
): Promise<"over" | "left"> {
  const claim = { id: run, batch, owner: randomUUID() };
  const claimed = await state.claim(claim.id, claim.batch, claim.owner);
  if (typeof claimed === "string") return "over";
  return await new BatchWork(work, state, claim, claimed).run();
}

class BatchWork {
  readonly #work: JobWork;
  readonly #state: RunState;
  readonly #claim: Claim;
  readonly #items: readonly QueuedItem[];
  readonly #notes: Notes;
  readonly #results = new Map<number, ItemResult>();
  readonly #controller = new AbortController();
  /** Set when the run is stopped, or the batch was given to another worker. */
  #isOver = false;
  /** The last series of failures that an item of it belongs to. */
  #series = -1;

  constructor(work: JobWork, state: RunState, claim: Claim, { items, outcomes }: ClaimedBatch) {
    this.#work = work;
    this.#state = state;
    this.#claim = claim;
    this.#items = items;
    for (const [place, outcome] of outcomes) this.#results.set(place, JSON.parse(outcome));
    // Every item in hand may listen to it.
    setMaxListeners(0, this.#controller.signal);
    this.#notes = new Notes(state, claim, (reason) => {
      this.#isOver = true;
      if (reason === "lost") this.#controller.abort(new Error("Another worker has this batch"));
      work.changes.notify();
    });
  }

  async run(): Promise<"over" | "left"> {
    const { signal } = this.#work;
    const abort = () => this.#controller.abort(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    this.#work.batches.add(this);
    try {
      return await this.#run();
    } finally {
      this.#work.batches.delete(this);
      signal.removeEventListener("abort", abort);
    }
  }

  async #run(): Promise<"over" | "left"> {
    const open = [...this.#items.keys()].filter((place) => !this.#results.has(place));
    await Promise.all(open.map((place) => this.#queued(place)));
    await this.#notes.sent();
    if (this.#isOver) return "over";
    if (this.#results.size < this.#items.length) return "left";
    await this.#untilOtherSucceeds();
    if (this.#isUndecided) {
      if (this.#work.isClosing()) return "left";
      // Another process may have stopped the run.
      await this.#notes.check();
    }
    if (!this.#isOver) await this.#settle();
    return "over";
  }

  /** Resolves when an item has ended, or has to be left. */
  #queued(place: number): Promise<void> {
    const item = this.#items[place] as QueuedItem;
    return new Promise((resolve, reject) => {
      this.#work.pool.add(item.key, () => this.#item(place, item).then(resolve, reject));
    });
  }

  async #item(place: number, { item }: QueuedItem): Promise<void> {
    const { runner, outage, isClosing } = this.#work;
    if (this.#isOver || isClosing()) return;
    const { signal } = this.#controller;
    let result: ItemResult;
    try {
      result = await runItem(item as never, { ...runner, signal });
    } catch (error) {
      if (!this.#isOver && !signal.aborted) await this.#stop("error", messageOf(error));
      return;
    }
    this.#results.set(place, result);
    const isOutage = outage.count(result);
    if (result.outcome !== "failed" || !result.mayPass) {
      this.#notes.add(place, JSON.stringify(noted(result)));
      return;
    }
    // It is kept with the batch: in an outage, the next run repeats it.
    this.#series = outage.series;
    if (isOutage) await this.#stop("failures", result.reason);
  }

  /** Stops the run: here at once, and in other processes with their next request. */
  async #stop(by: "error" | "failures", message: string): Promise<void> {
    for (const batch of this.#work.batches) {
      if (batch.#claim.id === this.#claim.id) batch.#isOver = true;
    }
    this.#work.changes.notify();
    await this.#state.stop(this.#claim.id, { by, message });
    this.#work.outage.reset();
  }

  /** Whether the last items of this process, some of this batch among them, failed as in an outage. */
  get #isUndecided(): boolean {
    return this.#series === this.#work.outage.series;
  }

  /** Waits for an item that succeeds after the failures of this batch, while there may be one. */
  async #untilOtherSucceeds(): Promise<void> {
    const { changes, pool, isClosing } = this.#work;
    const isOver = () => this.#isOver || !this.#isUndecided || isClosing();
    do {
      await settled(changes.until(isOver), lastMs);
    } while (!isOver() && !pool.isIdle);
  }

  async #settle(): Promise<void> {
    const items = this.#items.map(({ key, item, attempts = 0 }, place) => {
      const result = this.#results.get(place) as ItemResult;
      return { key, item, earlierAttempts: attempts, result };
    });
    const batches = [{ items, mark: undefined }];
    const { failed, resolved } = failuresOf(this.#work.job, batches);
    const { id, batch, owner } = this.#claim;
    await this.#state.settle(id, batch, owner, {
      counts: addCounts(noCounts, batches),
      incomplete: items.flatMap(({ key, result }) => {
        if (result.outcome !== "done" || result.incomplete.length === 0) return [];
        return [{ key, reason: result.incomplete.join("; ") }];
      }),
      failed,
      resolved,
    });
  }
}

/** The result of a step stays in its process. */
function noted(result: ItemResult): ItemResult {
  return result.outcome === "done" ? { ...result, value: undefined } : result;
}
