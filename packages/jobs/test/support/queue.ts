import { ApiError } from "@interkit/client";
import type { QueuedJob } from "@interkit/jobs/bullmq";
import {
  createJobQueue,
  type JobQueueOptions,
  type JobWorkersOptions,
} from "@interkit/jobs/bullmq";
import { onTestFinished } from "vitest";

/** A queue of one job, with what was reported of it; all of it is closed at the end of the test. */
export function queueOf(port: number, job: QueuedJob, options: Partial<JobQueueOptions> = {}) {
  const errors: unknown[] = [];
  const queue = createJobQueue({
    connection: { host: "127.0.0.1", port },
    jobs: [job],
    onError: (error: unknown) => errors.push(error),
    ...options,
  });
  onTestFinished(() => queue.close());
  const work = (settings: JobWorkersOptions = {}) => {
    // A shorter lock may end while the process of the test is busy with something else.
    const workers = queue.startWorkers({ lockMs: 60_000, ...settings });
    onTestFinished(() => workers.close({ timeoutMs: 100 }));
    return workers;
  };
  return { queue, errors, work };
}

/** Items whose ids count from 0. */
export function numbers(count: number): { id: string }[] {
  return Array.from({ length: count }, (_, at) => ({ id: `${at}` }));
}

/** A response of the API that is an error. */
export const apiError = (status: number, code: string): ApiError =>
  new ApiError({
    route: "PUT /contacts/{id}",
    status,
    errors: [{ code, message: "" }],
    reason: `It is ${code}`,
    requestId: undefined,
    headers: new Headers(),
  });

/** The keys of the failed items, with their attempts. */
export async function failedKeys(
  queue: ReturnType<typeof queueOf>["queue"],
  job: QueuedJob,
): Promise<[string, number][]> {
  const keys: [string, number][] = [];
  for await (const { key, attempts } of queue.failedItems(job)) keys.push([key, attempts]);
  return keys;
}
