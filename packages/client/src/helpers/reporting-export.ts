import { type CallOptions, ConfigError } from "@interkit/core";
import { checkChoice, checkOptionNames, describeKind } from "../checks/options.ts";
import { checkUnixSeconds } from "../checks/unix-seconds.ts";
import type { NameColumns } from "../exports/csv.ts";
import type { ExportState } from "../exports/export-job.ts";
import { createExport, type Export } from "../exports/file-export.ts";
import { checkExportOptions, type ExportOptions, exportOptionNames } from "../exports/options.ts";
import {
  columnNames,
  findAttributes,
  type ReportingDataset,
} from "../exports/reporting-columns.ts";

export { ExportError, type ExportErrorReason } from "../exports/export-error.ts";
export type { ExportState } from "../exports/export-job.ts";
export type { ExportedFile } from "../exports/exported-file.ts";
export type { CompletedExport, Export } from "../exports/file-export.ts";
export type { ExportNotice, ExportOptions, ExportProgress } from "../exports/options.ts";
export type { ReportingAttribute, ReportingDataset } from "../exports/reporting-columns.ts";

/** The methods that a reporting export calls. Clients of version 2.14 and later have them. */
export interface ReportingExporter {
  /** What `intercom.reportingDataExports` has. */
  readonly reportingDataExports: {
    enqueue(
      body: { dataset_id: string; attribute_ids: string[]; start_time: number; end_time: number },
      options?: CallOptions,
    ): PromiseLike<ExportState>;
    get(
      job_identifier: string,
      query: { app_id: string; client_id: string },
      options?: CallOptions,
    ): PromiseLike<ExportState>;
    download(
      job_identifier: string,
      query: { app_id: string },
      options?: CallOptions,
    ): { stream(): Promise<ReadableStream<Uint8Array>> };
    readonly datasets: {
      list(options?: CallOptions): {
        collect(options: { limit: number }): Promise<readonly ReportingDataset[]>;
      };
    };
  };
}

/** What is exported: columns of a dataset, and for what time. */
export interface ReportingExportRequest<Id extends string> {
  /** The id of a dataset, such as `conversation`. */
  readonly dataset_id: string;
  /** The full ids of its attributes, such as `standard.conversation_id`; up to version 2.15, their ids. */
  readonly attribute_ids: readonly Id[];
  /** The start, as a Date or in Unix seconds. */
  readonly start_time: Date | number;
  /** The end, as a Date or in Unix seconds. */
  readonly end_time: Date | number;
  /** The id of the workspace. */
  readonly app_id: string;
  /** The client id of your app. */
  readonly client_id: string;
}

/** The options of a reporting export. */
export interface ReportingExportOptions extends ExportOptions {
  /**
   * `"file"` names the columns as the file does, in Intercom's words. By default, they have the ids that were
   * requested, and a file that has no column for one of them is an `ExportError`.
   */
  readonly columns?: "requested" | "file" | undefined;
}

const call = "reportingExport";

/**
 * Exports rows of a reporting dataset, such as conversations, tickets or calls with their metrics: from the
 * start of the job to its rows. It starts when it is waited for or read. A workspace may have five such
 * exports pending.
 *
 * The dataset and its attributes are checked before the job starts, since Intercom's list of them is that of
 * the workspace. All values are text, in the form that Intercom writes.
 *
 * @param intercom what `createIntercom` of version 2.14 or later returned.
 * @throws {ConfigError} for an invalid request or option, before anything is sent.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/reporting-data-export
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { reportingExport } from "@interkit/client/helpers/reporting-export";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const calls = reportingExport(intercom, {
 *   dataset_id: "call",
 *   attribute_ids: ["call.call_id", "call.call_duration"],
 *   start_time: new Date("2026-01-01T00:00:00Z"),
 *   end_time: new Date("2026-01-31T23:59:59Z"),
 *   app_id: "abc12345",
 *   client_id: "3f1c8a52-6d0e-4b7a-9c41-5e2f7d8b9a60",
 * });
 * for await (const row of calls.rows()) console.log(row["call.call_id"], row["call.call_duration"]);
 * ```
 */
export function reportingExport<const Id extends string>(
  { reportingDataExports }: ReportingExporter,
  request: ReportingExportRequest<Id>,
  options: ReportingExportOptions = {},
): Export<Record<Id, string>> {
  checkExportOptions(call, options, [...exportOptionNames, "columns"]);
  const { columns = "requested" } = options;
  checkChoice(call, "columns", columns, ["requested", "file"]);
  const { body, app_id, client_id } = readRequest(request);
  const { dataset_id, attribute_ids } = body;
  const { signal, retry, priority, headers } = options;
  let checked: Promise<NameColumns> | undefined;
  const check = async (): Promise<NameColumns> => {
    const list = reportingDataExports.datasets.list({ signal, retry, priority, headers });
    const datasets = await list.collect({ limit: 10_000 });
    const attributes = findAttributes(call, datasets, dataset_id, attribute_ids);
    return columns === "file" ? (header) => [...header] : columnNames(attribute_ids, attributes);
  };
  return createExport<Record<Id, string>>(
    {
      route: "POST /export/reporting_data/enqueue",
      start: (own) => reportingDataExports.enqueue(body, own),
      get: (id, own) => reportingDataExports.get(id, { app_id, client_id }, own),
      download: (id, own) => reportingDataExports.download(id, { app_id }, own).stream(),
    },
    {
      fileName: `${dataset_id}.csv`,
      hasRows: () => true,
      prepare: () => {
        checked ??= check().catch((error: unknown) => {
          checked = undefined;
          throw error;
        });
        return checked;
      },
    },
    options,
  );
}

const requestNames = [
  "dataset_id",
  "attribute_ids",
  "start_time",
  "end_time",
  "app_id",
  "client_id",
] as const;

function readRequest(request: ReportingExportRequest<string>) {
  checkOptionNames(call, request, requestNames);
  const text = (name: "dataset_id" | "app_id" | "client_id"): string => {
    const value: unknown = request[name];
    if (typeof value === "string" && value !== "") return value;
    throw new ConfigError(`${call} needs "${name}", and got ${describeKind(value || undefined)}`);
  };
  const ids: unknown = request.attribute_ids;
  if (!Array.isArray(ids) || ids.length === 0 || ids.some((id) => typeof id !== "string")) {
    throw new ConfigError(`${call} needs "attribute_ids", a list with an id in it`);
  }
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) {
    throw new ConfigError(`${call} got the attribute "${repeated}" more than once`);
  }
  const start_time = checkUnixSeconds(call, "start_time", request.start_time);
  const end_time = checkUnixSeconds(call, "end_time", request.end_time);
  if (start_time > end_time) {
    throw new ConfigError(`${call} got a "start_time" that is later than "end_time"`);
  }
  return {
    body: {
      dataset_id: text("dataset_id"),
      attribute_ids: [...ids] as string[],
      start_time,
      end_time,
    },
    app_id: text("app_id"),
    client_id: text("client_id"),
  };
}
