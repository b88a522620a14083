/** A run that waits for another process, which has the job or was killed with it. */
export interface LeaseWait {
  /** The name of the job, or of the sync. */
  readonly job: string;
  /** The process that has the lease, such as `process 4711 on build-7 since …`, where that is known. */
  readonly owner: string | undefined;
  /** When the lease ends unless that process renews it, in milliseconds from now, where that is known. */
  readonly endsInMs: number | undefined;
  /** How long the run waits at most, in milliseconds. */
  readonly waitMs: number;
  /** All of this as a sentence, with what to do. */
  readonly message: string;
}

/** Is called once by a run that waits for a lease. */
export type OnWait = (wait: LeaseWait) => void;

/** A run that waits would otherwise look like one that hangs. */
export const reportWait: OnWait = ({ message }) => console.error(message);

/** Calls `onWait`. What it throws is dropped: it must not keep the job from its run. */
export function notifyWait(
  onWait: OnWait,
  kind: "job" | "sync",
  wait: Omit<LeaseWait, "message">,
): void {
  try {
    onWait({ ...wait, message: messageOf(kind, wait) });
  } catch {}
}

function messageOf(
  kind: "job" | "sync",
  { job, owner = "another process", endsInMs, waitMs }: Omit<LeaseWait, "message">,
): string {
  const end = endsInMs === undefined ? "" : `, which ends in ${seconds(endsInMs)} unless renewed`;
  return `Waiting up to ${seconds(waitMs)} for the ${kind} "${job}": ${owner} has its lease${end}. If that process was killed, this run continues when the lease has ended; if it still runs, stop it, or run the ${kind} later`;
}

function seconds(ms: number): string {
  return `${Math.max(1, Math.ceil(ms / 1000))} s`;
}
