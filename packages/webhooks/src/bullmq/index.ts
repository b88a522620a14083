export { type BullQueue, createBullQueue } from "./bull-queue.ts";
export type { FailedEvent } from "./failed-event.ts";
export type { BullQueueOptions, WorkersOptions } from "./options.ts";
export type { CloseOptions, Workers } from "./workers.ts";
