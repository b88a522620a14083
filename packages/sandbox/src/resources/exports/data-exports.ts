import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { apiError, notFound } from "../../engine/errors.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { contacts } from "../contacts/contact-model.ts";
import { csv, download } from "./archive.ts";

/** That an outbound message reached someone, and what they did with it. */
export interface Receipt extends Entity {
  readonly contact_id: string;
  readonly content_id: string;
  readonly content_type: string;
  readonly content_title: string;
  readonly received_at: number;
  readonly first_open_at: number | null;
  readonly first_click_at: number | null;
}

export const receipts: CollectionKey<Receipt> = collection<Receipt>("receipts", "number");

interface Job extends Entity {
  readonly after: number;
  readonly before: number;
  readonly created_at: number;
  /** How often somebody has asked for it. */
  readonly reads: number;
  readonly completed_at: number | null;
  readonly canceled: boolean;
}

const jobs: CollectionKey<Job> = collection<Job>("dataExports", "number");

const keptSeconds = 2 * 24 * 60 * 60;

/** A job takes a step each time somebody asks, or after ten seconds and after a minute. */
function steps(job: Job, now: number): number {
  const age = now - job.created_at;
  return Math.max(job.reads, age >= 60 ? 2 : age >= 10 ? 1 : 0);
}

function rowsOf(call: Call, { after, before }: Job): Receipt[] {
  const all = call.in(receipts).all();
  return all.filter(({ received_at: at }) => at >= after && at <= before);
}

function statusOf(call: Call, job: Job): string {
  if (job.canceled) return "canceled";
  const step = steps(job, call.now);
  if (step < 2) return step === 0 ? "pending" : "in_progress";
  return rowsOf(call, job).length > 0 ? "completed" : "no_data";
}

const isActive = (call: Call, job: Job) => ["pending", "in_progress"].includes(statusOf(call, job));

/** The time at which a job was done: when someone saw it, or when its minute was over. */
function completedAt(job: Job): number {
  return job.completed_at ?? job.created_at + 60;
}

function view(call: Call, job: Job): JsonObject {
  const status = statusOf(call, job);
  const done = status === "completed";
  return {
    job_identifier: job.id,
    job_identfier: job.id,
    status,
    download_url: done ? `${call.url.origin}/download/content/data/${job.id}` : "",
    download_expires_at: done ? String(completedAt(job) + keptSeconds) : "",
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
    created_at: call.now,
    reads: 0,
    completed_at: null,
    canceled: false,
  });
  return view(call, job);
}

function file(call: Call): Response {
  const job = find(call);
  const isThere = statusOf(call, job) === "completed";
  if (!isThere || call.now > completedAt(job) + keptSeconds) throw notFound("Export not found");
  const head = [
    "receipt_id",
    "user_id",
    "user_external_id",
    "email",
    "name",
    "content_id",
    "content_type",
    "content_title",
    "received_at",
    "first_open_at",
    "first_click_at",
  ];
  const rows = rowsOf(call, job).map((receipt) => {
    const contact = call.in(contacts).get(receipt.contact_id);
    return [
      receipt.id,
      receipt.contact_id,
      contact?.external_id,
      contact?.email,
      contact?.name,
      receipt.content_id,
      receipt.content_type,
      receipt.content_title,
      receipt.received_at,
      receipt.first_open_at,
      receipt.first_click_at,
    ];
  });
  return download(new TextEncoder().encode(csv(head, rows)), `${job.id}.csv.gz`);
}

export const dataExportHandlers: Handlers = {
  "dataExports.create": create,
  "dataExports.get": (call) => {
    const before = find(call);
    const job = call.in(jobs).update(before.id, { reads: before.reads + 1 });
    const done = job.completed_at === null && steps(job, call.now) >= 2;
    return view(call, done ? call.in(jobs).update(job.id, { completed_at: call.now }) : job);
  },
  // What is done stays done.
  "dataExports.cancel": (call) => {
    const job = find(call);
    return view(call, isActive(call, job) ? call.in(jobs).update(job.id, { canceled: true }) : job);
  },
  "dataExports.download": file,
};
