import type { ReadableHeaders } from "../transport/exchange.ts";
import { Limit } from "./limit.ts";
import type { RateLimitSettings } from "./options.ts";
import { askedDelayMs, readHeaders, shortestPauseMs, windowMs } from "./reading.ts";
import { ServerClock } from "./server-clock.ts";
import { SharedCount } from "./shared-count.ts";
import type { RateLimitState } from "./state.ts";
import { type Pace, paces, Window } from "./window.ts";

/** Clocks and networks are not exact: a new window begins this much after the old one's end. */
const marginMs = 50;
/** Ends that differ by less are those of one window. */
const sameWindowMs = windowMs / 2;
/** Calls that are sent before the first answer has told anything. */
const probes = 20;
/** For so long after a sign of others, calls are spread to leave room for them. */
const othersStayMs = 3 * windowMs;

/** The counting of calls: what was sent, what answers tell, and what is left of the window. */
export class Ledger {
  readonly #shared: SharedCount | undefined;
  readonly #clock = new ServerClock();
  readonly #limit: Limit;
  #window: Window;
  /** Whether any answer has come, and whether one has told the window's end. */
  #hasAnswers = false;
  #isAligned = false;
  #inFlight = 0;
  #pausedUntil = 0;
  #wasRefused = false;
  #othersUntil = 0;

  constructor(settings: RateLimitSettings, key: () => Promise<string>) {
    this.#shared = settings.store && new SharedCount(settings.store, key);
    this.#limit = new Limit(settings.callsPerWindow);
    // Until an answer tells, windows are taken to end with every tenth second, for all processes.
    const now = performance.now();
    this.#window = this.#make(now + windowMs - (this.#clock.dateAt(now) % windowMs), 0);
  }

  state(): Omit<RateLimitState, "waiting"> {
    const now = performance.now();
    this.#roll(now);
    const { limit, used, endsAt } = this.#window;
    const resetAt = new Date(Date.now() + endsAt - now);
    return { limit, remaining: Math.max(0, limit - used), resetAt };
  }

  /** Whether there is a store to ask before a call is sent. */
  get isShared(): boolean {
    return this.#shared !== undefined && !this.#shared.isResting;
  }

  /** How many calls may be sent now, of a share of the window. */
  room(share: number): number {
    const now = performance.now();
    if (now < this.#pausedUntil) return 0;
    this.#roll(now);
    const room = this.#window.room(now, share, this.#inFlight);
    return this.#hasAnswers ? room : Math.min(room, Math.max(0, probes - this.#inFlight));
  }

  /** Milliseconds until there may be room again; `Infinity` when an answer has to come first. */
  delayMs(share: number): number {
    const now = performance.now();
    if (now < this.#pausedUntil) return this.#pausedUntil - now;
    if (!this.#hasAnswers && this.#inFlight >= probes) return Number.POSITIVE_INFINITY;
    const nextAt = this.#window.nextAt(share);
    // Enough is under way.
    if (nextAt <= now && this.#inFlight > 0) return Number.POSITIVE_INFINITY;
    const isLater = nextAt >= this.#window.endsAt;
    return Math.max(1, (isLater ? this.#window.endsAt + marginMs : nextAt) - now);
  }

  /** Counts calls, and gives how many of them may be sent: others may have used up the window. */
  take(calls: number): number | Promise<number> {
    this.#window.ours += calls;
    this.#inFlight += calls;
    if (this.#shared === undefined) return calls;
    if (!this.#shared.isResting) return this.#takeShared(this.#shared, calls);
    this.#shared.tryAgain(this.#window);
    return calls;
  }

  async #takeShared(shared: SharedCount, calls: number): Promise<number> {
    const window = this.#window;
    await shared.report(window);
    if (window.counted > 0) this.#othersSeen();
    this.#adapt();
    const granted = shared.grant(window, calls, performance.now() < this.#othersUntil);
    if (granted === 0) return this.#keepPlace(window, calls);
    // When the window has ended meanwhile, what was under way was carried over to the next.
    if (granted < calls) this.giveBack(calls - granted, window);
    return granted;
  }

  /**
   * Waits with one call that was counted before it is allowed. As it stays counted, others are counted
   * after it: no process with a quicker clock or machine can have every turn.
   */
  async #keepPlace(window: Window, calls: number): Promise<number> {
    if (calls > 1) this.giveBack(calls - 1, window);
    const isAllowed = await window.untilAllowed();
    if (isAllowed && window === this.#window && performance.now() >= this.#pausedUntil) return 1;
    this.giveBack(1, window);
    return 0;
  }

  /** Takes back calls that were counted and are not sent. */
  giveBack(calls: number, window: Window = this.#window): void {
    this.#inFlight -= calls;
    this.#uncount(this.#window, calls);
    if (window !== this.#window) this.#uncount(window, calls);
  }

  /** There was no answer. The call may have been counted all the same. */
  failed(): void {
    this.#roll(performance.now());
    this.#inFlight -= 1;
  }

  /** Learns from an answer to a call that was sent at some time, in some window. */
  answered(headers: ReadableHeaders, refused: boolean, sentAt: number): void {
    const now = performance.now();
    // Before it is taken off: it may have been counted in a window that only now begins here.
    this.#roll(now);
    this.#inFlight -= 1;
    this.#hasAnswers = true;
    const told = readHeaders(headers);
    if (told.date !== undefined) this.#clock.learn(told.date, sentAt, now);
    if (told.limit !== undefined) this.#limit.tell(told.limit);
    const endsAt = this.#clock.endOf(told, now);
    if (this.#isOld(endsAt)) {
      // It was counted in the window before, and not in this one, to which it was carried over.
      this.#uncount(this.#window, 1);
      return;
    }
    this.#learn(endsAt, told.used);
    if (refused) this.#pause(endsAt, told.limit, headers, now);
  }

  /** Whether an answer tells of a window that is over: so does a refusal in it. */
  #isOld(endsAt: number | undefined): boolean {
    return this.#isAligned && endsAt !== undefined && endsAt < this.#window.endsAt - sameWindowMs;
  }

  #learn(endsAt: number | undefined, used: number): void {
    const isFirst = !this.#isAligned;
    if (endsAt !== undefined) {
      const isNext = this.#isAligned && endsAt > this.#window.endsAt + sameWindowMs;
      this.#isAligned = true;
      // Counted in the old window, this call and those under way came to the new one.
      if (isNext) this.#open(endsAt, this.#inFlight + 1, this.#pace());
      this.#place(this.#window, endsAt);
    }
    this.#window.limit = this.#limit.calls;
    // Which of ours under way were counted among theirs, nobody knows; a store counts them exactly.
    const isMore = this.#window.tell(used, this.#shared?.isKnown ? 0 : this.#inFlight);
    // What was used before the first answer may be long ago, and nobody there any more.
    if (isMore && !isFirst) this.#othersSeen();
    this.#adapt();
  }

  /** An answer tells where the window lies, and the first one how everyone calls it. */
  #place(window: Window, endsAt: number): void {
    window.endsAt = endsAt;
    window.earlierMs = this.#clock.uncertaintyMs;
    if (window.isTold) return;
    window.isTold = true;
    const name = this.#clock.nameOf(endsAt);
    if (name === window.name) return;
    Object.assign(window, { name, reported: 0, counted: 0 });
    void this.#shared?.report(window);
  }

  #othersSeen(): void {
    this.#othersUntil = performance.now() + othersStayMs;
    this.#adapt();
  }

  #adapt(): void {
    if (this.#window.pace !== paces.careful) this.#window.pace = this.#pace();
  }

  /** How calls are spread: not at all as long as answers tell of room, and of nobody else. */
  #pace(): Pace {
    if (!this.#limit.isTold) return paces.spread;
    if (performance.now() >= this.#othersUntil) return paces.open;
    return this.#shared?.isKnown && !this.#window.isPartial ? paces.spread : paces.blind;
  }

  /** Holds everything back: until the window ends, or for as long as the answer asks. */
  #pause(
    endsAt: number | undefined,
    limit: number | undefined,
    headers: ReadableHeaders,
    now: number,
  ): void {
    const window = this.#window;
    const askedMs = askedDelayMs(headers);
    const waitMs = askedMs ?? (endsAt ?? window.endsAt) - now;
    const pausedUntil = now + Math.max(shortestPauseMs, waitMs + marginMs);
    this.#pausedUntil = Math.max(this.#pausedUntil, pausedUntil);
    if (limit === undefined && !this.#wasRefused) this.#limit.lower(window.used - this.#inFlight);
    this.#wasRefused = true;
    this.#othersSeen();
    window.pace = paces.careful;
    // An answer that asks for less than the rest of the window means it: calls may go on then.
    if (askedMs === undefined || this.#pausedUntil >= window.endsAt) {
      window.told = Math.max(window.told, window.limit - window.ours);
    }
    // Without a told end, the next window is taken to begin when the pause is over.
    if (endsAt === undefined) window.endsAt = this.#pausedUntil - marginMs;
  }

  /** Opens the next window when this one is over. What is still under way may count in either. */
  #roll(now: number): void {
    const { endsAt } = this.#window;
    if (now < endsAt + marginMs) return;
    const periods = Math.floor((now - marginMs - endsAt) / windowMs) + 1;
    if (!this.#wasRefused) this.#limit.probe();
    const pace = this.#wasRefused ? paces.careful : this.#pace();
    this.#wasRefused = false;
    this.#open(endsAt + periods * windowMs, this.#inFlight, pace);
  }

  #open(endsAt: number, ours: number, pace: Pace): void {
    this.#window = this.#make(endsAt, ours, pace);
    if (ours > 0) void this.#shared?.report(this.#window);
  }

  #make(endsAt: number, ours: number, pace: Pace = paces.spread): Window {
    return new Window({
      name: this.#clock.nameOf(endsAt),
      endsAt,
      limit: this.#limit.calls,
      ours,
      pace,
      before: this.#window,
      earlierMs: this.#clock.uncertaintyMs,
    });
  }

  #uncount(window: Window, calls: number): void {
    window.ours = Math.max(0, window.ours - calls);
    void this.#shared?.report(window);
  }
}
