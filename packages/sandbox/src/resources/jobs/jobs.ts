import type { JsonObject } from "../../description/openapi.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { afterRead, jobState, type Progress, startProgress } from "./progress.ts";

/** A background job, such as the creation of an enqueued ticket. */
export interface Job extends Entity {
  /** The final status. */
  readonly status: "success" | "failed";
  readonly progress: Progress;
  readonly resource_type: string;
  readonly resource_id: string | null;
  /** The path of the created resource. */
  readonly resource_path: string | null;
}

export const jobs: CollectionKey<Job> = collection<Job>("jobs", "number");

export const blankJob: Omit<Job, "id"> = {
  status: "success",
  progress: startProgress(0),
  resource_type: "ticket",
  resource_id: "1",
  resource_path: "/tickets/1",
};

/** The response of a job that is not done. */
const waiting = { status: "pending", resource_id: null, resource_path: null };

/** Creates a job for a resource that was already created. */
export function startJob(
  context: RequestContext,
  resource_type: string,
  made: { readonly id: string; readonly path: string },
): JsonObject {
  const job = context.collection(jobs).insert({
    id: context.store.nextId(jobs),
    status: "success",
    progress: startProgress(context.now),
    resource_type,
    resource_id: made.id,
    resource_path: made.path,
  });
  return jobView(context, job);
}

/** The response of a job. */
export function jobView({ url, now }: RequestContext, job: Job): JsonObject {
  const { id, resource_type } = job;
  const done = jobState(job.progress, now) === "done";
  const { status, resource_id, resource_path } = done ? job : waiting;
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
  "jobs.get": (context) => {
    const { id, progress } = context.find(jobs, context.param("job_id"));
    return jobView(
      context,
      context.collection(jobs).update(id, { progress: afterRead(progress, context.now) }),
    );
  },
};
