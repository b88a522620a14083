export { type RecordingFilter, readRecording } from "./read-recording.ts";
export type { RecordedDelivery } from "./recorded-delivery.ts";
export { openRecording, type Recording } from "./recording.ts";
export { type ReplayOptions, type ReplayResult, replayDeliveries } from "./replay.ts";
