import type { Deadline } from "../deadline.ts";
import type { ReadableHeaders } from "../exchange.ts";
import type { Priority } from "../options.ts";
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
  readonly #reserve: number;
  readonly #turns = new Turns();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isGiving = false;

  constructor(settings: RateLimitSettings, key: string) {
    this.#ledger = new Ledger(settings, key);
    this.#reserve = settings.reserve;
  }

  get state(): RateLimitState {
    return { ...this.#ledger.state(), waiting: this.#turns.size };
  }

  /** Waits for a turn, and gives up when the call is over before. */
  async acquire(priority: Priority, deadline: Deadline): Promise<Permit> {
    deadline.check();
    if (this.#turns.size === 0 && this.#ledger.delayMs(this.#share(priority)) === 0) {
      const taken = this.#ledger.take();
      if (taken === true || (await this.#raced(taken, deadline))) return this.#permit(false);
    }
    await this.#turn(priority, deadline);
    return this.#permit(true);
  }

  /** What a store says, unless the call is over before: then what it counted is nobody's. */
  async #raced(taken: Promise<boolean>, deadline: Deadline): Promise<boolean> {
    try {
      return await deadline.race(taken);
    } catch (error) {
      void taken.then((isCounted) => isCounted && this.#ledger.failed());
      throw error;
    }
  }

  #share(priority: Priority): number {
    return priority === "bulk" ? 1 - this.#reserve : 1;
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
      for (;;) {
        const next = this.#turns.next();
        if (next === undefined) return;
        const { waiter, isDue } = next;
        const delayMs = this.#ledger.delayMs(isDue ? 1 : this.#share(waiter.priority));
        if (delayMs > 0) {
          // Nothing to wait for but an answer: whoever brings it comes here again.
          if (Number.isFinite(delayMs)) {
            this.#timer = setTimeout(() => void this.#give(), Math.ceil(delayMs));
          }
          return;
        }
        const taken = this.#ledger.take();
        // Refused: others have used the window up, and the next round waits for its end.
        if (taken !== true && !(await taken)) continue;
        // Whoever it was for may have given up meanwhile.
        if (this.#turns.take(waiter)) waiter.go();
        else this.#ledger.failed();
      }
    } finally {
      this.#isGiving = false;
    }
  }

  #permit(waited: boolean): Permit {
    const ticket = this.#ledger.ticket();
    const over = (learn: () => void) => {
      learn();
      if (this.#turns.size > 0) void this.#give();
    };
    return {
      waited,
      answered: (headers, refused) => over(() => this.#ledger.answered(ticket, headers, refused)),
      failed: () => over(() => this.#ledger.failed()),
    };
  }
}
