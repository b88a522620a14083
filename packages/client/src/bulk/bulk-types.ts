import type { CallOptions } from "@interkit/core";

/** A bulk job of the API, as a wait reads it. */
export interface BulkJob {
  /** The id of the job. */
  readonly id: string;
  /** `completed` or `completed_with_errors` when the job has ended. */
  readonly state: string;
  /** When it was created, in Unix seconds. */
  readonly created_at: number;
}

/** The options of bulk work: those of its calls, and these. */
export interface BulkOptions extends CallOptions {
  /** How many jobs are under way at the same time; 4 by default. */
  readonly concurrency?: number | undefined;
  /** The maximum milliseconds to wait for each job; ten minutes by default, `Infinity` for no limit. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Why a record was not done, or why that is not known: `"exists"` for a contact that was there before,
 * `"missing"` for an id that does not exist, `"refused"` by Intercom, `"unconfirmed"` where Intercom reports
 * nothing from which it could be known.
 */
export type BulkReason = "exists" | "missing" | "refused" | "unconfirmed";

/** What became of a record. */
export interface BulkResult<Input, Done extends string> {
  /** The record as it was given. */
  readonly input: Input;
  /** What was done; `unknown` where Intercom does not report it. */
  readonly outcome: Done | "failed" | "unknown";
  /** Intercom's id, where it is known: that of a new contact is known only where it had to be looked up. */
  readonly id?: string;
  /** Why it failed, or why it is not known. */
  readonly reason?: BulkReason;
  /** The error of the request or of the wait, if there was one. */
  readonly error?: unknown;
  /** The job that had the record, if one was created. */
  readonly jobId?: string;
}

/** What a record turned out to be when it was looked up. */
export type Confirmed =
  | { readonly isDone: true; readonly id?: string | undefined }
  | { readonly isDone: false; readonly reason: BulkReason; readonly id?: string | undefined };

/** A bulk operation. */
export interface BulkOperation<Input, Done extends string> {
  /** The function, for error messages. */
  readonly name: string;
  /** The operation that reads a job. */
  readonly route: string;
  readonly done: Done;
  submit(inputs: readonly Input[], options: CallOptions): PromiseLike<BulkJob>;
  read(jobId: string, options: CallOptions): PromiseLike<BulkJob>;
  idOf(input: Input): string | undefined;
  /** Whether Intercom does a record once, however often it is submitted. */
  isRepeatable(input: Input): boolean;
  /** Looks up what became of a record in a job with errors. @param since in Unix seconds. */
  confirm(input: Input, since: number, options: CallOptions): Promise<Confirmed>;
}
