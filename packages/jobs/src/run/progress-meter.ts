import type { Counts } from "../state/state-store.ts";
import { noCounts } from "./results.ts";
import type { ItemResult } from "./run-item.ts";

/** How far a run has come. */
export interface RunProgress {
  /** The items that have ended, those of the runs that this one continues included. */
  readonly items: number;
  /** How many items the source has in all, where it has that count. */
  readonly total: number | undefined;
  /** How they ended. Those of the last batches may not be stored yet. */
  readonly counts: Counts;
  /** The items of a second, on average of the last half minute. */
  readonly perSecond: number;
  /** The milliseconds until the end at that rate, where there is a total. */
  readonly remainingMs: number | undefined;
}

const intervalMs = 1_000;
const windowMs = 30_000;

/** Counts the items of a run, and reports them about once a second. */
export class ProgressMeter {
  readonly #report: ((progress: RunProgress) => void) | undefined;
  readonly #counts: Record<keyof Counts, number>;
  total: number | undefined;
  /** How many items had ended at times of the last half minute. */
  readonly #samples: { readonly at: number; readonly items: number }[];
  #reportedAt: number;

  constructor(report: ((progress: RunProgress) => void) | undefined, before: Counts = noCounts) {
    this.#report = report;
    this.#counts = { ...before };
    this.#reportedAt = performance.now();
    this.#samples = [{ at: this.#reportedAt, items: this.#items }];
  }

  add(result: ItemResult): void {
    if (this.#report === undefined) return;
    this.#counts[result.outcome] += 1;
    if (result.outcome === "done" && result.incomplete.length > 0) this.#counts.incomplete += 1;
    if (performance.now() - this.#reportedAt >= intervalMs) this.report();
  }

  /** Takes the counts that other processes have made. */
  set(counts: Counts): void {
    Object.assign(this.#counts, counts);
    if (performance.now() - this.#reportedAt >= intervalMs) this.report();
  }

  report(): void {
    const now = performance.now();
    this.#reportedAt = now;
    const items = this.#items;
    const samples = this.#samples;
    while (samples.length > 1 && now - (samples[1]?.at ?? now) >= windowMs) samples.shift();
    const [first] = samples;
    const seconds = (now - (first?.at ?? now)) / 1_000;
    const perSecond = seconds > 0 ? (items - (first?.items ?? 0)) / seconds : 0;
    samples.push({ at: now, items });
    const left = this.total === undefined ? undefined : Math.max(0, this.total - items);
    const remainingMs =
      left === undefined || (perSecond === 0 && left > 0)
        ? undefined
        : Math.ceil((left / (perSecond || 1)) * 1_000);
    try {
      const { total } = this;
      const counts = { ...this.#counts };
      const returned: unknown = this.#report?.({ items, total, counts, perSecond, remainingMs });
      // An async function rejects later.
      if (returned instanceof Promise) returned.catch(() => undefined);
    } catch {
      // A mistake in a line of progress ends no run.
    }
  }

  get #items(): number {
    return this.#counts.done + this.#counts.gone + this.#counts.failed;
  }
}
