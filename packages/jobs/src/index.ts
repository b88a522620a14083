export type { JobDefinition, StepContext } from "./job/job.ts";
export { JobError, type JobErrorReason } from "./job-error.ts";
export type { Json } from "./json.ts";
export type { Batch, Source, SourceContext } from "./sources/source.ts";
export type {
  Counts,
  FailedItem,
  Lease,
  Progress,
  StateChange,
  StateStore,
} from "./state/state-store.ts";
