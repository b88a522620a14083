import { Ids } from "../store/ids.ts";
import {
  Delivery,
  type DeliveryStatus,
  type DeliverySubject,
  type WebhookDelivery,
} from "./delivery.ts";
import { checkPattern, expressionOf, type TopicPattern } from "./topic-pattern.ts";

/** A filter for deliveries. */
export interface DeliveryFilter {
  /** A topic, such as `contact.user.created`, or a pattern such as `contact.*`. */
  readonly topic?: TopicPattern;
  /** The id of a target. */
  readonly targetId?: string;
  /** What became of them so far. */
  readonly status?: DeliveryStatus;
}

const filters = ["topic", "targetId", "status"];
const statuses = ["pending", "delivered", "failed", "lost", "dropped"];

/** @throws {TypeError} for a filter that does not exist, or that no delivery can fit. */
function checkFilter(filter: DeliveryFilter): void {
  const other = Object.keys(filter).find((name) => !filters.includes(name));
  if (other !== undefined) {
    throw new TypeError(
      `Deliveries cannot be filtered by ${other}, only by ${filters.join(", ")}.`,
    );
  }
  const { topic, status } = filter;
  if (topic !== undefined) checkPattern(topic);
  if (status !== undefined && !statuses.includes(status)) {
    throw new TypeError(`status is one of ${statuses.join(", ")}, not ${JSON.stringify(status)}.`);
  }
}

/** How many deliveries are kept. The oldest that are not pending are removed first. */
const maxDeliveries = 5000;

/** The notifications that were sent, or are to be sent. */
export class Outbox {
  readonly #seed: string;
  #ids: Ids;
  #deliveries = new Map<string, Delivery>();
  #count = 0;

  constructor(seed: string) {
    this.#seed = `${seed} webhooks`;
    this.#ids = new Ids(this.#seed);
  }

  /** Generates the id of a notification. Targets share it. */
  nextNotificationId(): string {
    return `notif_${this.#ids.uuid()}`;
  }

  add(subject: Omit<DeliverySubject, "id">, dueAt: number): Delivery {
    this.#count += 1;
    const id = String(this.#count);
    const delivery = new Delivery({ ...subject, id }, dueAt);
    this.#deliveries.set(id, delivery);
    if (this.#deliveries.size > maxDeliveries) this.#removeOldest();
    return delivery;
  }

  get(id: string): Delivery | undefined {
    return this.#deliveries.get(id);
  }

  /** @throws {TypeError} for an invalid filter. */
  list(filter: DeliveryFilter = {}): WebhookDelivery[] {
    checkFilter(filter);
    const { topic, targetId, status } = filter;
    const expression = topic === undefined ? undefined : expressionOf(topic);
    return [...this.#deliveries.values()]
      .filter(({ subject }) => expression === undefined || expression.test(subject.topic))
      .filter(({ subject }) => targetId === undefined || subject.targetId === targetId)
      .filter((delivery) => status === undefined || delivery.status === status)
      .map((delivery) => delivery.entry());
  }

  /** Removes all deliveries, and restarts the ids. */
  reset(): void {
    this.#deliveries = new Map();
    this.#ids = new Ids(this.#seed);
    this.#count = 0;
  }

  #removeOldest(): void {
    for (const [id, { status }] of this.#deliveries) {
      if (status === "pending") continue;
      this.#deliveries.delete(id);
      return;
    }
  }
}
