import type { Deadline } from "../transport/deadline.ts";
import type { ReadableHeaders } from "../transport/exchange.ts";
import type { Priority } from "../transport/options.ts";
import { Ledger } from "./ledger.ts";
import type { RateLimitSettings } from "./options.ts";
import type { RateLimitState } from "./state.ts";
import { Turns, type Waiter } from "./turns.ts";

/** The turn of one attempt. One of its functions is called, once, when the attempt is over. */
export interface Permit {
  /** Whether the attempt was held back. */
  readonly waited: boolean;
  /** Learns from an answer; `refused` when it was a 429 for too many calls. */
  answered(headers: ReadableHeaders, refused: boolean): void;
  /** There was no answer. */
  failed(): void;
}

/**
 * Gives out turns, so that no more calls are sent in a window than Intercom allows.
 *
 * https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting
 */
export class Limiter {
  readonly #ledger: Ledger;
  readonly #bulkShare: number;
  readonly #turns = new Turns();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isGiving = false;
  /** How often there was no room for those who wait. */
  #shortages = 0;

  constructor(settings: RateLimitSettings, key: () => Promise<string>) {
    this.#ledger = new Ledger(settings, key);
    this.#bulkShare = 1 - settings.reserve;
  }

  get state(): RateLimitState {
    return { ...this.#ledger.state(), waiting: this.#turns.size };
  }

  /** Waits for a turn, and gives up when the call is over before. */
  async acquire(priority: Priority, deadline: Deadline): Promise<Permit> {
    deadline.check();
    const isFirst = this.#turns.size === 0 && !this.#isGiving && !this.#ledger.isShared;
    if (isFirst && this.#ledger.room(this.#share(priority)) > 0) {
      this.#ledger.take(1);
      return this.#permit(false);
    }
    const shortages = this.#shortages;
    await this.#turn(priority, deadline);
    try {
      deadline.check();
    } catch (error) {
      this.#ledger.giveBack(1);
      throw error;
    }
    return this.#permit(shortages !== this.#shortages);
  }

  #share(priority: Priority): number {
    return priority === "bulk" ? this.#bulkShare : 1;
  }

  #turn(priority: Priority, deadline: Deadline): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        priority,
        go: () => {
          forget();
          resolve();
        },
      };
      const forget = deadline.onEnd((reason) => {
        this.#turns.remove(waiter);
        if (this.#turns.size === 0) clearTimeout(this.#timer);
        reject(reason);
      });
      this.#turns.add(waiter);
      void this.#give();
    });
  }

  /** Gives turns to those who wait, as many as there are now, and comes back when there are more. */
  async #give(): Promise<void> {
    if (this.#isGiving) return;
    this.#isGiving = true;
    clearTimeout(this.#timer);
    try {
      while (this.#turns.size > 0) {
        const calls = this.#due();
        if (calls === 0) {
          this.#comeBack();
          return;
        }
        const taken = this.#ledger.take(calls);
        this.#handOut(typeof taken === "number" ? taken : await taken);
      }
    } finally {
      this.#isGiving = false;
    }
  }

  /** For how many of those who wait there is room. */
  #due(): number {
    const { waiting } = this.#turns;
    const room = this.#ledger.room(1);
    const interactive = Math.min(waiting.interactive, room);
    const bulk = Math.min(waiting.bulk, this.#ledger.room(this.#bulkShare) - interactive);
    // Among those, every tenth turn is a bulk call's by right: then it goes into the reserve.
    return interactive + Math.max(0, bulk);
  }

  /** Nothing to wait for but an answer: then whoever brings it comes here again. */
  #comeBack(): void {
    this.#shortages += 1;
    const isBulk = this.#turns.waiting.interactive === 0;
    const delayMs = this.#ledger.delayMs(isBulk ? this.#bulkShare : 1);
    if (!Number.isFinite(delayMs)) return;
    this.#timer = setTimeout(() => void this.#give(), Math.ceil(delayMs));
  }

  /** Gives turns that were counted; what nobody waits for any more is taken back. */
  #handOut(turns: number): void {
    for (let left = turns; left > 0; left--) {
      const waiter = this.#turns.take();
      if (waiter === undefined) {
        this.#ledger.giveBack(left);
        return;
      }
      waiter.go();
    }
  }

  #permit(waited: boolean): Permit {
    const sentAt = performance.now();
    const over = (learn: () => void) => {
      learn();
      if (this.#turns.size > 0) void this.#give();
    };
    return {
      waited,
      answered: (headers, refused) => over(() => this.#ledger.answered(headers, refused, sentAt)),
      failed: () => over(() => this.#ledger.failed()),
    };
  }
}
