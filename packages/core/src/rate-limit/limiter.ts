import type { Deadline } from "../transport/deadline.ts";
import type { ReadableHeaders } from "../transport/exchange.ts";
import type { Priority } from "../transport/options.ts";
import type { RateLimitSettings } from "./options.ts";
import { PermitQueue, type Waiter } from "./permit-queue.ts";
import { QuotaTracker } from "./quota-tracker.ts";
import type { RateLimitState } from "./state.ts";

/** The turn of one attempt. One of its functions is called, once, when the attempt is over. */
export interface Permit {
  /** Whether the attempt was held back. */
  readonly wasDelayed: boolean;
  /** Learns from an answer; `refused` when it was a 429 for too many calls. */
  recordResponse(headers: ReadableHeaders, refused: boolean): void;
  /** There was no answer. */
  recordFailure(): void;
}

/**
 * Gives out turns, so that no more calls are sent in a window than Intercom allows.
 *
 * https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting
 */
export class Limiter {
  readonly #quota: QuotaTracker;
  readonly #bulkShare: number;
  readonly #queue = new PermitQueue();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isGranting = false;
  /** How often there was no room for those who wait. */
  #shortages = 0;

  constructor(settings: RateLimitSettings, key: () => Promise<string>) {
    this.#quota = new QuotaTracker(settings, key);
    this.#bulkShare = 1 - settings.reserve;
  }

  get state(): RateLimitState {
    return { ...this.#quota.state(), waiting: this.#queue.size };
  }

  /** Waits for a turn, and gives up when the call is over before. */
  async acquire(priority: Priority, deadline: Deadline): Promise<Permit> {
    deadline.check();
    const isFirst = this.#queue.size === 0 && !this.#isGranting && !this.#quota.usesStore;
    if (isFirst && this.#quota.available(this.#share(priority)) > 0) {
      this.#quota.acquire(1);
      return this.#permit(false);
    }
    const shortages = this.#shortages;
    await this.#waitForPermit(priority, deadline);
    try {
      deadline.check();
    } catch (error) {
      this.#quota.release(1);
      throw error;
    }
    return this.#permit(shortages !== this.#shortages);
  }

  #share(priority: Priority): number {
    return priority === "bulk" ? this.#bulkShare : 1;
  }

  #waitForPermit(priority: Priority, deadline: Deadline): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        priority,
        grant: () => {
          stopListening();
          resolve();
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

  /** Gives turns to those who wait, as many as there are now, and comes back when there are more. */
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
        const granted = this.#quota.acquire(calls);
        this.#grant(typeof granted === "number" ? granted : await granted);
      }
    } finally {
      this.#isGranting = false;
    }
  }

  /** For how many of those who wait there is room. */
  #grantable(): number {
    const { waiting } = this.#queue;
    const available = this.#quota.available(1);
    const interactive = Math.min(waiting.interactive, available);
    const bulk = Math.min(waiting.bulk, this.#quota.available(this.#bulkShare) - interactive);
    // Among those, every tenth turn is a bulk call's by right: then it goes into the reserve.
    return interactive + Math.max(0, bulk);
  }

  /** Nothing to wait for but an answer: then whoever brings it comes here again. */
  #scheduleGrant(): void {
    this.#shortages += 1;
    const isBulk = this.#queue.waiting.interactive === 0;
    const delayMs = this.#quota.delayMs(isBulk ? this.#bulkShare : 1);
    if (!Number.isFinite(delayMs)) return;
    this.#timer = setTimeout(() => void this.#grantPermits(), Math.ceil(delayMs));
  }

  /** Gives turns that were counted; what nobody waits for any more is taken back. */
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

  #permit(wasDelayed: boolean): Permit {
    const sentAt = performance.now();
    const finish = (record: () => void) => {
      record();
      if (this.#queue.size > 0) void this.#grantPermits();
    };
    return {
      wasDelayed,
      recordResponse: (headers, refused) =>
        finish(() => this.#quota.recordResponse(headers, refused, sentAt)),
      recordFailure: () => finish(() => this.#quota.recordFailure()),
    };
  }
}
