import type { Deadline } from "../transport/deadline.ts";
import type { ReadableHeaders } from "../transport/exchange.ts";
import type { Priority } from "../transport/options.ts";
import type { RateLimitSettings } from "./options.ts";
import { PermitQueue, type Waiter } from "./permit-queue.ts";
import { QuotaTracker } from "./quota-tracker.ts";
import type { SharedCounter } from "./shared-counter.ts";
import type { RateLimitState } from "./state.ts";

/** The permit of one attempt. Exactly one of its functions is called, when the attempt is over. */
export class Permit {
  /** Whether the attempt was delayed. */
  readonly wasDelayed: boolean;
  readonly #limiter: Limiter;
  readonly #sentAt = performance.now();

  constructor(limiter: Limiter, wasDelayed: boolean) {
    this.#limiter = limiter;
    this.wasDelayed = wasDelayed;
  }

  /** Records a response; `refused` when it was a 429 for too many calls. */
  recordResponse(headers: ReadableHeaders, refused: boolean): void {
    this.#limiter.recordResponse(headers, refused, this.#sentAt);
  }

  /** Records that there was no response. */
  recordFailure(): void {
    this.#limiter.recordFailure();
  }
}

/**
 * Grants permits, so that no more calls are sent in a window than Intercom allows.
 *
 * https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting
 */
export class Limiter {
  readonly #quota: QuotaTracker;
  readonly #settings: RateLimitSettings;
  /** Made when the first call has to wait. */
  #queue: PermitQueue | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isGranting = false;
  /** How often no permit was available for the queue. */
  #shortages = 0;

  /**
   * @param startedAt When the first window is taken to run, by the monotonic clock.
   * @param counter Counts the calls in a shared store, if there is one.
   */
  constructor(settings: RateLimitSettings, startedAt: number, counter: SharedCounter | undefined) {
    this.#quota = new QuotaTracker(settings.callsPerWindow, startedAt, counter);
    this.#settings = settings;
  }

  get state(): RateLimitState {
    return { ...this.#quota.state(), waiting: this.#queue?.size ?? 0 };
  }

  /** Returns a permit if one is available now. */
  tryAcquire(priority: Priority): Permit | undefined {
    if (this.#queue?.size || this.#isGranting || !this.#quota.isCountedHere) return undefined;
    if (this.#quota.available(priority === "bulk" ? this.#settings.bulkShare : 1) === 0)
      return undefined;
    this.#quota.count(1);
    return new Permit(this, false);
  }

  /** Waits for a permit, and rejects when the call is over before. */
  async acquire(priority: Priority, deadline: Deadline): Promise<Permit> {
    deadline.check();
    return new Permit(this, await this.#waitForPermit(priority, deadline));
  }

  /** Resolves to whether no permit was available at some time. */
  #waitForPermit(priority: Priority, deadline: Deadline): Promise<boolean> {
    const shortages = this.#shortages;
    this.#queue ??= new PermitQueue();
    const queue = this.#queue;
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        priority,
        grant: () => {
          stopListening();
          resolve(shortages !== this.#shortages);
        },
      };
      const stopListening = deadline.onEnd((reason) => {
        queue.remove(waiter);
        if (queue.size === 0) clearTimeout(this.#timer);
        reject(reason);
      });
      queue.enqueue(waiter);
      void this.#grantPermits(queue);
    });
  }

  /** Grants the permits that are available to the queue, and runs again when there are more. */
  async #grantPermits(queue: PermitQueue): Promise<void> {
    if (this.#isGranting) return;
    this.#isGranting = true;
    clearTimeout(this.#timer);
    try {
      while (queue.size > 0) {
        const calls = this.#grantable(queue);
        if (calls === 0) {
          this.#scheduleGrant(queue);
          return;
        }
        this.#grant(queue, await this.#quota.acquire(calls));
      }
    } finally {
      this.#isGranting = false;
    }
  }

  /** How many of the queued calls may be sent now. */
  #grantable({ waiting }: PermitQueue): number {
    const available = this.#quota.available(1);
    const interactive = Math.min(waiting.interactive, available);
    const bulk = Math.min(
      waiting.bulk,
      this.#quota.available(this.#settings.bulkShare) - interactive,
    );
    // Of these, every tenth permit belongs to a bulk call, which may then use the reserve.
    return interactive + Math.max(0, bulk);
  }

  /** Schedules the next run. With no delay to wait for, the next response starts it. */
  #scheduleGrant(queue: PermitQueue): void {
    this.#shortages += 1;
    const isBulk = queue.waiting.interactive === 0;
    const delayMs = this.#quota.delayMs(isBulk ? this.#settings.bulkShare : 1);
    if (!Number.isFinite(delayMs)) return;
    this.#timer = setTimeout(() => void this.#grantPermits(queue), Math.ceil(delayMs));
  }

  /** Grants permits that were counted, and releases those that no queued call needs any more. */
  #grant(queue: PermitQueue, permits: number): void {
    for (let left = permits; left > 0; left--) {
      const waiter = queue.dequeue();
      if (waiter === undefined) {
        this.#quota.release(left);
        return;
      }
      waiter.grant();
    }
  }

  recordResponse(headers: ReadableHeaders, refused: boolean, sentAt: number): void {
    this.#quota.recordResponse(headers, refused, sentAt);
    this.#grantAgain();
  }

  recordFailure(): void {
    this.#quota.recordFailure();
    this.#grantAgain();
  }

  #grantAgain(): void {
    if (this.#queue?.size) void this.#grantPermits(this.#queue);
  }
}
