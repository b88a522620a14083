import type { ReadableHeaders } from "../transport/exchange.ts";
import { LimitEstimate } from "./limit-estimate.ts";
import type { RateLimitSettings } from "./options.ts";
import {
  minPauseMs,
  readRateLimitHeaders,
  requestedDelayMs,
  windowMs,
} from "./rate-limit-headers.ts";
import { ServerClock } from "./server-clock.ts";
import { SharedCounter } from "./shared-counter.ts";
import type { RateLimitState } from "./state.ts";
import { type Pacing, pacings, Window } from "./window.ts";

/** Clocks and networks are not exact: a new window begins this much after the old one's end. */
const marginMs = 50;
/** Ends that differ by less are those of one window. */
const sameWindowMs = windowMs / 2;
/** Calls that are sent before the first answer has told anything. */
const initialPermits = 20;
/** For so long after a sign of others, calls are spread to leave room for them. */
const otherClientsMs = 3 * windowMs;

/** The counting of calls: what was sent, what answers tell, and what is left of the window. */
export class QuotaTracker {
  readonly #sharedCounter: SharedCounter | undefined;
  readonly #clock = new ServerClock();
  readonly #limit: LimitEstimate;
  #window: Window;
  /** Whether any answer has come, and whether one has told the window's end. */
  #hasResponses = false;
  #isAligned = false;
  #inFlight = 0;
  #pausedUntil = 0;
  #wasRefused = false;
  #otherClientsUntil = 0;

  constructor(settings: RateLimitSettings, key: () => Promise<string>) {
    this.#sharedCounter = settings.store && new SharedCounter(settings.store, key);
    this.#limit = new LimitEstimate(settings.callsPerWindow);
    // Until an answer tells, windows are taken to end with every tenth second, for all processes.
    const now = performance.now();
    this.#window = this.#createWindow(now + windowMs - (this.#clock.dateAt(now) % windowMs), 0);
  }

  state(): Omit<RateLimitState, "waiting"> {
    const now = performance.now();
    this.#advanceWindow(now);
    const { limit, used, endsAt } = this.#window;
    const resetAt = new Date(Date.now() + endsAt - now);
    return { limit, remaining: Math.max(0, limit - used), resetAt };
  }

  /** Whether there is a store to ask before a call is sent. */
  get usesStore(): boolean {
    return this.#sharedCounter !== undefined && !this.#sharedCounter.isCircuitOpen;
  }

  /** How many calls may be sent now, of a share of the window. */
  available(share: number): number {
    const now = performance.now();
    if (now < this.#pausedUntil) return 0;
    this.#advanceWindow(now);
    const available = this.#window.available(now, share, this.#inFlight);
    return this.#hasResponses
      ? available
      : Math.min(available, Math.max(0, initialPermits - this.#inFlight));
  }

  /** Milliseconds until there may be room again; `Infinity` when an answer has to come first. */
  delayMs(share: number): number {
    const now = performance.now();
    if (now < this.#pausedUntil) return this.#pausedUntil - now;
    if (!this.#hasResponses && this.#inFlight >= initialPermits) return Number.POSITIVE_INFINITY;
    const nextAt = this.#window.nextPermitAt(share);
    // Enough is under way.
    if (nextAt <= now && this.#inFlight > 0) return Number.POSITIVE_INFINITY;
    const isLater = nextAt >= this.#window.endsAt;
    return Math.max(1, (isLater ? this.#window.endsAt + marginMs : nextAt) - now);
  }

  /** Counts calls, and gives how many of them may be sent: others may have used up the window. */
  acquire(calls: number): number | Promise<number> {
    this.#window.ownCalls += calls;
    this.#inFlight += calls;
    if (this.#sharedCounter === undefined) return calls;
    if (!this.#sharedCounter.isCircuitOpen)
      return this.#acquireFromStore(this.#sharedCounter, calls);
    this.#sharedCounter.probe(this.#window);
    return calls;
  }

  async #acquireFromStore(counter: SharedCounter, calls: number): Promise<number> {
    const window = this.#window;
    await counter.report(window);
    if (window.countedByStore > 0) this.#noteOtherClients();
    this.#updatePacing();
    const granted = counter.grant(window, calls, performance.now() < this.#otherClientsUntil);
    if (granted === 0) return this.#waitWithOneCall(window, calls);
    // When the window has ended meanwhile, what was under way was carried over to the next.
    if (granted < calls) this.release(calls - granted, window);
    return granted;
  }

  /**
   * Waits with one call that was counted before it is allowed. As it stays counted, others are counted
   * after it: no process with a quicker clock or machine can have every turn.
   */
  async #waitWithOneCall(window: Window, calls: number): Promise<number> {
    if (calls > 1) this.release(calls - 1, window);
    const isAllowed = await window.waitUntilAllowed();
    if (isAllowed && window === this.#window && performance.now() >= this.#pausedUntil) return 1;
    this.release(1, window);
    return 0;
  }

  /** Takes back calls that were counted and are not sent. */
  release(calls: number, window: Window = this.#window): void {
    this.#inFlight -= calls;
    this.#removeCalls(this.#window, calls);
    if (window !== this.#window) this.#removeCalls(window, calls);
  }

  /** There was no answer. The call may have been counted all the same. */
  recordFailure(): void {
    this.#advanceWindow(performance.now());
    this.#inFlight -= 1;
  }

  /** Learns from an answer to a call that was sent at some time, in some window. */
  recordResponse(headers: ReadableHeaders, refused: boolean, sentAt: number): void {
    const now = performance.now();
    // Before it is taken off: it may have been counted in a window that only now begins here.
    this.#advanceWindow(now);
    this.#inFlight -= 1;
    this.#hasResponses = true;
    const reported = readRateLimitHeaders(headers);
    if (reported.date !== undefined) this.#clock.addSample(reported.date, sentAt, now);
    if (reported.limit !== undefined) this.#limit.setReported(reported.limit);
    const endsAt = this.#clock.endOf(reported, now);
    if (this.#isPastWindow(endsAt)) {
      // It was counted in the window before, and not in this one, to which it was carried over.
      this.#removeCalls(this.#window, 1);
      return;
    }
    this.#applyUsage(endsAt, reported.used);
    if (refused) this.#pause(endsAt, reported.limit, headers, now);
  }

  /** Whether an answer tells of a window that is over: so does a refusal in it. */
  #isPastWindow(endsAt: number | undefined): boolean {
    return this.#isAligned && endsAt !== undefined && endsAt < this.#window.endsAt - sameWindowMs;
  }

  #applyUsage(endsAt: number | undefined, used: number): void {
    const isFirst = !this.#isAligned;
    if (endsAt !== undefined) {
      const isNext = this.#isAligned && endsAt > this.#window.endsAt + sameWindowMs;
      this.#isAligned = true;
      // Counted in the old window, this call and those under way came to the new one.
      if (isNext) this.#startWindow(endsAt, this.#inFlight + 1, this.#choosePacing());
      this.#alignWindow(this.#window, endsAt);
    }
    this.#window.limit = this.#limit.calls;
    // Which of ours under way were counted among theirs, nobody knows; a store counts them exactly.
    const isMore = this.#window.recordUsed(
      used,
      this.#sharedCounter?.isReliable ? 0 : this.#inFlight,
    );
    // What was used before the first answer may be long ago, and nobody there any more.
    if (isMore && !isFirst) this.#noteOtherClients();
    this.#updatePacing();
  }

  /** An answer tells where the window lies, and the first one how everyone calls it. */
  #alignWindow(window: Window, endsAt: number): void {
    window.endsAt = endsAt;
    window.maxEarlyMs = this.#clock.uncertaintyMs;
    if (window.isAligned) return;
    window.isAligned = true;
    const index = this.#clock.windowIndexAt(endsAt);
    if (index === window.index) return;
    Object.assign(window, { index, reportedToStore: 0, countedByStore: 0 });
    void this.#sharedCounter?.report(window);
  }

  #noteOtherClients(): void {
    this.#otherClientsUntil = performance.now() + otherClientsMs;
    this.#updatePacing();
  }

  #updatePacing(): void {
    if (this.#window.pacing !== pacings.afterRefusal) this.#window.pacing = this.#choosePacing();
  }

  /** How calls are spread: not at all as long as answers tell of room, and of nobody else. */
  #choosePacing(): Pacing {
    if (!this.#limit.isReported) return pacings.spread;
    if (performance.now() >= this.#otherClientsUntil) return pacings.immediate;
    return this.#sharedCounter?.isReliable && !this.#window.isCountPartial
      ? pacings.spread
      : pacings.spreadUnshared;
  }

  /** Holds everything back: until the window ends, or for as long as the answer asks. */
  #pause(
    endsAt: number | undefined,
    limit: number | undefined,
    headers: ReadableHeaders,
    now: number,
  ): void {
    const window = this.#window;
    const requestedMs = requestedDelayMs(headers);
    const waitMs = requestedMs ?? (endsAt ?? window.endsAt) - now;
    const pausedUntil = now + Math.max(minPauseMs, waitMs + marginMs);
    this.#pausedUntil = Math.max(this.#pausedUntil, pausedUntil);
    if (limit === undefined && !this.#wasRefused)
      this.#limit.decrease(window.used - this.#inFlight);
    this.#wasRefused = true;
    this.#noteOtherClients();
    window.pacing = pacings.afterRefusal;
    // An answer that asks for less than the rest of the window means it: calls may go on then.
    if (requestedMs === undefined || this.#pausedUntil >= window.endsAt) {
      window.reportedByServer = Math.max(window.reportedByServer, window.limit - window.ownCalls);
    }
    // Without a told end, the next window is taken to begin when the pause is over.
    if (endsAt === undefined) window.endsAt = this.#pausedUntil - marginMs;
  }

  /** Opens the next window when this one is over. What is still under way may count in either. */
  #advanceWindow(now: number): void {
    const { endsAt } = this.#window;
    if (now < endsAt + marginMs) return;
    const periods = Math.floor((now - marginMs - endsAt) / windowMs) + 1;
    if (!this.#wasRefused) this.#limit.increase();
    const pacing = this.#wasRefused ? pacings.afterRefusal : this.#choosePacing();
    this.#wasRefused = false;
    this.#startWindow(endsAt + periods * windowMs, this.#inFlight, pacing);
  }

  #startWindow(endsAt: number, ownCalls: number, pacing: Pacing): void {
    this.#window = this.#createWindow(endsAt, ownCalls, pacing);
    if (ownCalls > 0) void this.#sharedCounter?.report(this.#window);
  }

  #createWindow(endsAt: number, ownCalls: number, pacing: Pacing = pacings.spread): Window {
    return new Window({
      index: this.#clock.windowIndexAt(endsAt),
      endsAt,
      limit: this.#limit.calls,
      ownCalls,
      pacing,
      previous: this.#window,
      maxEarlyMs: this.#clock.uncertaintyMs,
    });
  }

  #removeCalls(window: Window, calls: number): void {
    window.ownCalls = Math.max(0, window.ownCalls - calls);
    void this.#sharedCounter?.report(window);
  }
}
