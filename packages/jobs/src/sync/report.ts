import type { StopReason } from "../run/summary.ts";
import type { HeldRemovals, SyncPlan } from "./plan.ts";
import { numberText, visible } from "./visible.ts";

/** How many objects an apply wrote, and how many needed no write. */
export interface SyncCounts {
  /** Objects that were created. */
  readonly created: number;
  /** Objects that were updated. */
  readonly updated: number;
  /** Objects that were removed. */
  readonly removed: number;
  /** Objects that needed no write. */
  readonly unchanged: number;
  /** Objects that could not be written. */
  readonly failed: number;
}

/** An object that could not be written. The state has it as before, so that the next apply tries again. */
export interface SyncFailure {
  /** The key of the object. */
  readonly key: string;
  /** What it is called. */
  readonly title: string;
  /** The message of the last error. */
  readonly reason: string;
}

/** What an apply did. */
export interface SyncReport {
  /**
   * - `"complete"`: Intercom has what the source declares.
   * - `"held"`: the same, except for removals that a guard held back.
   * - `"failed"`: some objects could not be written: see `failures`.
   * - `"stopped"`: it ended before all was written; the next apply goes on.
   */
  readonly outcome: "complete" | "held" | "stopped" | "failed";
  /** Why it was stopped, as in the summary of a job. */
  readonly stoppedBy?: StopReason | undefined;
  /** How many objects were written. */
  readonly counts: SyncCounts;
  /** What was planned, under the lease, before the first write. */
  readonly plan: SyncPlan;
  /** The removals that guards held back, as in the plan. */
  readonly held: readonly HeldRemovals[];
  /** What could not be written. */
  readonly failures: readonly SyncFailure[];
  /** Those of the plan, and why the apply stopped. */
  readonly notices: readonly string[];
  /** A summary on a few lines. */
  toString(): string;
}

/** The failures that a summary names. */
const mostFailures = 10;

/** A report with its text. */
export class Report implements SyncReport {
  readonly outcome: SyncReport["outcome"];
  readonly stoppedBy: StopReason | undefined;
  readonly counts: SyncCounts;
  readonly plan: SyncPlan;
  readonly held: readonly HeldRemovals[];
  readonly failures: readonly SyncFailure[];
  readonly notices: readonly string[];

  constructor(report: Omit<SyncReport, "toString" | "held">) {
    this.outcome = report.outcome;
    this.stoppedBy = report.stoppedBy;
    this.counts = report.counts;
    this.plan = report.plan;
    this.held = report.plan.held;
    this.failures = report.failures;
    this.notices = report.notices;
  }

  toString(): string {
    const { outcome, stoppedBy, counts, held, failures, notices } = this;
    const { created, updated, removed, unchanged, failed } = counts;
    const sum = [
      `${numberText(created)} added`,
      `${numberText(updated)} changed`,
      `${numberText(removed)} removed`,
      `${numberText(unchanged)} unchanged`,
      ...(failed === 0 ? [] : [`${numberText(failed)} failed`]),
    ].join(", ");
    const more = failures.length - mostFailures;
    return [
      `${outcome}${stoppedBy === undefined ? "" : ` by ${stoppedBy}`}: ${sum}`,
      ...failures.slice(0, mostFailures).map(failureText),
      ...(more > 0 ? [`… and ${numberText(more)} more failed`] : []),
      ...held.map(({ message }) => `! ${visible(message, 1_000)}`),
      ...notices.slice(0, mostFailures).map((notice) => `note: ${notice}`),
    ].join("\n");
  }
}

function failureText({ key, title, reason }: SyncFailure): string {
  const name = title === key ? visible(key) : `${visible(key)}  ${visible(title)}`;
  return `failed  ${name}: ${visible(reason, 300)}`;
}
