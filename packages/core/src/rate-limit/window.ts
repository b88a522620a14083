import { windowMs } from "./reading.ts";

/** The share of a window that may be used at once; the rest is spread over the time that is left. */
const burstShare = 0.3;
/** The share of a window's time after which all of it may have been used. */
const spreadShare = 0.85;

/** One window: how many calls it allows, and how many of them were used. Times are monotonic. */
export class Window {
  /** Corrected by what answers tell. */
  endsAt: number;
  /** What answers tell to be the limit. */
  limit: number;
  /** Calls that were counted, as far as is known: ours, and those of others that answers told of. */
  used: number;
  readonly #isCalm: boolean;

  constructor(init: { endsAt: number; limit: number; used: number; isCalm: boolean }) {
    this.endsAt = init.endsAt;
    this.limit = init.limit;
    this.used = init.used;
    this.#isCalm = init.isCalm;
  }

  /** After a pause nothing is sent in a burst: all who waited would come at once. */
  get #burst(): number {
    return this.#isCalm ? Math.max(1, Math.floor(this.limit * burstShare)) : 1;
  }

  /** How many calls may have been used by now, of a share of the window. */
  allowance(now: number, share: number): number {
    const elapsed = (now - (this.endsAt - windowMs)) / (windowMs * spreadShare);
    const spread = (this.limit - this.#burst) * Math.min(1, Math.max(0, elapsed));
    return Math.max(1, Math.floor((this.#burst + spread) * share + 1e-9));
  }

  /** When one more call than those that were used is allowed. */
  nextAt(share: number): number {
    const wanted = this.used + 1;
    if (wanted > Math.max(1, Math.floor(this.limit * share + 1e-9))) return this.endsAt;
    const spread = (wanted / share - this.#burst) / Math.max(1, this.limit - this.#burst);
    return this.endsAt - windowMs + Math.max(0, spread) * windowMs * spreadShare;
  }
}
