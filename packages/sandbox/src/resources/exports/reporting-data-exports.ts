import type { JsonObject } from "../../description/openapi.ts";
import { isAtLeast, type Version } from "../../description/versions.ts";
import { apiError, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { afterRead, endOf, jobState, type Progress, startProgress } from "../jobs/progress.ts";
import { csv, download, tar } from "./archive.ts";
import { type Dataset, datasets } from "./reporting-datasets.ts";

interface Job extends Entity {
  readonly dataset: string;
  /** The unqualified ids of the attributes. */
  readonly attributes: readonly string[];
  /** The API version of the request that created it, which defines the rows. */
  readonly version: Version;
  readonly start: number;
  readonly end: number;
  readonly progress: Progress;
}

const jobs: CollectionKey<Job> = collection<Job>("reportingExports", "number");

const maxPending = 5;
const keptSeconds = 2 * 24 * 60 * 60;

const refused = (message: string) => apiError(400, "bad_request", message);

const isComplete = (job: Job, now: number) => jobState(job.progress, now) === "done";

function view(context: RequestContext, job: Job): JsonObject {
  const step = jobState(job.progress, context.now);
  const done = step === "done";
  const working = step === "pending" ? "pending" : "in_progress";
  return {
    job_identifier: job.id,
    status: done ? "complete" : working,
    download_url: done ? `${context.url.origin}/download/reporting_data/${job.id}` : "",
    download_expires_at: done ? String(endOf(job.progress) + keptSeconds) : "",
  };
}

/** Finds an attribute by qualified id. Up to 2.15, the unqualified id is accepted too. */
function findAttribute(context: RequestContext, dataset: Dataset, id: string) {
  const plain = !isAtLeast(context.version, "2.16");
  return dataset.attributes.find(
    (one) => `${dataset.id}.${one.id}` === id || (plain && one.id === id),
  );
}

/** Refuses mistakes for which Intercom has specific messages. */
function check(context: RequestContext): void {
  const body = (context.rawBody ?? {}) as Record<string, unknown>;
  const { dataset_id, attribute_ids: ids } = body;
  if (dataset_id === undefined) throw refused("'dataset_id' is a required parameter");
  const dataset = datasets.find(({ id }) => id === dataset_id);
  if (!dataset) throw refused(`${String(dataset_id)} is not a valid dataset_id`);
  if (ids === undefined) throw refused("'attribute_ids' is a required parameter");
  if (!Array.isArray(ids)) throw refused("'attribute_ids' not an array must be of type Array");
  if (ids.length === 0) throw refused("attribute_ids must contain at least one attribute_id");
  const unknown = ids.filter((id) => !findAttribute(context, dataset, String(id)));
  if (unknown.length > 0) {
    throw refused(`attribute_ids invalid for ${dataset.id} dataset: ${unknown.join(", ")}`);
  }
}

function enqueue(context: RequestContext): JsonObject {
  const pending = context
    .collection(jobs)
    .all()
    .filter((job) => !isComplete(job, context.now));
  if (pending.length >= maxPending) {
    const message = `Exceeded rate limit of ${maxPending} pending reporting dataset export jobs`;
    throw apiError(429, "rate_limit_exceeded", message);
  }
  const { dataset_id, attribute_ids, start_time, end_time } = context.body<{
    dataset_id: string;
    attribute_ids: readonly string[];
    start_time: number;
    end_time: number;
  }>();
  const dataset = datasets.find(({ id }) => id === dataset_id);
  const columns = attribute_ids.flatMap(
    (id) => (dataset && findAttribute(context, dataset, id)) ?? [],
  );
  const job = context.collection(jobs).insert({
    id: `job${context.store.nextId(jobs)}`,
    dataset: dataset_id,
    attributes: columns.map(({ id }) => id),
    version: context.version,
    start: start_time,
    end: end_time,
    progress: startProgress(context.now),
  });
  return view(context, job);
}

function find(context: RequestContext): Job {
  const id = context.param("job_identifier");
  return context.find(jobs, id, () => notFound(`Export job not found for identifier: ${id}`));
}

function downloadFile(context: RequestContext): Response {
  const job = find(context);
  const dataset = datasets.find(({ id }) => id === job.dataset);
  if (
    !dataset ||
    !isComplete(job, context.now) ||
    context.now > endOf(job.progress) + keptSeconds
  ) {
    throw notFound(`Export job not found for identifier: ${job.id}`);
  }
  const columns = job.attributes.flatMap(
    (id) => dataset.attributes.find((one) => one.id === id) ?? [],
  );
  const rows = dataset
    .rows(context, job.version)
    .filter(({ time }) => time >= job.start && time <= job.end)
    .map(({ cells }) => columns.map(({ id }) => cells[id]));
  const head = columns.map(({ name }) => name);
  const archive = tar(`${dataset.id}.csv`, csv(head, rows), context.now);
  return download(archive, `${job.id}.tgz`);
}

export const reportingDataExportHandlers: Handlers = {
  "reportingDataExports.enqueue": { check, handle: enqueue },
  "reportingDataExports.get": (context) => {
    const job = find(context);
    return view(
      context,
      context.collection(jobs).update(job.id, { progress: afterRead(job.progress, context.now) }),
    );
  },
  "reportingDataExports.download": downloadFile,
  "reportingDataExports.datasets.list": () => ({
    type: "list",
    data: datasets.map(({ id, name, description, time_attribute, attributes }) => ({
      id,
      name,
      description,
      default_time_attribute_id: time_attribute,
      attributes: attributes.map((one) => ({ ...one, qualified_id: `${id}.${one.id}` })),
    })),
  }),
};
