import { windowMs } from "./rate-limit-headers.ts";

/** The share of a window's time after which all of its calls may be used, when they are spread. */
const spreadTimeShare = 0.85;

/**
 * A client that has made all calls so far waits this long for other clients, and proportionally less
 * with a smaller part.
 */
const maxYieldMs = 100;

/** The longest wait of a call that was counted too early: clocks and pacing differ by less. */
const maxEarlyWaitMs = 1_000;

/**
 * How the calls of a window are paced: the share that may be sent at once and the share that may be
 * used in all, the share of the remaining calls that may be in flight, and the share of the allowed
 * calls that may be taken in one step.
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
  /** No other client calls, so that nothing is spread. */
  immediate: { burstShare: 1, usableShare: 1, inFlightShare: 1, grantShare: 1 },
  /** Other clients call too, and the store counts them: each finds some calls left at any time. */
  spread: { burstShare: 0.3, usableShare: 1, inFlightShare: 1, grantShare: 0.25 },
  /** Other clients call too, and only responses report them: their calls in flight are unknown. */
  spreadUnshared: { burstShare: 0.3, usableShare: 0.97, inFlightShare: 0.25, grantShare: 1 },
  /** After a refusal, when all delayed calls would be sent at once. */
  afterRefusal: { burstShare: 0, usableShare: 0.97, inFlightShare: 0.25, grantShare: 1 },
};

/** One window: how many calls it allows, and how many were used. Times are monotonic. */
export class Window {
  /** The same in all processes. */
  index: number;
  /** Corrected by each response. */
  endsAt: number;
  /**
   * By how much it may end earlier: a client with a better estimate of the server's clock is ahead by
   * that.
   */
  maxEarlyMs: number;
  /** The limit, as reported by responses or estimated. */
  limit: number;
  pacing: Pacing;
  /** Whether a response has reported its end, and so its index. */
  isAligned = false;
  /** Calls of this client that Intercom counts in this window, or may count in it. */
  ownCalls: number;
  /** How many of them were reported to the store. */
  reportedToStore = 0;
  /** Calls of other clients, as counted by the store. */
  countedByStore = 0;
  /** Calls of other clients, as reported by Intercom's responses. */
  reportedByServer = 0;
  /** Whether responses reported more calls than the store counted: it does not count all clients. */
  isCountPartial = false;
  /** The usage of the previous window. */
  readonly #previousOwnCalls: number;
  readonly #previousUsed: number;

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
    this.#previousOwnCalls = init.previous?.ownCalls ?? 0;
    this.#previousUsed = init.previous?.used ?? 0;
  }

  /** Calls that were used, as far as known. */
  get used(): number {
    return this.ownCalls + Math.max(this.countedByStore, this.reportedByServer);
  }

  /**
   * Records how many calls a response reports as used.
   *
   * @param uncertain Own calls in flight, which the report may or may not include.
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

  /** Returns how many calls may be sent now, within a share of the window. */
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

  /** How many more calls were counted than are allowed by now. */
  excess(now: number): number {
    return Math.max(0, this.used - this.#allowedCalls(now, 1));
  }

  #allowedCalls(now: number, share: number): number {
    const elapsed = (now - this.#pacingStart) / (windowMs * spreadTimeShare);
    const spread = (this.#usable - this.#burst) * Math.min(1, Math.max(0, elapsed));
    return Math.max(1, Math.floor((this.#burst + spread) * share + 1e-9));
  }

  /** When one more call is allowed; the window's end when none is. */
  nextPermitAt(share: number): number {
    return this.#allowedFrom(this.used + 1, share, this.#yieldMs);
  }

  /** Waits until all counted calls are allowed; resolves to false when that is not soon, or never. */
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
   * Other clients with the same lack of information send as much at the same time: this client takes
   * half of its part of all calls. Calls in flight are left out of that part, since no response has
   * reported yet what other clients have sent in the meantime.
   */
  #inFlightShare(inFlight: number): number {
    const used = this.used - inFlight + this.#previousUsed;
    const own = Math.max(0, this.ownCalls - inFlight + this.#previousOwnCalls);
    const part = used > 0 ? own / used : 1;
    return Math.min(this.pacing.inFlightShare, part / 2);
  }

  get #pacingStart(): number {
    return this.endsAt - this.maxEarlyMs - windowMs;
  }

  /** Without this delay the client on the fastest machine would get nearly all permits. */
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
