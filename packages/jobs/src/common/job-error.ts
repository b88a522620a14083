import { InterkitError } from "@interkit/client";

/**
 * Why a run could not begin or go on: `"running"` when another process runs the job, `"lease-lost"` when another
 * process has taken the job over, since this one did not renew its lease in time, `"state"` when the state could not
 * be read or written, such as on a full disk, `"worker-failed"` when a worker of a queue had an error after which no
 * other item can be done, which the message quotes.
 */
export type JobErrorReason = "running" | "lease-lost" | "state" | "worker-failed";

/**
 * A job cannot run here now. Nothing was written after the reason occurred: the state is that of the other process.
 *
 * @example
 * ```ts
 * import { JobError } from "@interkit/jobs";
 *
 * const isRunningElsewhere = (error: unknown) =>
 *   error instanceof JobError && error.reason === "running";
 * ```
 */
export class JobError extends InterkitError {
  override readonly kind = "job";
  /** The name of the job. */
  readonly job: string;
  /** Why it cannot run. */
  readonly reason: JobErrorReason;

  constructor(
    message: string,
    init: { readonly job: string; readonly reason: JobErrorReason; readonly cause?: unknown },
  ) {
    super(message, "cause" in init ? { cause: init.cause } : undefined);
    this.name = "JobError";
    this.job = init.job;
    this.reason = init.reason;
  }
}

/** The error of a write by a process that has lost its job to another one. */
export function leaseLost(job: string, cause?: unknown): JobError {
  const init = { job, reason: "lease-lost" } as const;
  return new JobError(
    `Another process has taken the job "${job}" over, since its lease was not renewed in time`,
    cause === undefined ? init : { ...init, cause },
  );
}
