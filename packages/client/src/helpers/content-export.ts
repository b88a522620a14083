import { type CallOptions, ConfigError } from "@interkit/core";
import { checkOptionNames } from "../checks/options.ts";
import { checkUnixSeconds } from "../checks/unix-seconds.ts";
import type { ExportState } from "../exports/export-job.ts";
import { createExport, type Export } from "../exports/file-export.ts";
import { checkExportOptions, type ExportOptions, exportOptionNames } from "../exports/options.ts";

export { ExportError, type ExportErrorReason } from "../exports/export-error.ts";
export type { ExportState } from "../exports/export-job.ts";
export type { ExportedFile } from "../exports/exported-file.ts";
export type { CompletedExport, Export } from "../exports/file-export.ts";
export type { ExportNotice, ExportOptions, ExportProgress } from "../exports/options.ts";

/** The methods that a content export calls. A client of every version has them. */
export interface ContentExporter {
  /** What `intercom.dataExports` has. */
  readonly dataExports: {
    create(
      body: { created_at_after: number; created_at_before: number },
      options?: CallOptions,
    ): PromiseLike<ExportState>;
    get(job_identifier: string, options?: CallOptions): PromiseLike<ExportState>;
    cancel(job_identifier: string, options?: CallOptions): PromiseLike<unknown>;
    download(
      job_identifier: string,
      options?: CallOptions,
    ): { stream(): Promise<ReadableStream<Uint8Array>> };
  };
}

/** When the messages of a content export were sent. Both ends count, and Intercom exports whole days. */
export interface ContentExportPeriod {
  /** The start, as a Date or in Unix seconds. */
  readonly created_at_after: Date | number;
  /** The end, as a Date or in Unix seconds. */
  readonly created_at_before: Date | number;
}

/** The options of a content export. */
export interface ContentExportOptions extends ExportOptions {
  /**
   * Cancels the job at Intercom when `signal` is aborted before it is complete, so that another one can be
   * started. By default, it goes on, and can be resumed.
   */
  readonly cancelOnAbort?: boolean | undefined;
}

/** The columns of the file of receipts that Intercom documents. */
export type ReceiptColumn =
  | "user_id"
  | "user_external_id"
  | "company_id"
  | "email"
  | "name"
  | "ruleset_id"
  | "content_id"
  | "content_type"
  | "content_title"
  | "ruleset_version_id"
  | "receipt_id"
  | "received_at"
  | "series_id"
  | "series_title"
  | "node_id"
  | "first_reply"
  | "first_completion"
  | "first_series_completion"
  | "first_series_disengagement"
  | "first_series_exit"
  | "first_goal_success"
  | "first_open"
  | "first_click"
  | "first_dismisall"
  | "first_unsubscribe"
  | "first_hard_bounce";

/**
 * A message that a contact received, and what the contact did with it, by column. All values are text, as in
 * the file; the empty text where there was nothing. Which columns there are is Intercom's choice.
 */
export type ReceiptRow = { readonly [column in ReceiptColumn]?: string } & {
  readonly [column: string]: string | undefined;
};

const call = "contentExport";

/**
 * Exports who received the messages of a workspace (emails, posts, tours, surveys and the like), when, and
 * what they did with them: from the start of the job to its rows. Conversations are not part of it. It starts
 * when it is waited for or read. A workspace has one such export at a time.
 *
 * A download may have further files, such as one of all clicks: `files()` returns them. The times of a file
 * are text, in the form that Intercom writes.
 *
 * @param intercom what `createIntercom` of any version returned.
 * @param period when the messages were sent; what contacts did later counts only until its end.
 * @throws {ConfigError} for an invalid period or option, before anything is sent.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/data-export/createdataexport
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { contentExport } from "@interkit/client/helpers/content-export";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const january = {
 *   created_at_after: new Date("2026-01-01T00:00:00Z"),
 *   created_at_before: new Date("2026-01-31T23:59:59Z"),
 * };
 * const exported = contentExport(intercom, january, { whenBusy: "wait" });
 * for await (const { email, content_title, first_open } of exported.rows()) {
 *   console.log(email, content_title, first_open ? "opened" : "not opened");
 * }
 * ```
 */
export function contentExport(
  { dataExports }: ContentExporter,
  period: ContentExportPeriod,
  options: ContentExportOptions = {},
): Export<ReceiptRow> {
  checkExportOptions(call, options, [...exportOptionNames, "cancelOnAbort"]);
  const { cancelOnAbort = false } = options;
  if (typeof cancelOnAbort !== "boolean") {
    throw new ConfigError(`The option "cancelOnAbort" of ${call} must be true or false`);
  }
  const body = readPeriod(period);
  return createExport<ReceiptRow>(
    {
      route: "POST /export/content/data",
      start: (own) => dataExports.create(body, own),
      get: (id, own) => dataExports.get(id, own),
      cancel: cancelOnAbort ? (id, own) => dataExports.cancel(id, own) : undefined,
      download: (id, own) => dataExports.download(id, own).stream(),
    },
    {
      fileName: "receipts.csv",
      hasRows: (name) => /(^|\/)receipts?([^a-z/][^/]*)?$/i.test(name),
      rowLimit: 10_000_000,
    },
    options,
  );
}

function readPeriod(period: ContentExportPeriod): {
  created_at_after: number;
  created_at_before: number;
} {
  checkOptionNames(call, period, ["created_at_after", "created_at_before"]);
  const created_at_after = checkUnixSeconds(call, "created_at_after", period.created_at_after);
  const created_at_before = checkUnixSeconds(call, "created_at_before", period.created_at_before);
  if (created_at_after <= created_at_before) return { created_at_after, created_at_before };
  throw new ConfigError(`${call} got a "created_at_after" that is later than "created_at_before"`);
}
