/**
 * The progress of a background job. The work is done at once, but the progress is reported in steps,
 * so that programs that poll for it can be tested.
 */
export interface Progress {
  /** In Unix seconds. */
  readonly began_at: number;
  /** How often the job was read since. */
  readonly reads: number;
  /** When a read first returned it as done; null when the time ended it before. */
  readonly seen_at: number | null;
}

export type JobState = "pending" | "running" | "done";

const secondsUntilRunning = 10;
const secondsUntilDone = 60;

/** The progress of a new job. */
export function startProgress(now: number): Progress {
  return { began_at: now, reads: 0, seen_at: null };
}

/** The state of a job. It advances with each read, and after ten seconds and a minute. */
export function jobState({ began_at, reads }: Progress, now: number): JobState {
  const age = now - began_at;
  if (reads >= 2 || age >= secondsUntilDone) return "done";
  return reads === 1 || age >= secondsUntilRunning ? "running" : "pending";
}

/** When the job was done. */
export function endOf({ began_at, seen_at }: Progress): number {
  return seen_at ?? began_at + secondsUntilDone;
}

/** The progress after a read. */
export function afterRead(before: Progress, now: number): Progress {
  if (jobState(before, now) === "done") return before;
  const after = { ...before, reads: before.reads + 1 };
  return jobState(after, now) === "done" ? { ...after, seen_at: now } : after;
}
