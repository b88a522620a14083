import { TimeoutError } from "@interkit/core";
import { createEndpoint, type Endpoint, type RequestContext } from "../endpoint/endpoint.ts";
import { within } from "../endpoint/within.ts";
import type { SignedRequest } from "../signatures/signed-request.ts";
import { isCausedBy } from "../topics/causes.ts";
import { readEvent, type WebhookEvent } from "../topics/events.ts";
import { partKeyOf } from "../topics/parts.ts";
import type { EventQueue } from "./event-queue.ts";
import type { Handlers } from "./handlers.ts";
import type { Settings } from "./options.ts";
import { Sequences } from "./sequences.ts";

interface Delivery {
  readonly event: WebhookEvent;
  /** What a store and a queue know it by. */
  readonly key: string | undefined;
  /** Whether the store has responded. */
  isClaimed: boolean;
}

/** Responds to notifications, and has each handled once. */
export class Receiver {
  readonly endpoint: Endpoint;
  readonly #settings: Settings;
  readonly #handlers: Handlers;
  readonly #sequences = new Sequences();

  constructor(settings: Settings, handlers: Handlers) {
    this.#settings = settings;
    this.#handlers = handlers;
    const { secret, maxBodyBytes, recording } = settings;
    const record = recording && ((request: SignedRequest) => recording.append(request));
    const report = (error: unknown) => settings.report(error, undefined);
    this.endpoint = createEndpoint(
      { secret, maxBodyBytes, kind: "notification", record, report },
      async (json, context) => {
        return { status: await this.#receive(readEvent(json), context), headers: {} };
      },
    );
  }

  async #receive(event: WebhookEvent, context: RequestContext): Promise<number> {
    const { queue, ignore, gone, respondsFirst } = this.#settings;
    if (isCausedBy(event, ignore)) return 200;
    if (gone) {
      const status = await this.#within(this.#goneStatus(event, gone), () =>
        this.#reportLate("function gone", event),
      );
      if (status !== 200) return status;
    }
    const delivery = { event, key: this.#keyOf(event), isClaimed: false };
    if (queue) {
      const added = this.#enqueue(queue, delivery);
      context.waitUntil?.(added);
      return this.#within(added, () => this.#reportLate("queue", event));
    }
    const claimed = this.#claim(delivery);
    const worked = this.#work(claimed, delivery);
    context.waitUntil?.(worked);
    return this.#within(respondsFirst ? claimed.then((status) => status ?? 200) : worked, () =>
      this.#reportLate(delivery.isClaimed ? "handlers" : "store", event),
    );
  }

  /** 410 for what Intercom is to send no more, and 503 where that cannot be found out. */
  async #goneStatus(
    event: WebhookEvent,
    gone: NonNullable<Settings["gone"]>,
  ): Promise<200 | 410 | 503> {
    try {
      return (await gone(event)) ? 410 : 200;
    } catch (error) {
      this.#settings.report(error, event);
      return 503;
    }
  }

  /** Which deliveries are one; undefined for a ping and a test of the Developer Hub, which have no id. */
  #keyOf(event: WebhookEvent): string | undefined {
    const { deduplicatesParts } = this.#settings;
    // What no handler fits must not take the place of what one does.
    const byPart = deduplicatesParts && this.#handlers.for(event).length > 0;
    return (byPart ? partKeyOf(event) : undefined) ?? event.id ?? undefined;
  }

  async #enqueue(queue: EventQueue, { event, key }: Delivery): Promise<number> {
    try {
      await queue.add(event, key);
      return 200;
    } catch (error) {
      this.#settings.report(error, event);
      return 503;
    }
  }

  /** The status of what need not or cannot be handled. It never rejects. */
  async #claim(delivery: Delivery): Promise<number | undefined> {
    const { event, key } = delivery;
    try {
      const state = key === undefined ? "new" : await this.#settings.store.claim(key);
      return state === "new" ? undefined : 200;
    } catch (error) {
      this.#settings.report(error, event);
      return 503;
    } finally {
      delivery.isClaimed = true;
    }
  }

  /** Handles what is claimed, also after the response, and resolves to the status. It never rejects. */
  async #work(claimed: Promise<number | undefined>, { event, key }: Delivery): Promise<number> {
    const status = await claimed;
    if (status !== undefined) return status;
    const { store, orderBy, report } = this.#settings;
    let isDone = true;
    try {
      await this.#sequences.run(orderBy(event), () => this.#handlers.run(event));
    } catch (error) {
      report(error, event);
      isDone = false;
    }
    try {
      if (key !== undefined) await (isDone ? store.complete(key) : store.release(key));
    } catch (error) {
      report(error, event);
    }
    return isDone ? 200 : 500;
  }

  /** The status, or 503 once the limit is over. */
  #within(status: Promise<number>, onTimeout: () => unknown): Promise<number> {
    return within(status, this.#settings.timeoutMs, () => {
      onTimeout();
      return 503;
    });
  }

  #reportLate(what: string, event: WebhookEvent): void {
    const { timeoutMs } = this.#settings;
    const error = new TimeoutError(`The ${what}`, { timeoutMs, phase: "call" });
    this.#settings.report(error, event);
  }
}
