import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { apiError, notFound } from "../../engine/errors.ts";
import { type Contact, contacts } from "../../records/contacts.ts";
import { type Receipt, receipts } from "../../records/receipts.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { asked, begun, endOf, type Progress, stepOf } from "../jobs/progress.ts";
import { type Cell, csv, download } from "./archive.ts";

interface Job extends Entity {
  readonly after: number;
  readonly before: number;
  readonly progress: Progress;
  readonly canceled: boolean;
}

const jobs: CollectionKey<Job> = collection<Job>("dataExports", "number");

const keptSeconds = 2 * 24 * 60 * 60;

/** Both ends of the time count. */
function receiptsOf(call: Call, { after, before }: Job): readonly Receipt[] {
  return call.in(receipts).between("received_at", after, before).read();
}

function statusOf(call: Call, job: Job): string {
  if (job.canceled) return "canceled";
  const step = stepOf(job.progress, call.now);
  if (step !== "done") return step === "pending" ? "pending" : "in_progress";
  return receiptsOf(call, job).length > 0 ? "completed" : "no_data";
}

const isActive = (call: Call, job: Job) => ["pending", "in_progress"].includes(statusOf(call, job));

function view(call: Call, job: Job): JsonObject {
  const status = statusOf(call, job);
  const done = status === "completed";
  return {
    job_identifier: job.id,
    job_identfier: job.id,
    status,
    download_url: done ? `${call.url.origin}/download/content/data/${job.id}` : "",
    download_expires_at: done ? String(endOf(job.progress) + keptSeconds) : "",
  };
}

function find(call: Call): Job {
  const missing = () => notFound("Export job not found");
  return call.find(jobs, call.param("job_identifier"), missing);
}

function create(call: Call): JsonObject {
  if (
    call
      .in(jobs)
      .all()
      .some((job) => isActive(call, job))
  ) {
    const message = "Exceeded rate limit of 1 pending message data export jobs";
    throw apiError(429, "rate_limit_exceeded", message);
  }
  const { created_at_after, created_at_before } = call.body<Record<string, number>>();
  const job = call.in(jobs).insert({
    id: call.store.ids.hex().slice(8),
    after: created_at_after ?? 0,
    before: created_at_before ?? call.now,
    progress: begun(call.now),
    canceled: false,
  });
  return view(call, job);
}

/** What a line of the file is about. */
interface Line {
  readonly receipt: Receipt;
  readonly contact: Contact | undefined;
  /** A time, if it lies in the exported one. */
  readonly within: (at: number | null) => number | null;
}

const unknown = () => null;

/** The columns of the file. What the sandbox does not know of, such as series, stays empty. */
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
  // The official list of columns spells it so.
  first_dismisall: unknown,
  first_unsubscribe: unknown,
  first_hard_bounce: unknown,
};

function file(call: Call): Response {
  const job = find(call);
  const isThere = statusOf(call, job) === "completed";
  if (!isThere || call.now > endOf(job.progress) + keptSeconds) throw notFound("Export not found");
  const within = (at: number | null) =>
    at !== null && at >= job.after && at <= job.before ? at : null;
  const rows = receiptsOf(call, job).map((receipt) => {
    const line = { receipt, contact: call.in(contacts).get(receipt.contact_id), within };
    return Object.values(columns).map((read) => read(line));
  });
  const text = csv(Object.keys(columns), rows);
  return download(new TextEncoder().encode(text), `${job.id}.csv.gz`);
}

export const dataExportHandlers: Handlers = {
  "dataExports.create": create,
  "dataExports.get": (call) => {
    const { id, progress } = find(call);
    return view(call, call.in(jobs).update(id, { progress: asked(progress, call.now) }));
  },
  // What is done stays done.
  "dataExports.cancel": (call) => {
    const job = find(call);
    return view(call, isActive(call, job) ? call.in(jobs).update(job.id, { canceled: true }) : job);
  },
  "dataExports.download": file,
};
