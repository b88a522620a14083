import type { JsonObject } from "../../description/openapi.ts";
import { ApiError, apiError } from "../../engine/errors.ts";
import type { Handler, RequestContext } from "../../engine/request-context.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { afterRead, endOf, jobState, type Progress, startProgress } from "./progress.ts";

type State = "pending" | "running" | "completed" | "completed_with_errors";

interface Task {
  readonly id: string;
  readonly item_count: number;
  readonly failed: number;
  readonly created_at: number;
}

interface Job extends Entity {
  readonly kind: Kind;
  readonly progress: Progress;
  readonly created_at: number;
  readonly updated_at: number;
  readonly tasks: readonly Task[];
}

/** The resource of a job. */
export type Kind = "contacts" | "companies";

const jobs: CollectionKey<Job> = collection<Job>("bulkJobs", "number");
const tasks: CollectionKey<Entity> = collection<Entity>("bulkTasks", "number");

const singular: Record<Kind, string> = { contacts: "contact", companies: "company" };
const maxItems = 100;

/**
 * Creates the handler of a bulk operation. Its items are processed at once, but the job is reported
 * as running for a while after its last task, and accepts further tasks until it is completed.
 *
 * The changes of a failed item are rolled back, and the other items are processed: `run` throws the
 * error of the single operation.
 */
export function bulk(
  kind: Kind,
  options: { byId: boolean; run: (context: RequestContext, item: JsonObject) => void },
): Handler {
  return {
    check: (context) => checkItems(context, kind, options.byId),
    handle: (context) => {
      const body = context.body<Record<Kind, JsonObject[]> & { job?: { id: string | number } }>();
      const job = openJob(context, kind, body.job?.id);
      const failed = body[kind].filter(
        (item) => !succeeds(context, () => options.run(context, item)),
      ).length;
      const task = {
        id: `task_${context.store.nextId(tasks)}`,
        item_count: body[kind].length,
        failed,
        created_at: context.now,
      };
      const change = {
        tasks: [...job.tasks, task],
        progress: startProgress(context.now),
        updated_at: context.now,
      };
      return jobView(context, context.collection(jobs).update(job.id, change));
    },
  };
}

/** Creates the handler that reads a job. */
export function bulkJob(kind: Kind): Handler {
  return {
    handle: (context) => {
      const job = findJob(context, kind, context.param("job_id"));
      const progress = afterRead(job.progress, context.now);
      return jobView(context, context.collection(jobs).update(job.id, { progress }));
    },
  };
}

function checkItems(context: RequestContext, kind: Kind, byId: boolean): void {
  const refuse = (code: string, message: string) => apiError(422, code, message);
  const items = (context.rawBody as Partial<Record<Kind, unknown>> | undefined)?.[kind];
  if (items === undefined) throw refuse("field_not_found", `${kind} field must be supplied`);
  if (!Array.isArray(items)) throw refuse("type_mismatch", `${kind} must be an array`);
  if (items.length > maxItems) {
    const message = `maximum number of ${kind} per request is ${maxItems}`;
    throw refuse("parameter_invalid", message);
  }
  for (const item of items as unknown[]) {
    if (typeof item !== "object" || item === null || Array.isArray(item)) {
      throw refuse("type_mismatch", `each ${singular[kind]} must be an object`);
    }
    if (byId && (item as JsonObject)["id"] === undefined) {
      throw refuse("field_not_found", `${kind} must be identified by id`);
    }
  }
}

function openJob(context: RequestContext, kind: Kind, id: string | number | undefined): Job {
  if (id !== undefined) {
    const job = findJob(context, kind, String(id));
    if (jobState(job.progress, context.now) !== "done") return job;
    throw apiError(403, "forbidden", `job ${job.id} is closed for new task updates`);
  }
  return context.collection(jobs).insert({
    id: `job_${context.store.nextId(jobs)}`,
    kind,
    progress: startProgress(context.now),
    created_at: context.now,
    updated_at: context.now,
    tasks: [],
  });
}

function findJob(context: RequestContext, kind: Kind, id: string): Job {
  const job = context.collection(jobs).get(id);
  if (job?.kind === kind) return job;
  throw apiError(404, "job_not_found", `job ${id} not found`);
}

function succeeds({ store }: RequestContext, run: () => void): boolean {
  try {
    store.transaction(run);
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

function jobView(context: RequestContext, job: Job): JsonObject {
  const step = jobState(job.progress, context.now);
  const done = step === "done" ? endOf(job.progress) : null;
  const state = (failed: number): State => {
    if (step !== "done") return step;
    return failed > 0 ? "completed_with_errors" : "completed";
  };
  const failed = job.tasks.reduce((sum, task) => sum + task.failed, 0);
  return {
    id: job.id,
    type: `${job.kind}.bulk.job`,
    // A new job is running; its tasks are pending.
    state: step === "pending" ? "running" : state(failed),
    created_at: job.created_at,
    updated_at: done ?? job.updated_at,
    completed_at: done,
    tasks: job.tasks.map((task) => ({
      id: task.id,
      item_count: task.item_count,
      state: state(task.failed),
      created_at: task.created_at,
      started_at: step === "pending" ? null : task.created_at,
      completed_at: done,
    })),
    url: `${context.url.origin}/${job.kind}/bulk/${job.id}`,
  };
}
