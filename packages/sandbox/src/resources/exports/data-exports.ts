import type { JsonObject } from "../../description/openapi.ts";
import { apiError, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { type Contact, contacts } from "../../records/contacts.ts";
import { type Receipt, receipts } from "../../records/receipts.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { afterRead, endOf, jobState, type Progress, startProgress } from "../jobs/progress.ts";
import { type Cell, csv, download } from "./archive.ts";

interface Job extends Entity {
  readonly after: number;
  readonly before: number;
  readonly progress: Progress;
  readonly canceled: boolean;
}

const jobs: CollectionKey<Job> = collection<Job>("dataExports", "number");

const keptSeconds = 2 * 24 * 60 * 60;

/** The receipts of the exported time, both ends included. */
function receiptsOf(context: RequestContext, { after, before }: Job): readonly Receipt[] {
  return context.collection(receipts).between("received_at", after, before).read();
}

function statusOf(context: RequestContext, job: Job): string {
  if (job.canceled) return "canceled";
  const step = jobState(job.progress, context.now);
  if (step !== "done") return step === "pending" ? "pending" : "in_progress";
  return receiptsOf(context, job).length > 0 ? "completed" : "no_data";
}

const isActive = (context: RequestContext, job: Job) =>
  ["pending", "in_progress"].includes(statusOf(context, job));

function view(context: RequestContext, job: Job): JsonObject {
  const status = statusOf(context, job);
  const done = status === "completed";
  return {
    job_identifier: job.id,
    job_identfier: job.id,
    status,
    download_url: done ? `${context.url.origin}/download/content/data/${job.id}` : "",
    download_expires_at: done ? String(endOf(job.progress) + keptSeconds) : "",
  };
}

function find(context: RequestContext): Job {
  const missing = () => notFound("Export job not found");
  return context.find(jobs, context.param("job_identifier"), missing);
}

function create(context: RequestContext): JsonObject {
  if (
    context
      .collection(jobs)
      .all()
      .some((job) => isActive(context, job))
  ) {
    const message = "Exceeded rate limit of 1 pending message data export jobs";
    throw apiError(429, "rate_limit_exceeded", message);
  }
  const { created_at_after, created_at_before } = context.body<Record<string, number>>();
  const job = context.collection(jobs).insert({
    id: context.store.ids.hex().slice(8),
    after: created_at_after ?? 0,
    before: created_at_before ?? context.now,
    progress: startProgress(context.now),
    canceled: false,
  });
  return view(context, job);
}

/** The input for a line of the file. */
interface Line {
  readonly receipt: Receipt;
  readonly contact: Contact | undefined;
  /** A time, or null when it is outside of the exported time. */
  readonly within: (at: number | null) => number | null;
}

const unknown = () => null;

/** The columns of the file. Data that the sandbox does not have, such as series, is empty. */
const columns: Readonly<Record<string, (line: Line) => Cell>> = {
  user_id: ({ receipt }) => receipt.contact_id,
  user_external_id: ({ contact }) => contact?.external_id,
  company_id: ({ contact }) => contact?.company_ids[0] ?? -1,
  email: ({ contact }) => contact?.email,
  name: ({ contact }) => contact?.name,
  ruleset_id: ({ receipt }) => receipt.content_id,
  content_id: ({ receipt }) => receipt.content_id,
  content_type: ({ receipt }) => receipt.content_type,
  content_title: ({ receipt }) => receipt.content_title,
  ruleset_version_id: ({ receipt }) => receipt.content_id,
  receipt_id: ({ receipt }) => receipt.id,
  received_at: ({ receipt }) => receipt.received_at,
  series_id: () => -1,
  series_title: unknown,
  node_id: unknown,
  first_reply: unknown,
  first_completion: unknown,
  first_series_completion: unknown,
  first_series_disengagement: unknown,
  first_series_exit: unknown,
  first_goal_success: unknown,
  first_open: ({ receipt, within }) => within(receipt.first_open_at),
  first_click: ({ receipt, within }) => within(receipt.first_click_at),
  // The official list of columns has this spelling.
  first_dismisall: unknown,
  first_unsubscribe: unknown,
  first_hard_bounce: unknown,
};

function downloadFile(context: RequestContext): Response {
  const job = find(context);
  const isThere = statusOf(context, job) === "completed";
  if (!isThere || context.now > endOf(job.progress) + keptSeconds)
    throw notFound("Export not found");
  const within = (at: number | null) =>
    at !== null && at >= job.after && at <= job.before ? at : null;
  const rows = receiptsOf(context, job).map((receipt) => {
    const line = { receipt, contact: context.collection(contacts).get(receipt.contact_id), within };
    return Object.values(columns).map((read) => read(line));
  });
  const text = csv(Object.keys(columns), rows);
  return download(new TextEncoder().encode(text), `${job.id}.csv.gz`);
}

export const dataExportHandlers: Handlers = {
  "dataExports.create": create,
  "dataExports.get": (context) => {
    const { id, progress } = find(context);
    return view(
      context,
      context.collection(jobs).update(id, { progress: afterRead(progress, context.now) }),
    );
  },
  // Cancelling a completed export changes nothing.
  "dataExports.cancel": (context) => {
    const job = find(context);
    return view(
      context,
      isActive(context, job) ? context.collection(jobs).update(job.id, { canceled: true }) : job,
    );
  },
  "dataExports.download": downloadFile,
};
