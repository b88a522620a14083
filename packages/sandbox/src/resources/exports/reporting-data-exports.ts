import type { JsonObject } from "../../description/openapi.ts";
import { isAtLeast, type Version } from "../../description/versions.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { apiError, notFound } from "../../engine/errors.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { asked, begun, endOf, type Progress, stepOf } from "../jobs/progress.ts";
import { csv, download, tar } from "./archive.ts";
import { type Dataset, datasets } from "./reporting-datasets.ts";

interface Job extends Entity {
  readonly dataset: string;
  /** By their plain ids. */
  readonly attributes: readonly string[];
  /** Which version asked for it: what is in it depends on that, whoever downloads it. */
  readonly version: Version;
  readonly start: number;
  readonly end: number;
  readonly progress: Progress;
}

const jobs: CollectionKey<Job> = collection<Job>("reportingExports", "number");

const maxPending = 5;
const keptSeconds = 2 * 24 * 60 * 60;

const refused = (message: string) => apiError(400, "bad_request", message);

const isComplete = (job: Job, now: number) => stepOf(job.progress, now) === "done";

function view(call: Call, job: Job): JsonObject {
  const step = stepOf(job.progress, call.now);
  const done = step === "done";
  const working = step === "pending" ? "pending" : "in_progress";
  return {
    job_identifier: job.id,
    status: done ? "complete" : working,
    download_url: done ? `${call.url.origin}/download/reporting_data/${job.id}` : "",
    download_expires_at: done ? String(endOf(job.progress) + keptSeconds) : "",
  };
}

/** Up to 2.15 there is no qualified id: the plain one names an attribute. */
function attribute(call: Call, dataset: Dataset, id: string) {
  const plain = !isAtLeast(call.version, "2.16");
  return dataset.attributes.find(
    (one) => `${dataset.id}.${one.id}` === id || (plain && one.id === id),
  );
}

/** Mistakes have words of their own here. */
function check(call: Call): void {
  const body = (call.rawBody ?? {}) as Record<string, unknown>;
  const { dataset_id, attribute_ids: ids } = body;
  if (dataset_id === undefined) throw refused("'dataset_id' is a required parameter");
  const dataset = datasets.find(({ id }) => id === dataset_id);
  if (!dataset) throw refused(`${String(dataset_id)} is not a valid dataset_id`);
  if (ids === undefined) throw refused("'attribute_ids' is a required parameter");
  if (!Array.isArray(ids)) throw refused("'attribute_ids' not an array must be of type Array");
  if (ids.length === 0) throw refused("attribute_ids must contain at least one attribute_id");
  const unknown = ids.filter((id) => !attribute(call, dataset, String(id)));
  if (unknown.length > 0) {
    throw refused(`attribute_ids invalid for ${dataset.id} dataset: ${unknown.join(", ")}`);
  }
}

function enqueue(call: Call): JsonObject {
  const pending = call
    .in(jobs)
    .all()
    .filter((job) => !isComplete(job, call.now));
  if (pending.length >= maxPending) {
    const message = `Exceeded rate limit of ${maxPending} pending reporting dataset export jobs`;
    throw apiError(429, "rate_limit_exceeded", message);
  }
  const { dataset_id, attribute_ids, start_time, end_time } = call.body<{
    dataset_id: string;
    attribute_ids: readonly string[];
    start_time: number;
    end_time: number;
  }>();
  const dataset = datasets.find(({ id }) => id === dataset_id);
  const columns = attribute_ids.flatMap((id) => (dataset && attribute(call, dataset, id)) ?? []);
  const job = call.in(jobs).insert({
    id: `job${call.store.nextId(jobs)}`,
    dataset: dataset_id,
    attributes: columns.map(({ id }) => id),
    version: call.version,
    start: start_time,
    end: end_time,
    progress: begun(call.now),
  });
  return view(call, job);
}

function find(call: Call): Job {
  const id = call.param("job_identifier");
  return call.find(jobs, id, () => notFound(`Export job not found for identifier: ${id}`));
}

function file(call: Call): Response {
  const job = find(call);
  const dataset = datasets.find(({ id }) => id === job.dataset);
  if (!dataset || !isComplete(job, call.now) || call.now > endOf(job.progress) + keptSeconds) {
    throw notFound(`Export job not found for identifier: ${job.id}`);
  }
  const columns = job.attributes.flatMap(
    (id) => dataset.attributes.find((one) => one.id === id) ?? [],
  );
  const rows = dataset
    .rows(call, job.version)
    .filter(({ time }) => time >= job.start && time <= job.end)
    .map(({ cells }) => columns.map(({ id }) => cells[id]));
  const head = columns.map(({ name }) => name);
  const archive = tar(`${dataset.id}.csv`, csv(head, rows), call.now);
  return download(archive, `${job.id}.tgz`);
}

export const reportingDataExportHandlers: Handlers = {
  "reportingDataExports.enqueue": { check, handle: enqueue },
  "reportingDataExports.get": (call) => {
    const job = find(call);
    return view(call, call.in(jobs).update(job.id, { progress: asked(job.progress, call.now) }));
  },
  "reportingDataExports.download": file,
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
