import { windowMs } from "./reading.ts";

/** The share of a window's time after which all of it may have been used, if it is spread. */
const spreadShare = 0.85;

/** Whoever has made all calls so far lets others go first for so long, and in proportion with a part. */
const wayMs = 100;

/**
 * How a window is used: which shares of its calls at once and in all, and how much of what is left may
 * be under way.
 */
export interface Pace {
  readonly burst: number;
  readonly whole: number;
  readonly ofRest: number;
}

export const paces: Readonly<Record<"open" | "spread" | "blind" | "careful", Pace>> = {
  /** Nobody else calls: there is nothing to wait for. */
  open: { burst: 1, whole: 1, ofRest: 1 },
  /** Others call too, and are counted in the store: everybody finds something left all the time. */
  spread: { burst: 0.3, whole: 1, ofRest: 1 },
  /** Others call too, and are only known from answers: what they send now is not known yet. */
  blind: { burst: 0.3, whole: 0.97, ofRest: 0.25 },
  /** After a refusal. All who waited would come at once. */
  careful: { burst: 0, whole: 0.97, ofRest: 0.25 },
};

/** One window: how many calls it allows, and how many of them were used. Times are monotonic. */
export class Window {
  /** What everyone calls it. */
  name: number;
  /** Corrected by what answers tell. */
  endsAt: number;
  /** By how much it may end earlier than that: those with a better clock are ahead by so much. */
  earlierMs = 0;
  /** What answers tell to be the limit. */
  limit: number;
  pace: Pace;
  /** Whether an answer has told its end, and so its name. */
  isTold = false;
  /** Calls of this client that are counted in it, or may come to be. */
  ours: number;
  /** How many of them the store was told. */
  reported = 0;
  /** Calls of others, as the store counted them. */
  counted = 0;
  /** Calls of others, as answers told. */
  told = 0;

  constructor(init: { name: number; endsAt: number; limit: number; ours: number; pace: Pace }) {
    this.name = init.name;
    this.endsAt = init.endsAt;
    this.limit = init.limit;
    this.ours = init.ours;
    this.pace = init.pace;
  }

  /** Calls that were used, as far as is known. */
  get used(): number {
    return this.ours + Math.max(this.counted, this.told);
  }

  /** How many calls may be sent now, of a share of the window. */
  room(now: number, share: number, inFlight: number): number {
    const rest = this.#most - this.used + inFlight;
    const atATime = Math.max(1, Math.ceil(rest * this.pace.ofRest)) - inFlight;
    const room = this.#allowed(now - this.#givesWayMs, share) - this.used;
    return Math.max(0, Math.min(room, this.pace.ofRest === 1 ? room : atATime));
  }

  /** How many calls too many were counted by now. */
  excess(now: number): number {
    return Math.max(0, this.used - this.#allowed(now, 1));
  }

  #allowed(now: number, share: number): number {
    const elapsed = (now - this.#paceStart) / (windowMs * spreadShare);
    const spread = (this.#most - this.#burst) * Math.min(1, Math.max(0, elapsed));
    return Math.max(1, Math.floor((this.#burst + spread) * share + 1e-9));
  }

  /** When one more call than those that were used is allowed. */
  nextAt(share: number): number {
    const wanted = this.used + 1;
    if (wanted > Math.max(1, Math.floor(this.#most * share + 1e-9))) return this.endsAt;
    const spread = (wanted / share - this.#burst) / Math.max(1, this.#most - this.#burst);
    const spreadMs = Math.max(0, spread) * windowMs * spreadShare;
    return this.#paceStart + spreadMs + this.#givesWayMs;
  }

  get #paceStart(): number {
    return this.endsAt - this.earlierMs - windowMs;
  }

  /** Otherwise the one with the quickest machine would have nearly all turns. */
  get #givesWayMs(): number {
    return this.ours === this.used ? 0 : (wayMs * this.ours) / this.used;
  }

  get #most(): number {
    return Math.max(1, Math.floor(this.limit * this.pace.whole));
  }

  get #burst(): number {
    return Math.min(this.#most, Math.max(1, Math.floor(this.limit * this.pace.burst)));
  }
}
