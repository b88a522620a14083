import type { WebhookDelivery } from "./delivery.ts";
import type { DeliveryFaults } from "./delivery-faults.ts";
import type { DeliveryFilter } from "./outbox.ts";
import type { AddedTarget, WebhookTarget } from "./target.ts";

/** The webhooks of a sandbox: their targets, and what is sent to them. */
export interface SandboxWebhooks {
  /**
   * Adds a target. A HEAD request and a ping are sent to it first, as Intercom does.
   *
   * @throws {TypeError} when the target is invalid, with a suggestion for an unknown topic.
   *
   * @example
   * ```ts
   * import { createSandbox } from "@interkit/sandbox";
   *
   * const sandbox = createSandbox();
   * sandbox.webhooks.add({
   *   url: "http://127.0.0.1:3000/webhooks",
   *   secret: "client secret",
   *   topics: ["contact.*", "conversation.user.created"],
   * });
   * sandbox.seed.contact({ email: "ada@example.com" });
   * await sandbox.webhooks.settled();
   * ```
   */
  add(target: WebhookTarget): AddedTarget;
  /** All targets in the order in which they were added, without their secrets. */
  list(): AddedTarget[];
  /** Removes a target, and drops what waits for it. Returns false when no target has this id. */
  remove(id: string): boolean;
  /** Removes all targets. */
  clear(): void;
  /**
   * The notifications that were sent or are to be sent, the oldest first.
   *
   * @throws {TypeError} for an invalid filter.
   */
  deliveries(filter?: DeliveryFilter): WebhookDelivery[];
  /**
   * Sends a notification once more. Without a `flush` where they are sent on flush, it waits for one.
   *
   * @throws {TypeError} when no delivery has this id, or its target was removed or is disabled.
   */
  redeliver(id: string): WebhookDelivery;
  /** What goes wrong with notifications, set as a whole. @throws {TypeError} when it is set to invalid ones. */
  faults: DeliveryFaults;
  /** Sends what is due at the time of the sandbox's clock, and resolves when the requests ended. */
  flush(): Promise<void>;
  /**
   * Resolves when nothing is on its way that is due at the time of the sandbox's clock. It does not
   * wait for a retry a minute later: advance the clock first. Where notifications are sent on flush,
   * it waits for those alone that a flush has begun to send.
   */
  settled(): Promise<void>;
}
