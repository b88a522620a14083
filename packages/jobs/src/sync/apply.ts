import { setImmediate as nextTurn } from "node:timers/promises";
import type { Collection, ExistingObject } from "../collections/collection.ts";
import type { RunSettings } from "../run/options.ts";
import { ProgressMeter } from "../run/progress-meter.ts";
import type { Session } from "../run/session.ts";
import type { SettledBatch, WorkBatch } from "../run/work.ts";
import { workThrough } from "../run/work-through.ts";
import type { RecordChange } from "../state/state-store.ts";
import type { Draft } from "./draft.ts";
import { Notices } from "./notices.ts";
import { Outcomes } from "./outcomes.ts";
import { createPhase, type Phase, removePhase, updatePhase, type WriteEnd } from "./phases.ts";
import type { PlannedChange } from "./plan.ts";
import { Report, type SyncReport } from "./report.ts";
import { SyncWriter } from "./sync-writer.ts";

/** What one apply works with. */
export interface ApplyContext {
  readonly draft: Draft;
  readonly session: Session;
  readonly settings: RunSettings;
  readonly concurrency: number;
  readonly collection: Pick<Collection<never>, "hasKeys" | "removal">;
}

/** So many writes are stored together: a kill loses the records of a few times as many at most. */
const mostInBatch = 20;
/** So many records are stored at once where nothing is sent: the event loop waits for them. */
const recordsAtOnce = 200;

/** Applies a draft: what is new, then what differs, then what left. */
export class Application {
  readonly #context: ApplyContext;
  readonly #writer: SyncWriter;
  readonly #meter: ProgressMeter;
  readonly #outcomes = new Outcomes();
  readonly #notices = new Notices();
  /** The keys of what this apply has written. */
  readonly #keysById = new Map<string | undefined, string>();
  #hasWritten = false;
  #isStopped = false;
  #hasTooManyFailures = false;

  constructor(context: ApplyContext) {
    const { draft, session, settings } = context;
    this.#context = context;
    this.#writer = new SyncWriter(session, draft.open, draft.revision);
    this.#meter = new ProgressMeter(settings.onProgress);
    this.#meter.total = draft.plan.changes.length;
  }

  /** @throws what ends all writes, such as a refused token, with everything before it stored. */
  async run(): Promise<SyncReport> {
    const { draft, collection } = this.#context;
    for (const line of draft.plan.notices) this.#notices.add(line);
    for (const one of draft.leftOut) this.#outcomes.addFailure(one, one.reason);
    await this.#store(draft.records);
    await this.#work(createPhase(draft, this.#writer, collection.hasKeys));
    await this.#work(updatePhase(draft, this.#writer));
    await this.#work(removePhase(draft.open, this.#removals(), collection.removal));
    return this.#report();
  }

  /** What is stored without a request. */
  async #store(records: readonly RecordChange[]): Promise<void> {
    const { signal } = this.#context.session.control.controller;
    for (let from = 0; from < records.length; from += recordsAtOnce) {
      signal.throwIfAborted();
      await this.#writer.commit(records.slice(from, from + recordsAtOnce));
      await nextTurn();
    }
  }

  /** An object stays while the one with its new key could not be created, and one that has become another one. */
  #removals(): readonly PlannedChange[] {
    const { plan, removals } = this.#context.draft;
    const keys = new Map(plan.moved.map(({ from, to }) => [from, to]));
    return removals.filter((change) => {
      const reason = this.#whyItStays(change, keys.get(change.key));
      if (reason !== undefined) this.#outcomes.addFailure(change, reason);
      return reason === undefined;
    });
  }

  #whyItStays({ id }: PlannedChange, movedTo: string | undefined): string | undefined {
    const written = this.#keysById.get(id);
    if (written !== undefined) return `It stays, since ${written} was written to the same object`;
    const hasFailed = movedTo !== undefined && this.#outcomes.hasFailed(movedTo);
    return hasFailed ? `It stays, since ${movedTo}, to which it moved, failed` : undefined;
  }

  async #work<Item>(phase: Phase<Item>): Promise<void> {
    const { session, settings, concurrency, draft } = this.#context;
    const { control } = session;
    if (phase.items.length === 0 || this.#isStopped) return;
    // A budget that ends while the plan is made would else let no apply write anything.
    if (control.stoppedBy !== undefined && (this.#hasWritten || control.stoppedBy === "signal")) {
      this.#isStopped = true;
      return;
    }
    if (!this.#hasWritten) await draft.open.prepare?.();
    this.#hasWritten = true;
    const writing = new Writing(phase);
    const end = await workThrough<Item>({
      job: { concurrency, attempts: phase.attempts },
      settings,
      control,
      meter: this.#meter,
      open: () => batchesOf(phase, Math.min(mostInBatch, concurrency)),
      step: (item) => writing.write(item),
      notice: (line) => this.#notices.add(line),
      commit: (batches) => this.#commit(phase, writing, batches),
    });
    this.#isStopped = end !== "complete";
    this.#hasTooManyFailures = end === "failures";
  }

  async #commit<Item>(
    phase: Phase<Item>,
    writing: Writing<Item>,
    batches: readonly SettledBatch<Item>[],
  ): Promise<void> {
    const items = batches.flatMap((batch) => batch.items);
    const records = items.flatMap(({ item, result }) =>
      phase.recordsOf(item, { result, ...writing.endOf(item) }),
    );
    await this.#writer.commit(records);
    for (const { item, result } of items) {
      const change = phase.changeOf(item);
      const { written } = writing.endOf(item);
      if (written !== undefined) this.#keysById.set(written.id, change.key);
      if (result.outcome === "done") this.#outcomes.addWritten(change);
      else if (result.outcome === "failed") this.#outcomes.addFailure(change, result.reason);
      else this.#outcomes.addFailure(change, writing.reasonOf(item));
    }
  }

  #report(): SyncReport {
    const { draft, session } = this.#context;
    const { plan } = draft;
    const counts = this.#outcomes.counts(plan.counts.unchanged);
    const stoppedBy = this.#hasTooManyFailures ? "failures" : session.control.stoppedBy;
    const outcome = counts.failed > 0 ? "failed" : plan.held.length > 0 ? "held" : "complete";
    return new Report({
      ...(this.#isStopped ? { outcome: "stopped", stoppedBy } : { outcome }),
      counts,
      plan,
      failures: this.#outcomes.failures,
      notices: this.#notices.lines,
    });
  }
}

/** The writes of a phase, with what Intercom returned. */
class Writing<Item> {
  readonly #phase: Phase<Item>;
  readonly #written = new Map<Item, ExistingObject>();
  readonly #errors = new Map<Item, unknown>();

  constructor(phase: Phase<Item>) {
    this.#phase = phase;
  }

  async write(item: Item): Promise<void> {
    try {
      const written = await this.#phase.write(item);
      if (written === undefined) return;
      if (!isId(written.id)) throw new Error("The response has no id of the object");
      this.#written.set(item, written);
    } catch (error) {
      this.#errors.set(item, error);
      throw error;
    }
  }

  endOf(item: Item): Pick<WriteEnd, "written" | "error"> {
    return { written: this.#written.get(item), error: this.#errors.get(item) };
  }

  /** Why an item is gone that was to be written. */
  reasonOf(item: Item): string {
    const error = this.#errors.get(item);
    return error instanceof Error
      ? error.message
      : "It is gone at Intercom; the next apply creates it";
  }
}

function isId(id: unknown): boolean {
  return (typeof id === "string" && id !== "") || Number.isSafeInteger(id);
}

async function* batchesOf<Item>(phase: Phase<Item>, size: number): AsyncGenerator<WorkBatch<Item>> {
  for (let from = 0; from < phase.items.length; from += size) {
    const items = phase.items.slice(from, from + size);
    await phase.prepare(items);
    yield {
      items: items.map((item) => ({ key: phase.changeOf(item).key, item, earlierAttempts: 0 })),
      mark: undefined,
    };
  }
}
