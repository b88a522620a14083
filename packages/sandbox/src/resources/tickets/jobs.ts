import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { notFound } from "../../engine/errors.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** Work in the background, such as making a ticket that was enqueued. */
export interface Job extends Entity {
  readonly status: "pending" | "success" | "failed";
  readonly resource_type: string;
  readonly resource_id: string | null;
  /** The path of what was made. */
  readonly resource_path: string | null;
}

export const jobs: CollectionKey<Job> = collection<Job>("jobs", "number");

export const blankJob: Omit<Job, "id"> = {
  status: "success",
  resource_type: "ticket",
  resource_id: "1",
  resource_path: "/tickets/1",
};

/**
 * Writes down work that was enqueued, and is done in truth: whoever asks for the job finds that it
 * has ended. Without what was made, it has failed.
 */
export function startJob(
  call: Call,
  resource_type: string,
  made: { readonly id: string; readonly path: string } | undefined,
): JsonObject {
  const job = call.in(jobs).insert({
    id: call.store.nextId(jobs),
    status: made ? "success" : "failed",
    resource_type,
    resource_id: made?.id ?? null,
    resource_path: made?.path ?? null,
  });
  return jobView(call, { ...job, status: "pending", resource_id: null, resource_path: null });
}

function jobView({ url }: Call, job: Job): JsonObject {
  const { id, status, resource_type, resource_id, resource_path } = job;
  return {
    type: "job",
    id,
    url: `${url.origin}/jobs/status/${id}`,
    status,
    resource_type,
    resource_id,
    resource_url: resource_path && url.origin + resource_path,
  };
}

export const jobHandlers: Handlers = {
  "jobs.get": (call) =>
    jobView(
      call,
      call.find(jobs, call.param("job_id"), () => notFound("Job Not Found", "job_not_found")),
    ),
};
