import type { WebhookEvent } from "../topics/events.ts";

/** A notification whose handlers have failed as often as they may be called. */
export interface FailedEvent {
  /** The notification. */
  readonly event: WebhookEvent;
  /** The message of the last error, or a text for what was thrown in place of one. */
  readonly reason: string;
  /** When it failed, in milliseconds since 1970. */
  readonly failedAt: number;
  /** Has workers handle it again, after what waits already. */
  retry(): Promise<void>;
  /** Removes it, unhandled. */
  remove(): Promise<void>;
}
