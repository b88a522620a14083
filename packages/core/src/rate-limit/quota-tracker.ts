import type { ReadableHeaders } from "../transport/exchange.ts";
import { LimitEstimate } from "./limit-estimate.ts";
import { minPauseMs, readHeaders, requestedDelayMs, windowMs } from "./rate-limit-headers.ts";
import { ServerClock } from "./server-clock.ts";
import type { SharedCounter } from "./shared-counter.ts";
import type { RateLimitState } from "./state.ts";
import { type Pacing, pacings, Window } from "./window.ts";

/** Clocks and networks are not exact: a new window starts this long after the end of the old one. */
const marginMs = 50;
/** Two ends of windows that differ by less belong to one window. */
const sameWindowMs = windowMs / 2;
/** Calls that may be in flight before the first response has reported the limit. */
const initialPermits = 50;
/** Calls are spread for this long after a response or the store showed calls of other clients. */
const otherClientsMs = 3 * windowMs;

/** Tracks a window's calls: own calls, calls that responses report, and calls in a shared store. */
export class QuotaTracker {
  readonly #counter: SharedCounter | undefined;
  readonly #clock = new ServerClock();
  readonly #limit: LimitEstimate;
  #window: Window;
  /** Whether there was a response, and whether one has reported the end of a window. */
  #hasResponses = false;
  #isAligned = false;
  #inFlight = 0;
  #pausedUntil = 0;
  #wasRefused = false;
  #othersUntil = 0;

  constructor(callsPerWindow: number, startedAt: number, counter: SharedCounter | undefined) {
    this.#counter = counter;
    this.#limit = new LimitEstimate(callsPerWindow);
    // Until a response reports an end, all processes assume that windows end at every tenth second.
    const elapsed = this.#clock.dateAt(startedAt) % windowMs;
    this.#window = this.#createWindow(startedAt + windowMs - elapsed, 0);
  }

  state(): Omit<RateLimitState, "waiting"> {
    const now = performance.now();
    this.#advanceWindow(now);
    const { limit, used, endsAt } = this.#window;
    const resetAt = new Date(Date.now() + endsAt - now);
    const remaining = this.#isPaused(now) ? 0 : Math.max(0, limit - used);
    return { limit, remaining, resetAt };
  }

  /** Returns how many calls may be sent now, within a share of the window. */
  available(share: number): number {
    const now = performance.now();
    this.#advanceWindow(now);
    if (this.#isPaused(now)) return 0;
    const permits = this.#window.available(now, share, this.#inFlight);
    if (this.#hasResponses) return permits;
    return Math.min(permits, Math.max(0, initialPermits - this.#inFlight));
  }

  /** Milliseconds until permits may be available; `Infinity` when that depends on a response. */
  delayMs(share: number): number {
    const now = performance.now();
    const permitAt = Math.max(this.#pausedUntil, this.#window.nextPermitAt(share));
    const { endsAt } = this.#window;
    const nextAt = permitAt < endsAt ? permitAt : endsAt + marginMs;
    // The calls in flight use all that is allowed by now.
    if (nextAt <= now && this.#inFlight > 0) return Number.POSITIVE_INFINITY;
    return Math.max(1, nextAt - now);
  }

  /** Whether calls are counted in this process alone. */
  get isCountedHere(): boolean {
    return this.#counter === undefined;
  }

  /** Counts calls that are sent. */
  count(calls: number): void {
    this.#window.ownCalls += calls;
    this.#inFlight += calls;
  }

  /** Counts calls, and returns how many may be sent: other clients may have used up the window. */
  acquire(calls: number): number | Promise<number> {
    this.count(calls);
    if (this.#counter === undefined) return calls;
    if (!this.#counter.isCircuitOpen) return this.#acquireFromStore(this.#counter, calls);
    this.#counter.probe(this.#window);
    return calls;
  }

  async #acquireFromStore(counter: SharedCounter, calls: number): Promise<number> {
    const window = this.#window;
    await counter.report(window);
    if (window.countedByStore > 0) this.#noteOtherClients();
    this.#updatePacing();
    const now = performance.now();
    const granted = this.#isPaused(now) ? 0 : counter.grant(window, calls, this.#hasOthers(now));
    // If the window has ended in the meantime, the calls in flight were carried over to the next one.
    const excess = calls - Math.max(1, granted);
    if (excess > 0) this.release(excess);
    if (granted > 0) return granted;
    // One call stays counted before it is allowed, so that other processes are counted after it: a
    // process with a faster clock or machine cannot take every permit.
    if ((await window.waitUntilAllowed()) && !this.#isPaused(performance.now())) return 1;
    this.release(1);
    return 0;
  }

  /** Removes calls that were counted but are not sent. */
  release(calls: number): void {
    this.#inFlight -= calls;
    this.#removeCalls(calls);
  }

  /** Records an attempt without a response. Intercom may have counted it. */
  recordFailure(): void {
    this.#advanceWindow(performance.now());
    this.#inFlight -= 1;
  }

  /** Records the response to a call that was sent at `sentAt`. */
  recordResponse(headers: ReadableHeaders, refused: boolean, sentAt: number): void {
    const now = performance.now();
    // Before the call leaves the calls in flight: it may count in a window that starts only now.
    this.#advanceWindow(now);
    this.#inFlight -= 1;
    this.#hasResponses = true;
    const reported = readHeaders(headers);
    if (reported.date !== undefined) this.#clock.addSample(reported.date, sentAt, now);
    if (reported.limit !== undefined) this.#limit.setReported(reported.limit);
    const endsAt = this.#clock.endOf(reported, now);
    if (this.#isPastWindow(endsAt)) {
      // It was counted in the previous window, so it does not count in the one it was carried over to.
      this.#removeCalls(1);
      return;
    }
    this.#applyUsage(endsAt, reported.used);
    if (refused) this.#pause(endsAt, reported.limit, headers, now);
  }

  /** Whether a response belongs to a window that is over. A refusal in it is then over as well. */
  #isPastWindow(endsAt: number | undefined): boolean {
    const end = endsAt ?? Number.POSITIVE_INFINITY;
    return this.#isAligned && end < this.#window.endsAt - sameWindowMs;
  }

  #applyUsage(endsAt: number | undefined, used: number): void {
    const isFirst = !this.#isAligned;
    if (endsAt !== undefined) {
      const isNext = this.#isAligned && endsAt > this.#window.endsAt + sameWindowMs;
      this.#isAligned = true;
      // This call and those in flight were counted in the old window, and belong to the new one.
      if (isNext) this.#startWindow(endsAt, this.#inFlight + 1, this.#choosePacing());
      this.#alignWindow(this.#window, endsAt);
    }
    this.#window.limit = this.#limit.calls;
    // Without a store it is unknown which calls in flight the reported usage includes.
    const isMore = this.#window.recordUsed(used, this.#counter?.isReliable ? 0 : this.#inFlight);
    // Usage before the first response may come from a client that has stopped since.
    if (isMore && !isFirst) this.#noteOtherClients();
    this.#updatePacing();
  }

  /** Sets the end of the window as reported, and with the first report its index. */
  #alignWindow(window: Window, endsAt: number): void {
    window.endsAt = endsAt;
    window.maxEarlyMs = this.#clock.uncertaintyMs;
    if (window.isAligned) return;
    window.isAligned = true;
    const index = this.#clock.windowIndexAt(endsAt);
    if (index === window.index) return;
    Object.assign(window, { index, reportedToStore: 0, countedByStore: 0 });
    void this.#counter?.report(window);
  }

  #noteOtherClients(): void {
    this.#othersUntil = performance.now() + otherClientsMs;
    this.#updatePacing();
  }

  #updatePacing(): void {
    if (this.#window.pacing !== pacings.afterRefusal) this.#window.pacing = this.#choosePacing();
  }

  /** Chooses the pacing: none as long as responses report the limit and show no other client. */
  #choosePacing(): Pacing {
    if (!this.#limit.isReported) return pacings.spread;
    if (!this.#hasOthers(performance.now())) return pacings.immediate;
    const isCounted = this.#counter?.isReliable && !this.#window.isCountPartial;
    return isCounted ? pacings.spread : pacings.spreadUnshared;
  }

  /** Delays all calls: until the window ends, or for as long as the response requests. */
  #pause(
    endsAt: number | undefined,
    limit: number | undefined,
    headers: ReadableHeaders,
    now: number,
  ): void {
    const window = this.#window;
    const waitMs = requestedDelayMs(headers) ?? (endsAt ?? window.endsAt) - now;
    const pausedUntil = now + Math.max(minPauseMs, waitMs + marginMs);
    this.#pausedUntil = Math.max(this.#pausedUntil, pausedUntil);
    if (limit === undefined && !this.#wasRefused) this.#limit.lower(window.used - this.#inFlight);
    this.#wasRefused = true;
    this.#noteOtherClients();
    window.pacing = pacings.afterRefusal;
    // Without a reported end, the next window is assumed to start when the pause is over.
    if (endsAt === undefined) window.endsAt = this.#pausedUntil - marginMs;
  }

  /** Starts the next window when this one is over. Calls in flight may count in either. */
  #advanceWindow(now: number): void {
    const { endsAt } = this.#window;
    if (now < endsAt + marginMs) return;
    const periods = Math.floor((now - marginMs - endsAt) / windowMs) + 1;
    if (!this.#wasRefused) this.#limit.raise();
    const pacing = this.#wasRefused ? pacings.afterRefusal : this.#choosePacing();
    this.#wasRefused = false;
    this.#startWindow(endsAt + periods * windowMs, this.#inFlight, pacing);
  }

  #startWindow(endsAt: number, ownCalls: number, pacing: Pacing): void {
    this.#window = this.#createWindow(endsAt, ownCalls, pacing);
    void this.#counter?.report(this.#window);
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

  #removeCalls(calls: number): void {
    this.#window.ownCalls = Math.max(0, this.#window.ownCalls - calls);
    void this.#counter?.report(this.#window);
  }

  /** Whether a refusal delays all calls. */
  #isPaused(now: number): boolean {
    return now < this.#pausedUntil;
  }

  /** Whether a response or the store has shown calls of other clients lately. */
  #hasOthers(now: number): boolean {
    return now < this.#othersUntil;
  }
}
