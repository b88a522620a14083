import type { Clock } from "../state/clock.ts";
import type { Delivery, DeliverySubject } from "./delivery.ts";
import {
  type ChosenFaults,
  checkFaults,
  type DeliveryFaults,
  faultChooser,
} from "./delivery-faults.ts";
import type { WebhookSettings } from "./options.ts";
import { Outbox } from "./outbox.ts";
import { Sender } from "./sender.ts";
import type { CheckedTarget } from "./target.ts";
import { TargetQueue } from "./target-queue.ts";
import { Timer } from "./timer.ts";

export interface DispatcherOptions {
  readonly settings: WebhookSettings;
  readonly clock: Clock;
  /** The seed of the sandbox, of which the random choices of the faults depend. */
  readonly seed: string;
}

/** A notification for a target. */
export type Dispatch = Omit<DeliverySubject, "id" | "targetId" | "url">;

/** Queues notifications for targets, and sends them when they are due. */
export class Dispatcher {
  readonly outbox: Outbox;
  readonly #options: DispatcherOptions;
  readonly #sender: Sender;
  readonly #timer = new Timer();
  readonly #queues = new Map<string, TargetQueue>();
  #count = 0;
  #faults: DeliveryFaults = {};
  #chooseFaults: () => ChosenFaults;
  #isScheduled = false;
  #isClosed = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    const { concurrency, timeoutMs, fetch } = options.settings;
    this.outbox = new Outbox(options.seed);
    this.#sender = new Sender({ now: () => this.#now, concurrency, timeoutMs, fetch });
    this.#chooseFaults = faultChooser({}, options.seed);
  }

  get queues(): readonly TargetQueue[] {
    return [...this.#queues.values()];
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  addTarget(target: CheckedTarget): TargetQueue {
    this.#count += 1;
    const queue = new TargetQueue(String(this.#count), target);
    this.#queues.set(queue.id, queue);
    return queue;
  }

  /** Removes a target, and drops what waits for it. */
  removeTarget(id: string): boolean {
    this.#queues.get(id)?.disable("The target was removed.");
    return this.#queues.delete(id);
  }

  get faults(): DeliveryFaults {
    return this.#faults;
  }

  set faults(faults: DeliveryFaults) {
    this.#faults = checkFaults(faults);
    this.#chooseFaults = faultChooser(this.#faults, this.#options.seed);
  }

  /** Queues a notification, unless the faults lose it. */
  dispatch(queue: TargetQueue, given: Dispatch): void {
    const { id: targetId, target } = queue;
    const chosen = given.topic === "ping" ? noFaults : this.#chooseFaults();
    const dueAt = given.createdAt + chosen.delayMs;
    const delivery = this.outbox.add({ ...given, targetId, url: target.url }, dueAt);
    if (queue.isDisabled) delivery.end("dropped", "The target is disabled.");
    else if (queue.isPaused(this.#now)) delivery.end("dropped", "The target is paused.");
    else if (chosen.isLost) delivery.end("lost", "The faults of the sandbox lose it.");
    else {
      const copies = chosen.isDuplicated ? [false, true] : [false];
      const sends = copies.map((isDuplicate) => ({ delivery, dueAt, isDuplicate }));
      queue.add(sends, chosen.isShuffled);
      this.deliverSoon();
    }
  }

  /** Queues a notification again. @throws {TypeError} when its target is gone. */
  redeliver(delivery: Delivery): void {
    const { id, targetId } = delivery.subject;
    const queue = this.#queues.get(targetId);
    if (!queue || queue.isDisabled) {
      throw new TypeError(`The target of delivery ${id} was removed or is disabled.`);
    }
    // A notification that waits for its retry is sent at once.
    queue.withdraw(delivery);
    const dueAt = this.#now;
    delivery.postpone(dueAt);
    queue.add([{ delivery, dueAt, isDuplicate: false }]);
    this.deliverSoon();
  }

  /** Delivers after the current work, so that no response of the API waits for it. */
  deliverSoon(): void {
    if (this.#options.settings.isManual || this.#isScheduled || this.#isClosed) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.#deliver();
    });
  }

  /** Sends everything that is due, and resolves when the requests ended. */
  async flush(): Promise<void> {
    for (;;) {
      for (const queue of this.queues) queue.releaseShuffled();
      this.#deliver();
      if (!this.#sender.isSending) return;
      await this.#sender.nextEnd();
    }
  }

  /** Resolves when the requests that were begun ended. */
  async ended(): Promise<void> {
    while (this.#sender.isSending) await this.#sender.nextEnd();
  }

  /** Removes all targets and deliveries, and restarts their ids. */
  reset(): void {
    for (const { id } of this.queues) this.removeTarget(id);
    this.outbox.reset();
    this.#count = 0;
  }

  /** Ends all requests and timers. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#timer.clear();
    for (const { id } of this.queues) this.removeTarget(id);
    await this.#sender.close();
  }

  get #now(): number {
    return this.#options.clock.now;
  }

  #deliver(): void {
    if (this.#isClosed) return;
    const now = this.#now;
    for (const queue of this.queues) {
      queue.releaseShuffled(now);
      this.#sender.start(queue, () => this.deliverSoon());
    }
    this.#setTimer();
  }

  /** Sets the timer to when the next notification is due. A paused clock has none. */
  #setTimer(): void {
    const { settings, clock } = this.#options;
    this.#timer.clear();
    if (settings.isManual || clock.paused) return;
    const later = this.queues
      .flatMap((queue) => queue.nextAt() ?? [])
      .filter((at) => at > this.#now);
    if (later.length > 0) {
      this.#timer.set(Math.min(...later) - this.#now, () => this.#deliver());
    }
  }
}

const noFaults: ChosenFaults = {
  isDuplicated: false,
  isLost: false,
  isShuffled: false,
  delayMs: 0,
};
