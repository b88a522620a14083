import { windowMs } from "./reading.ts";

/** The share of a window's time after which all of it may have been used, if it is spread. */
const spreadShare = 0.85;

/** Whoever has made all calls so far lets others go first for so long, and in proportion with a part. */
const wayMs = 100;

/** Nobody waits for longer with a call that was counted too early: clocks and paces differ by less. */
const placeMs = 1_000;

/**
 * How a window is used: which shares of its calls at once and in all, and how much of what is left may
 * be under way, and how much of what is allowed by now may be taken in one go.
 */
export interface Pace {
  readonly burst: number;
  readonly whole: number;
  readonly ofRest: number;
  readonly ofRoom: number;
}

export const paces: Readonly<Record<"open" | "spread" | "blind" | "careful", Pace>> = {
  /** Nobody else calls: there is nothing to wait for. */
  open: { burst: 1, whole: 1, ofRest: 1, ofRoom: 1 },
  /** Others call too, and are counted in the store: everybody finds something left all the time. */
  spread: { burst: 0.3, whole: 1, ofRest: 1, ofRoom: 0.25 },
  /** Others call too, and are only known from answers: what they send now is not known yet. */
  blind: { burst: 0.3, whole: 0.97, ofRest: 0.25, ofRoom: 1 },
  /** After a refusal. All who waited would come at once. */
  careful: { burst: 0, whole: 0.97, ofRest: 0.25, ofRoom: 1 },
};

/** One window: how many calls it allows, and how many of them were used. Times are monotonic. */
export class Window {
  /** What everyone calls it. */
  name: number;
  /** Corrected by what answers tell. */
  endsAt: number;
  /** By how much it may end earlier than that: those with a better clock are ahead by so much. */
  earlierMs: number;
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
  /** Whether answers told of more than the store counted: it knows not everyone, or not any more. */
  isPartial = false;
  /** Of the window before this one. */
  readonly #before: { readonly ours: number; readonly used: number };

  constructor(init: {
    name: number;
    endsAt: number;
    limit: number;
    ours: number;
    pace: Pace;
    earlierMs: number;
    before: Window | undefined;
  }) {
    this.name = init.name;
    this.endsAt = init.endsAt;
    this.limit = init.limit;
    this.ours = init.ours;
    this.pace = init.pace;
    this.earlierMs = init.earlierMs;
    const { ours = 0, used = 0 } = init.before ?? {};
    this.#before = { ours, used };
  }

  /** Calls that were used, as far as is known. */
  get used(): number {
    return this.ours + Math.max(this.counted, this.told);
  }

  /**
   * An answer tells how many calls were used.
   *
   * @param unsure Calls of ours that are not counted there, or are: nobody knows.
   * @returns Whether there were more than was known.
   */
  tell(used: number, unsure: number): boolean {
    const isMore = used > this.used;
    this.told = Math.max(this.told, used - this.ours + (isMore ? unsure : 0));
    return isMore;
  }

  /** How many calls may be sent now, of a share of the window. */
  room(now: number, share: number, inFlight: number): number {
    const rest = this.#most - this.used + inFlight;
    const atATime = Math.max(1, Math.ceil(rest * this.#ofRest(inFlight))) - inFlight;
    const allowed = this.#allowed(now - this.#givesWayMs, share) - this.used;
    const room = Math.ceil(allowed * this.pace.ofRoom);
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

  /** When one more call than those that were used is allowed; the window's end when none is. */
  nextAt(share: number): number {
    return this.#allowedAt(this.used + 1, share, this.#givesWayMs);
  }

  /** Waits until all calls that were used are allowed; false when they are not, or not soon. */
  async untilAllowed(): Promise<boolean> {
    const waitMs = this.#allowedAt(this.used, 1, 0) - performance.now();
    if (this.used > this.limit || waitMs > placeMs) return false;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, Math.ceil(waitMs))));
    return this.excess(performance.now()) === 0;
  }

  #allowedAt(calls: number, share: number, laterMs: number): number {
    if (calls > Math.max(1, Math.floor(this.#most * share + 1e-9))) return this.endsAt;
    const spread = (calls / share - this.#burst) / Math.max(1, this.#most - this.#burst);
    return this.#paceStart + Math.max(0, spread) * windowMs * spreadShare + laterMs;
  }

  /**
   * Others who are as blind send as much at the same time: half of our part of all is left for us. Calls
   * under way are left out of it, since nobody has told yet what others have sent meanwhile.
   */
  #ofRest(inFlight: number): number {
    const used = this.used - inFlight + this.#before.used;
    const part = used <= 0 ? 1 : Math.max(0, this.ours - inFlight + this.#before.ours) / used;
    return Math.min(this.pace.ofRest, part / 2);
  }

  get #paceStart(): number {
    return this.endsAt - this.earlierMs - windowMs;
  }

  /** Otherwise the one with the quickest machine would have nearly all turns. */
  get #givesWayMs(): number {
    return this.used === 0 ? 0 : (wayMs * this.ours) / this.used;
  }

  get #most(): number {
    return Math.max(1, Math.floor(this.limit * this.pace.whole));
  }

  get #burst(): number {
    return Math.min(this.#most, Math.max(1, Math.floor(this.limit * this.pace.burst)));
  }
}
