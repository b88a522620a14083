import type { Notification } from "../notifications/notification.ts";
import type { Topic } from "../notifications/occurrence.ts";

/** A request with a notification. */
export interface DeliveryAttempt {
  /** When it was sent, in milliseconds of the sandbox's clock. */
  readonly sentAt: number;
  /** How long it took, in milliseconds of real time. */
  readonly durationMs: number;
  /** The status of the response. */
  readonly status?: number;
  /** Why there was no response. */
  readonly error?: string;
  /** Whether it was the copy of a notification that the faults sent twice. */
  readonly isDuplicate?: boolean;
}

/**
 * What became of a notification: `pending` until a response; `failed` after the retry; `lost` when the
 * faults lose it; `dropped` when the target is disabled, paused, removed or throttled for too long.
 */
export type DeliveryStatus = "pending" | "delivered" | "failed" | "lost" | "dropped";

/** A notification in the outbox. */
export interface WebhookDelivery {
  /** Its id in the outbox, which is not that of the notification. */
  readonly id: string;
  /** The id of its target. */
  readonly targetId: string;
  /** The URL of its target. */
  readonly url: string;
  /** What happened. */
  readonly topic: Topic;
  /** What became of it so far. */
  readonly status: DeliveryStatus;
  /** Why it failed or was dropped. */
  readonly reason?: string;
  /** When it happened, in milliseconds of the sandbox's clock. */
  readonly createdAt: number;
  /** When it is sent next, in milliseconds of the sandbox's clock; null when it is not. */
  readonly dueAt: number | null;
  /** The requests, in order. */
  readonly attempts: readonly DeliveryAttempt[];
  /** The body, as it was sent last or, before that, as it will be sent. */
  readonly body: Notification;
}

/** What a delivery is about. */
export interface DeliverySubject {
  readonly id: string;
  readonly targetId: string;
  readonly url: string;
  readonly topic: Topic;
  /** The id of the notification; null for a ping. */
  readonly notificationId: string | null;
  readonly appId: string;
  /** The item as JSON. */
  readonly item: string;
  readonly createdAt: number;
}

/** A notification on its way to a target. */
export class Delivery {
  readonly subject: DeliverySubject;
  readonly attempts: DeliveryAttempt[] = [];
  status: DeliveryStatus = "pending";
  reason: string | undefined;
  dueAt: number | null;
  /** How often it was sent, without copies. */
  sends = 0;
  /** How often it was sent and failed, without responses that throttle. */
  errors = 0;
  #firstSentAt: number | undefined;

  constructor(subject: DeliverySubject, dueAt: number) {
    this.subject = subject;
    this.dueAt = dueAt;
  }

  /** Counts a request, and returns its body. */
  send(now: number): string {
    this.sends += 1;
    this.#firstSentAt ??= now;
    this.dueAt = null;
    return this.text();
  }

  /** Sends it later again. */
  postpone(dueAt: number): void {
    this.status = "pending";
    this.reason = undefined;
    this.dueAt = dueAt;
  }

  /** Ends it. */
  end(status: DeliveryStatus, reason?: string): void {
    this.status = status;
    this.reason = reason;
    this.dueAt = null;
  }

  /** The body. The JSON of the item is written once. */
  text(): string {
    const { topic, notificationId, appId, item, createdAt } = this.subject;
    const status = this.sends > 1 ? "retry" : "pending";
    const body: Notification = {
      type: "notification_event",
      app_id: appId,
      data: { type: "notification_event_data", item: null },
      links: {},
      id: notificationId,
      topic,
      delivery_status: notificationId === null ? null : status,
      delivery_attempts: Math.max(1, this.sends),
      delivered_at: 0,
      first_sent_at: seconds(this.#firstSentAt ?? createdAt),
      created_at: seconds(createdAt),
      self: null,
    };
    return JSON.stringify(body).replace('"item":null', () => `"item":${item}`);
  }

  /** The entry of the outbox. */
  entry(): WebhookDelivery {
    const { id, targetId, url, topic, createdAt } = this.subject;
    return {
      id,
      targetId,
      url,
      topic,
      status: this.status,
      ...(this.reason === undefined ? {} : { reason: this.reason }),
      createdAt,
      dueAt: this.dueAt,
      attempts: this.attempts.map((attempt) => ({ ...attempt })),
      body: JSON.parse(this.text()) as Notification,
    };
  }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
