import type { Deadline } from "../transport/deadline.ts";
import type { ReadableHeaders } from "../transport/exchange.ts";
import type { Priority } from "../transport/options.ts";
import type { RateLimitSettings } from "./options.ts";
import { PermitQueue, type Waiter } from "./permit-queue.ts";
import { QuotaTracker } from "./quota-tracker.ts";
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
  readonly #bulkShare: number;
  readonly #queue = new PermitQueue();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isGranting = false;
  /** How often no permit was available for the queue. */
  #shortages = 0;

  /** @param startedAt When the first window is taken to run, by the monotonic clock. */
  constructor(settings: RateLimitSettings, key: () => Promise<string>, startedAt: number) {
    this.#quota = new QuotaTracker(settings, key, startedAt);
    this.#bulkShare = 1 - settings.reserve;
  }

  get state(): RateLimitState {
    return { ...this.#quota.state(), waiting: this.#queue.size };
  }

  /** Returns a permit if one is available now. */
  tryAcquire(priority: Priority): Permit | undefined {
    if (this.#queue.size > 0 || this.#isGranting || !this.#quota.isCountedHere) return undefined;
    if (this.#quota.available(priority === "bulk" ? this.#bulkShare : 1) === 0) return undefined;
    this.#quota.count(1);
    this.#queue.countGrant(priority);
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
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        priority,
        grant: () => {
          stopListening();
          resolve(shortages !== this.#shortages);
        },
      };
      const stopListening = deadline.onEnd((reason) => {
        this.#queue.remove(waiter);
        if (this.#queue.size === 0) clearTimeout(this.#timer);
        reject(reason);
      });
      this.#queue.enqueue(waiter);
      void this.#grantPermits();
    });
  }

  /** Grants the permits that are available to the queue, and runs again when there are more. */
  async #grantPermits(): Promise<void> {
    if (this.#isGranting) return;
    this.#isGranting = true;
    clearTimeout(this.#timer);
    try {
      while (this.#queue.size > 0) {
        const calls = this.#grantable();
        if (calls === 0) {
          this.#scheduleGrant();
          return;
        }
        this.#grant(await this.#quota.acquire(calls));
      }
    } finally {
      this.#isGranting = false;
    }
  }

  /** How many of the queued calls may be sent now. */
  #grantable(): number {
    const { waiting } = this.#queue;
    const available = this.#quota.available(1);
    const interactive = Math.min(waiting.interactive, available);
    const bulk = Math.min(waiting.bulk, this.#quota.available(this.#bulkShare) - interactive);
    // Of these, every tenth permit belongs to a bulk call, which may then use the reserve.
    return interactive + Math.max(0, bulk);
  }

  /** Schedules the next run. With no delay to wait for, the next response starts it. */
  #scheduleGrant(): void {
    this.#shortages += 1;
    const isBulk = this.#queue.waiting.interactive === 0;
    const delayMs = this.#quota.delayMs(isBulk ? this.#bulkShare : 1);
    if (!Number.isFinite(delayMs)) return;
    this.#timer = setTimeout(() => void this.#grantPermits(), Math.ceil(delayMs));
  }

  /** Grants permits that were counted, and releases those that no queued call needs any more. */
  #grant(permits: number): void {
    for (let left = permits; left > 0; left--) {
      const waiter = this.#queue.dequeue();
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
    if (this.#queue.size > 0) void this.#grantPermits();
  }
}
