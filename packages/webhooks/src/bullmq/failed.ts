import type { Job } from "bullmq";
import type { WebhookEvent } from "../topics/events.ts";
import type { FailedEvent } from "./failed-event.ts";

export function failedEventOf(job: Job<WebhookEvent>): FailedEvent {
  return {
    event: job.data,
    reason: job.failedReason,
    failedAt: job.finishedOn ?? job.timestamp,
    retry: () => job.retry("failed"),
    remove: () => job.remove(),
  };
}
