export { JobError, type JobErrorReason } from "./common/job-error.ts";
export type { Json } from "./common/json.ts";
export type { JobDefinition, StepContext, StepResult } from "./job/job.ts";
export { toCsv } from "./outputs/csv.ts";
export { toJsonLines } from "./outputs/json-lines.ts";
export type { Output, OutputWriter } from "./outputs/output.ts";
export type { Batch, Source, SourceContext } from "./sources/source.ts";
export { type FileStateOptions, fileState } from "./state/file-state.ts";
export type { SqliteEngine } from "./state/sqlite/engines.ts";
export type {
  Counts,
  FailedItem,
  Lease,
  Progress,
  StateChange,
  StateStore,
} from "./state/state-store.ts";
