/** A run of the source of a job, or one of its failed items: each has a state of its own, and they share a lease. */
export type RunKind = "run" | "replay";

/** The keys in Redis of one kind of runs of a job. */
export interface Keys {
  /** The name of the queue of BullMQ, which both kinds share. */
  readonly queue: string;
  readonly lease: string;
  readonly fence: string;
  readonly failed: string;
  readonly failedKeys: string;
  readonly run: string;
  readonly batches: string;
  readonly claims: string;
  readonly incomplete: string;
  /** With the number of a batch behind it. */
  readonly outcomes: string;
}

export function keysOf(prefix: string, job: string, kind: RunKind): Keys {
  // A name of BullMQ must have no colon.
  const queue = `${prefix}-${encodeURIComponent(job)}`;
  return {
    queue,
    lease: `${queue}:lease`,
    fence: `${queue}:fence`,
    failed: `${queue}:failed`,
    failedKeys: `${queue}:failed-keys`,
    run: `${queue}:${kind}`,
    batches: `${queue}:${kind}:batches`,
    claims: `${queue}:${kind}:claims`,
    incomplete: `${queue}:${kind}:incomplete`,
    outcomes: `${queue}:${kind}:outcomes:`,
  };
}
