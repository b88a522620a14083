export { JobError, type JobErrorReason } from "./common/job-error.ts";
export type { Json } from "./common/json.ts";
export { defineJob } from "./job/define-job.ts";
export type { JobDefinition, StepContext, StepResult } from "./job/job.ts";
export { toCsv } from "./outputs/csv.ts";
export { toJsonLines } from "./outputs/json-lines.ts";
export type { Output, OutputWriter } from "./outputs/output.ts";
export { type FailedItemsOptions, failedItems } from "./run/failed-items.ts";
export type { LeaseWait, OnWait } from "./run/lease-wait.ts";
export type { ReplayOptions, RunOptions } from "./run/options.ts";
export type { RunProgress } from "./run/progress-meter.ts";
export { replay } from "./run/replay.ts";
export { run } from "./run/run.ts";
export type { IncompleteItem, JobSummary, StopReason } from "./run/summary.ts";
export type { Rows } from "./sources/counted-rows.ts";
export { type ChangesOptions, fromChanges } from "./sources/from-changes.ts";
export { type CsvOptions, type CsvRow, fromCsv } from "./sources/from-csv.ts";
export {
  type ExportSourceOptions,
  fromExport,
  type SourceExport,
  type SourceExportOptions,
} from "./sources/from-export.ts";
export { fromJsonLines } from "./sources/from-json-lines.ts";
export { fromList } from "./sources/from-list.ts";
export {
  fromRows,
  type OpenRows,
  type PositionOptions,
  type RowsOptions,
} from "./sources/from-rows.ts";
export { fromSearch } from "./sources/from-search.ts";
export { inBatches } from "./sources/in-batches.ts";
export type { ListInput, SourceListOptions } from "./sources/list-source.ts";
export type { FileOptions } from "./sources/read-file.ts";
export type { Batch, Source, SourceContext } from "./sources/source.ts";
export { type FileStateOptions, fileState } from "./state/file-state.ts";
export { memoryState } from "./state/memory-state.ts";
export type { SqliteEngine } from "./state/sqlite/engines.ts";
export type {
  Counts,
  FailedItem,
  Lease,
  LeaseOwner,
  Progress,
  RecordChange,
  StateChange,
  StatePage,
  StateRecord,
  StateStore,
} from "./state/state-store.ts";
