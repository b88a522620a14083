export type {
  ContactSearch,
  MirrorClient,
  MirroredItem,
  MirrorSearch,
  StreamsOf,
} from "./client.ts";
export type { MirrorHint } from "./hints.ts";
export {
  createMirror,
  type Mirror,
  type MirrorCallOptions,
  type MirrorOptions,
  type VerifyOptions,
} from "./mirror.ts";
export type { IncompleteObject, MirrorReport, StreamReport } from "./report.ts";
export type { MirrorSyncOptions } from "./synchronisation.ts";
export {
  callbackTarget,
  type MirrorCallbacks,
  type MirrorChange,
} from "./targets/callback-target.ts";
export { fileTarget } from "./targets/file-target.ts";
export { type MemoryTarget, memoryTarget } from "./targets/memory-target.ts";
export { type SqlQuery, type SqlTargetOptions, sqlTarget } from "./targets/sql-target.ts";
export type { MirrorRecord, MirrorStream, MirrorTarget } from "./targets/target.ts";
export type { MirrorDifference } from "./verification.ts";
