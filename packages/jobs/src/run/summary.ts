import type { Counts } from "../state/state-store.ts";
import type { EngineEnd } from "./engine.ts";
import type { SettledBatch } from "./work.ts";

/** Why a run ended before its source did. */
export type StopReason = "signal" | "budget" | "failures";

/** What a run did. */
export interface JobSummary {
  /** The name of the job. */
  readonly job: string;
  /** `"stopped"` when the source has more: the next run continues it. */
  readonly outcome: "complete" | "stopped";
  /**
   * Why a run stopped: `"signal"` for SIGINT or SIGTERM, `"budget"` for `budgetMs`, `"failures"` for too many
   * failures in a row, as in an outage; their items are left for the next run.
   */
  readonly stoppedBy?: StopReason | undefined;
  /** The items whose end is stored, those of the runs that this one continues included. */
  readonly counts: Counts;
  /**
   * The first hundred items that this process has worked at and that are incomplete; `counts.incomplete` is the
   * number of all, those of the runs that this one continues included.
   */
  readonly incomplete: readonly IncompleteItem[];
  /** What the source reported that is no error, such as a record that was left out. The first hundred. */
  readonly notices: readonly string[];
  /** When the run began, in Unix seconds; if it continues another one, when that began. */
  readonly startedAt: number;
  /** How long this run took, in milliseconds. */
  readonly durationMs: number;
  /** Whether it continued a run that had not come to the end of the source. */
  readonly isResumed: boolean;
}

/** An item that is done, except for something. */
export interface IncompleteItem {
  /** The key of the item. */
  readonly key: string;
  /** What is missing, as the step stated it. */
  readonly reason: string;
}

const most = 100;

/** The lines of a summary, of which it has the first hundred of each kind, without repeated ones. */
export class SummaryLines {
  readonly #notices = new Set<string>();
  #omitted = 0;
  readonly #incomplete: IncompleteItem[] = [];

  addNotice(line: string): void {
    if (this.#notices.has(line)) return;
    if (this.#notices.size < most) this.#notices.add(line);
    else this.#omitted += 1;
  }

  addIncomplete(batches: readonly SettledBatch<unknown>[]): void {
    for (const { key, result } of batches.flatMap(({ items }) => items)) {
      if (result.outcome !== "done" || result.incomplete.length === 0) continue;
      if (this.#incomplete.length === most) return;
      this.#incomplete.push({ key, reason: result.incomplete.join("; ") });
    }
  }

  toJSON(): Pick<JobSummary, "incomplete" | "notices"> {
    const more = this.#omitted === 0 ? [] : [`${this.#omitted} more notices were left out`];
    return { incomplete: this.#incomplete, notices: [...this.#notices, ...more] };
  }
}

/** How a run ended, for its summary. */
export function summaryOf(
  job: string,
  end: EngineEnd,
  stoppedBy: StopReason | undefined,
): Pick<JobSummary, "job" | "outcome" | "stoppedBy"> {
  if (end === "complete") return { job, outcome: "complete" };
  return { job, outcome: "stopped", stoppedBy: end === "failures" ? end : stoppedBy };
}
