import { inspect } from "node:util";
import { RATE_LIMIT_ERROR } from "bullmq";

/**
 * A plain error for BullMQ of what a handler threw, which may be anything. BullMQ takes some errors as instructions,
 * by their name or message: it would neither keep the notification nor go on with what follows.
 */
export function failureOf(thrown: unknown): Error {
  const failure = new Error(reasonOf(thrown));
  const { stack } = thrown instanceof Error ? thrown : failure;
  if (typeof stack === "string") failure.stack = stack;
  return failure;
}

/** A text that is never empty: BullMQ keeps no empty one. */
function reasonOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : thrown;
  if (typeof message === "string" && message !== "" && message !== RATE_LIMIT_ERROR) return message;
  return thrown instanceof Error ? `${thrown.name}: ${message}` : inspect(thrown);
}
