import type { WebhookEvent } from "../topics/events.ts";

/** Gets each failure, with the notification where there is one. */
export type Report = (error: unknown, event: WebhookEvent | undefined) => void;

/** The default: writes to the console, without data of the notification. */
export function print(error: unknown, event: WebhookEvent | undefined): void {
  const which = event === undefined ? "" : ` (${event.topic} ${event.id ?? ""})`;
  console.error(`A webhook failed${which}:`, error);
}
