import type { WebhookEvent } from "../topics/events.ts";

/** Keeps notifications until workers call `run` of webhooks with them. */
export interface EventQueue {
  /**
   * Resolves when the queue has the notification, so that it outlives this process.
   *
   * @param key the same for deliveries of which one has to be handled; undefined for a ping and a test of
   * the Developer Hub, which are handled each time.
   */
  add(event: WebhookEvent, key: string | undefined): Promise<unknown>;
}
