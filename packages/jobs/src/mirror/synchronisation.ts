import { checkNames } from "../options/check.ts";
import type { OnWait } from "../run/lease-wait.ts";
import { withState } from "../run/open-state.ts";
import { type ReplayOptions, type RunSettings, settingsOf } from "../run/options.ts";
import { replay } from "../run/replay.ts";
import { run } from "../run/run.ts";
import { onStopSignal } from "../run/stop-signals.ts";
import type { StateStore } from "../state/state-store.ts";
import {
  type Change,
  changesJob,
  deletionsJob,
  type JobContext,
  listJob,
  type MirrorJob,
  reportFailed,
} from "./jobs.ts";
import { type MirrorReport, Report } from "./report.ts";
import type { Stream } from "./streams.ts";
import type { WorkspaceCheck } from "./workspace.ts";

/** Options of `sync`: those of a run, without its state. */
export type MirrorSyncOptions = Omit<ReplayOptions, "state" | "onProgress">;

/** What the synchronisations of a mirror have in common. */
export interface SyncContext extends Omit<JobContext, "report"> {
  readonly companiesEveryMs: number;
  readonly workspace: WorkspaceCheck;
}

const names: readonly (keyof MirrorSyncOptions)[] = [
  ...(["signal", "budgetMs", "stopOnSignals", "leaseMs", "onWait", "maxFailuresInARow"] as const),
];

/** Runs the jobs of a mirror. */
export class Synchronisation {
  readonly #streams: readonly Stream[];
  readonly #state: string | StateStore;
  readonly #context: SyncContext;

  constructor(streams: readonly Stream[], state: string | StateStore, context: SyncContext) {
    this.#streams = streams;
    this.#state = state;
    this.#context = context;
  }

  /** Synchronises the streams side by side. When one fails, the others end, and its error is thrown. */
  async run(options: MirrorSyncOptions): Promise<MirrorReport> {
    checkNames("sync", options, names);
    const settings = settingsOf("sync", options);
    settings.signal?.throwIfAborted();
    return await withState(this.#state, async (state) => {
      await this.#context.workspace.checkOrStore(state);
      const sync = new SyncRun(this.#streams, state, settings, this.#context);
      try {
        const runs = this.#streams.map((stream) => sync.stream(stream));
        await Promise.allSettled(runs);
        await Promise.all(runs);
        return sync.report.end();
      } finally {
        sync.close();
      }
    });
  }
}

/** One synchronisation, which a signal of the process or its budget may stop. */
class SyncRun {
  readonly report: Report;
  readonly #state: StateStore;
  readonly #settings: RunSettings;
  readonly #context: SyncContext;
  readonly #controller = new AbortController();
  readonly #beganAt = performance.now();
  readonly #removeListener: (() => void) | undefined;
  #isStopped = false;

  constructor(
    streams: readonly Stream[],
    state: StateStore,
    settings: RunSettings,
    context: SyncContext,
  ) {
    this.report = new Report(streams.map(({ name }) => name));
    this.#state = state;
    this.#settings = { ...settings, onWait: once(settings.onWait) };
    this.#context = context;
    // The jobs run one after the other: a signal may come between two of them.
    this.#removeListener = settings.stopOnSignals
      ? onStopSignal(() => {
          this.#isStopped = true;
        })
      : undefined;
  }

  close(): void {
    this.#removeListener?.();
  }

  async stream(stream: Stream): Promise<void> {
    const context = { ...this.#context, report: this.report };
    try {
      // Deletions come after the changes, which may have been read before them.
      if (!(await this.#changes(stream, context))) return;
      const deletions = deletionsJob(stream, context);
      if (deletions !== undefined) await this.#run(deletions, stream);
    } catch (error) {
      // The first reason is the one that all runs reject with.
      this.#controller.abort(error);
      throw error;
    }
  }

  /** Copies what changed, or the whole list if that is due. Returns whether it came to its end. */
  async #changes(stream: Stream, context: JobContext): Promise<boolean> {
    const changes = changesJob(stream, context);
    if (changes !== undefined) return await this.#run(changes, stream);
    const list = listJob(stream, context);
    return await this.#run(list, stream, await this.#isDue(list));
  }

  /** Whether the last reading of a list that is complete began long enough ago. */
  async #isDue({ definition }: MirrorJob<Change>): Promise<boolean> {
    const progress = await this.#state.progress(definition.name);
    const sinceMs = Date.now() - (progress?.startedAt ?? 0) * 1000;
    // A start in the future is one by a clock that was wrong.
    return !progress?.isComplete || sinceMs < 0 || sinceMs >= this.#context.companiesEveryMs;
  }

  /** Runs the failed items of a job again, and then the job if it is due. Returns whether it came to its end. */
  async #run<Item extends Change>(
    job: MirrorJob<Item>,
    { name }: Stream,
    isDue = true,
  ): Promise<boolean> {
    let ended = this.#isStopped ? undefined : await replay(job.again, this.#options());
    // What failed again, or took all of the budget, must not keep the changes from being read.
    if (isDue) {
      ended = this.#isStopped ? undefined : await run(job.definition, this.#options());
      for (const notice of ended?.notices ?? []) this.report.notice(name, notice);
    }
    await reportFailed(this.#state, job.definition.name, name, this.report);
    if (ended?.outcome === "complete") return true;
    this.report.stop();
    return false;
  }

  /** The options of the next run, with what is left of the budget. */
  #options(): ReplayOptions {
    const { budgetMs, signal, ...settings } = this.#settings;
    const elapsedMs = performance.now() - this.#beganAt;
    const own = this.#controller.signal;
    return {
      ...settings,
      state: this.#state,
      signal: signal === undefined ? own : AbortSignal.any([signal, own]),
      budgetMs: budgetMs && Math.max(1, budgetMs - elapsedMs),
    };
  }
}

/** One process has the leases of all streams: the first wait says what there is to say. */
function once(onWait: OnWait): OnWait {
  let isCalled = false;
  return (wait) => {
    if (isCalled) return;
    isCalled = true;
    onWait(wait);
  };
}
