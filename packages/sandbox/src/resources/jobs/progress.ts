/**
 * How far work in the background has come. In truth it is done at once; it says so by and by, so
 * that programs that wait for it have something to wait for.
 */
export interface Progress {
  /** In Unix seconds. */
  readonly began_at: number;
  /** How often somebody has asked since. */
  readonly reads: number;
  /** When somebody who asked was the first to see it done. The clock may end it before. */
  readonly seen_at: number | null;
}

export type JobState = "pending" | "running" | "done";

const secondsUntilRunning = 10;
const secondsUntilDone = 60;

/** Work that begins now. */
export function startProgress(now: number): Progress {
  return { began_at: now, reads: 0, seen_at: null };
}

/** It takes a step each time that somebody asks, or after ten seconds and after a minute. */
export function jobState({ began_at, reads }: Progress, now: number): JobState {
  const age = now - began_at;
  if (reads >= 2 || age >= secondsUntilDone) return "done";
  return reads === 1 || age >= secondsUntilRunning ? "running" : "pending";
}

/** When it was done: when somebody saw that, or when its minute was over. */
export function endOf({ began_at, seen_at }: Progress): number {
  return seen_at ?? began_at + secondsUntilDone;
}

/** The progress after somebody has asked for it. */
export function afterRead(before: Progress, now: number): Progress {
  if (jobState(before, now) === "done") return before;
  const after = { ...before, reads: before.reads + 1 };
  return jobState(after, now) === "done" ? { ...after, seen_at: now } : after;
}
