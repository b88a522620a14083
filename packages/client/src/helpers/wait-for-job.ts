import { type CallOptions, ConfigError, InterkitError } from "@interkit/core";
import { describeKind } from "../checks/options.ts";
import { checkWaitOptions, pollUntil, type WaitOptions } from "../polling/poll-until.ts";

/** What a wait reads of a job. */
export interface WaitableJob {
  /** The id of the job. */
  readonly id: string;
  /** `success` or `failed` when the job has ended. */
  readonly status: string;
  /** What kind of thing the job makes, such as `ticket`. */
  readonly resource_type?: string | null | undefined;
}

/** The method that a wait calls. Clients of version 2.14 and later have it. */
export interface JobReader<Job> {
  /** What `intercom.jobs` has. */
  readonly jobs: {
    get(id: string, options?: CallOptions): PromiseLike<Job>;
  };
}

/** The options of a wait for a job. */
export interface WaitForJobOptions<Job> extends WaitOptions<Job> {}

/**
 * A job ended with the status `failed`. Intercom reports no reason.
 *
 * @example
 * ```ts
 * import { JobFailedError } from "@interkit/client/helpers/wait-for-job";
 *
 * export const failedId = (error: unknown) =>
 *   error instanceof JobFailedError ? error.job.id : undefined;
 * ```
 */
export class JobFailedError extends InterkitError {
  override readonly kind = "job-failed";
  /** The job as it was read last. */
  readonly job: WaitableJob;

  constructor(job: WaitableJob) {
    const { id, resource_type } = job;
    super(`The job ${id}${resource_type ? `, which makes a ${resource_type},` : ""} failed`);
    this.name = "JobFailedError";
    this.job = job;
  }
}

/**
 * Waits until a job has ended, such as the creation of an enqueued ticket, and returns it. Its
 * `resource_id` is the id of what it made. The job is read after half a second, then after delays that
 * double up to ten seconds. A job that has ended already is returned without a request.
 *
 * @param intercom what `createIntercom` of version 2.14 or later returned.
 * @param job the job that a method returned, or its id.
 * @throws {JobFailedError} when the job failed.
 * @throws {TimeoutError} when the job has not ended within `timeoutMs`; it can be waited for again.
 * @throws {ApiError} 404 for a job that does not exist.
 * @throws {ConfigError} for an invalid job or option.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/jobs/jobsstatus
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { waitForJob } from "@interkit/client/helpers/wait-for-job";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const enqueued = await intercom.tickets.enqueue({
 *   ticket_type_id: "1234",
 *   contacts: [{ id: "5ba682d23d7cf92bef87bfd4" }],
 * });
 * const { resource_id } = await waitForJob(intercom, enqueued, { timeoutMs: 60_000 });
 * console.log("ticket", resource_id);
 * ```
 */
export async function waitForJob<Job extends WaitableJob>(
  { jobs }: JobReader<Job>,
  job: NoInfer<Job> | string,
  options: WaitForJobOptions<NoInfer<Job>> = {},
): Promise<Job> {
  checkWaitOptions("waitForJob", options);
  const { id, known } = readJob(job);
  const ended = await pollUntil<Job>(
    {
      route: "GET /jobs/status/{job_id}",
      known,
      read: (call) => jobs.get(id, call),
      isDone: ({ status }) => status === "success" || status === "failed",
    },
    options,
  );
  if (ended.status === "failed") throw new JobFailedError(ended);
  return ended;
}

function readJob<Job extends WaitableJob>(
  job: Job | string,
): { id: string; known: Job | undefined } {
  if (typeof job === "string") return { id: job, known: undefined };
  if (typeof job?.id === "string") {
    // A job that another function returned may have no status.
    return { id: job.id, known: typeof job.status === "string" ? job : undefined };
  }
  throw new ConfigError(`waitForJob needs a job or its id, and got ${describeKind(job)}`);
}
