export { createJobQueue, type JobQueue } from "./job-queue.ts";
export type {
  JobQueueOptions,
  JobWorkersOptions,
  QueuedJob,
  QueueReplayOptions,
  QueueRunOptions,
} from "./options.ts";
export type { CloseOptions, JobWorkers } from "./workers.ts";
