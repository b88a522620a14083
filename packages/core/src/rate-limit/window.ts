import { windowMs } from "./rate-limit-headers.ts";

/** The share of a window's time after which all of it may have been used, if it is spread. */
const spreadTimeShare = 0.85;

/** Whoever has made all calls so far lets others go first for so long, and in proportion with a part. */
const maxYieldMs = 100;

/** Nobody waits for longer with a call that was counted too early: clocks and paces differ by less. */
const maxEarlyWaitMs = 1_000;

/**
 * How a window is used: which shares of its calls at once and in all, and how much of what is left may
 * be under way, and how much of what is allowed by now may be taken in one go.
 */
export interface Pacing {
  readonly burstShare: number;
  readonly usableShare: number;
  readonly inFlightShare: number;
  readonly grantShare: number;
}

export const pacings: Readonly<
  Record<"immediate" | "spread" | "spreadUnshared" | "afterRefusal", Pacing>
> = {
  /** Nobody else calls: there is nothing to wait for. */
  immediate: { burstShare: 1, usableShare: 1, inFlightShare: 1, grantShare: 1 },
  /** Others call too, and are counted in the store: everybody finds something left all the time. */
  spread: { burstShare: 0.3, usableShare: 1, inFlightShare: 1, grantShare: 0.25 },
  /** Others call too, and are only known from answers: what they send now is not known yet. */
  spreadUnshared: { burstShare: 0.3, usableShare: 0.97, inFlightShare: 0.25, grantShare: 1 },
  /** After a refusal. All who waited would come at once. */
  afterRefusal: { burstShare: 0, usableShare: 0.97, inFlightShare: 0.25, grantShare: 1 },
};

/** One window: how many calls it allows, and how many of them were used. Times are monotonic. */
export class Window {
  /** What everyone calls it. */
  index: number;
  /** Corrected by what answers tell. */
  endsAt: number;
  /** By how much it may end earlier than that: those with a better clock are ahead by so much. */
  maxEarlyMs: number;
  /** What answers tell to be the limit. */
  limit: number;
  pacing: Pacing;
  /** Whether an answer has told its end, and so its name. */
  isAligned = false;
  /** Calls of this client that are counted in it, or may come to be. */
  ownCalls: number;
  /** How many of them the store was told. */
  reportedToStore = 0;
  /** Calls of others, as the store counted them. */
  countedByStore = 0;
  /** Calls of others, as answers told. */
  reportedByServer = 0;
  /** Whether answers told of more than the store counted: it knows not everyone, or not any more. */
  isCountPartial = false;
  /** Of the window before this one. */
  readonly #previous: { readonly ownCalls: number; readonly used: number };

  constructor(init: {
    index: number;
    endsAt: number;
    limit: number;
    ownCalls: number;
    pacing: Pacing;
    maxEarlyMs: number;
    previous: Window | undefined;
  }) {
    this.index = init.index;
    this.endsAt = init.endsAt;
    this.limit = init.limit;
    this.ownCalls = init.ownCalls;
    this.pacing = init.pacing;
    this.maxEarlyMs = init.maxEarlyMs;
    const { ownCalls = 0, used = 0 } = init.previous ?? {};
    this.#previous = { ownCalls, used };
  }

  /** Calls that were used, as far as is known. */
  get used(): number {
    return this.ownCalls + Math.max(this.countedByStore, this.reportedByServer);
  }

  /**
   * An answer tells how many calls were used.
   *
   * @param uncertain Calls of ours that are not counted there, or are: nobody knows.
   * @returns Whether there were more than was known.
   */
  recordUsed(used: number, uncertain: number): boolean {
    const isMore = used > this.used;
    this.reportedByServer = Math.max(
      this.reportedByServer,
      used - this.ownCalls + (isMore ? uncertain : 0),
    );
    return isMore;
  }

  /** How many calls may be sent now, of a share of the window. */
  available(now: number, share: number, inFlight: number): number {
    const remaining = this.#usable - this.used + inFlight;
    const inFlightLimit =
      Math.max(1, Math.ceil(remaining * this.#inFlightShare(inFlight))) - inFlight;
    const allowed = this.#allowedCalls(now - this.#yieldMs, share) - this.used;
    const available = Math.ceil(allowed * this.pacing.grantShare);
    return Math.max(
      0,
      Math.min(available, this.pacing.inFlightShare === 1 ? available : inFlightLimit),
    );
  }

  /** How many calls too many were counted by now. */
  excess(now: number): number {
    return Math.max(0, this.used - this.#allowedCalls(now, 1));
  }

  #allowedCalls(now: number, share: number): number {
    const elapsed = (now - this.#pacingStart) / (windowMs * spreadTimeShare);
    const spread = (this.#usable - this.#burst) * Math.min(1, Math.max(0, elapsed));
    return Math.max(1, Math.floor((this.#burst + spread) * share + 1e-9));
  }

  /** When one more call than those that were used is allowed; the window's end when none is. */
  nextPermitAt(share: number): number {
    return this.#allowedFrom(this.used + 1, share, this.#yieldMs);
  }

  /** Waits until all calls that were used are allowed; false when they are not, or not soon. */
  async waitUntilAllowed(): Promise<boolean> {
    const waitMs = this.#allowedFrom(this.used, 1, 0) - performance.now();
    if (this.used > this.limit || waitMs > maxEarlyWaitMs) return false;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, Math.ceil(waitMs))));
    return this.excess(performance.now()) === 0;
  }

  #allowedFrom(calls: number, share: number, laterMs: number): number {
    if (calls > Math.max(1, Math.floor(this.#usable * share + 1e-9))) return this.endsAt;
    const spread = (calls / share - this.#burst) / Math.max(1, this.#usable - this.#burst);
    return this.#pacingStart + Math.max(0, spread) * windowMs * spreadTimeShare + laterMs;
  }

  /**
   * Others who are as blind send as much at the same time: half of our part of all is left for us. Calls
   * under way are left out of it, since nobody has told yet what others have sent meanwhile.
   */
  #inFlightShare(inFlight: number): number {
    const used = this.used - inFlight + this.#previous.used;
    const part =
      used <= 0 ? 1 : Math.max(0, this.ownCalls - inFlight + this.#previous.ownCalls) / used;
    return Math.min(this.pacing.inFlightShare, part / 2);
  }

  get #pacingStart(): number {
    return this.endsAt - this.maxEarlyMs - windowMs;
  }

  /** Otherwise the one with the quickest machine would have nearly all turns. */
  get #yieldMs(): number {
    return this.used === 0 ? 0 : (maxYieldMs * this.ownCalls) / this.used;
  }

  get #usable(): number {
    return Math.max(1, Math.floor(this.limit * this.pacing.usableShare));
  }

  get #burst(): number {
    return Math.min(this.#usable, Math.max(1, Math.floor(this.limit * this.pacing.burstShare)));
  }
}
