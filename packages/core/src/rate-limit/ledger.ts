import { askedDelayMs } from "../api-error.ts";
import type { ReadableHeaders } from "../exchange.ts";
import type { RateLimitSettings } from "./options.ts";
import { type Reading, readHeaders, windowMs } from "./reading.ts";
import type { RateLimitState } from "./state.ts";
import { Window } from "./window.ts";

/** Clocks and networks are not exact: a new window begins this much after the old one's end. */
const marginMs = 50;
/** Ends that differ by less are those of one window. */
const sameWindowMs = windowMs / 2;
/** A store that takes longer is taken as one that fails: each client then counts alone. */
const storePatienceMs = 1_000;
/** Calls that are sent before the first answer has told anything. */
const probes = 20;
/** How a limit that no header tells is found: down when it was too high, slowly up afterwards. */
const backOff = 0.9;
const probeUp = 1.05;

/** When an attempt was sent: in which window. */
export interface Ticket {
  readonly window: Window;
}

/** The counting of calls: what was sent, what answers tell, and what is left of the window. */
export class Ledger {
  readonly #settings: RateLimitSettings;
  readonly #key: string;
  #window: Window;
  #limit: number;
  /** Whether any answer has come, whether one has told the limit, and one the window's end. */
  #hasAnswers = false;
  #isTold = false;
  #isAligned = false;
  #sent = 0;
  #inFlight = 0;
  #pausedUntil = 0;
  #wasRefused = false;

  constructor(settings: RateLimitSettings, key: string) {
    this.#settings = settings;
    this.#key = key;
    this.#limit = settings.callsPerWindow;
    // Until an answer tells, windows are taken to end with every tenth second, for all processes.
    const endsAt = performance.now() + windowMs - (Date.now() % windowMs);
    this.#window = new Window({ endsAt, limit: this.#limit, used: 0, isCalm: true });
  }

  state(): Omit<RateLimitState, "waiting"> {
    const now = performance.now();
    this.#roll(now);
    const { limit, used, endsAt } = this.#window;
    const resetAt = new Date(Date.now() + endsAt - now);
    return { limit, remaining: Math.max(0, limit - used), resetAt };
  }

  /** Milliseconds until one more call may be sent; `Infinity` when an answer has to come first. */
  delayMs(share: number): number {
    const now = performance.now();
    if (now < this.#pausedUntil) return this.#pausedUntil - now;
    this.#roll(now);
    if (!this.#hasAnswers && this.#inFlight >= probes) return Number.POSITIVE_INFINITY;
    if (this.#window.allowance(now, share) > this.#window.used) return 0;
    const nextAt = this.#window.nextAt(share);
    const isLater = nextAt >= this.#window.endsAt;
    return Math.max(1, (isLater ? this.#window.endsAt + marginMs : nextAt) - now);
  }

  /** Counts a call; false when others have used up the window meanwhile. */
  take(): true | Promise<boolean> {
    const window = this.#window;
    window.used += 1;
    this.#sent += 1;
    this.#inFlight += 1;
    return this.#settings.store === undefined ? true : this.#takeShared(window);
  }

  async #takeShared(window: Window): Promise<boolean> {
    const counted = await this.#count(window, 1);
    if (counted === undefined) return true;
    window.used = Math.max(window.used, counted);
    if (counted <= window.limit) return true;
    this.#inFlight -= 1;
    return false;
  }

  ticket(): Ticket {
    return { window: this.#window };
  }

  /** There was no answer. The call may have been counted all the same. */
  failed(): void {
    this.#roll(performance.now());
    this.#inFlight -= 1;
  }

  /** Learns from an answer. */
  answered(ticket: Ticket, headers: ReadableHeaders, refused: boolean): void {
    const now = performance.now();
    // Before it is taken off: it may have been counted in a window that only now begins here.
    this.#roll(now);
    this.#inFlight -= 1;
    this.#hasAnswers = true;
    const told = readHeaders(headers, Date.now());
    if (told.limit !== undefined) {
      this.#isTold = true;
      this.#limit = told.limit;
    }
    this.#learn(ticket, told, now);
    if (refused) this.#pause(told, headers, now);
  }

  #learn(ticket: Ticket, { endsInMs, used = 0 }: Reading, now: number): void {
    const window = this.#window;
    if (endsInMs !== undefined) {
      const endsAt = now + endsInMs;
      const isOther = Math.abs(endsAt - window.endsAt) > sameWindowMs;
      if (!this.#isAligned) this.#align(endsAt);
      else if (isOther && endsAt < window.endsAt) {
        // It was counted in the window before, and not in this one, to which it was carried over.
        if (ticket.window !== window) this.#uncount(window);
        return;
      } else if (isOther) {
        this.#open(endsAt, used + this.#inFlight, true);
        // Counted in the old window, this call and those under way came to the new one.
        void this.#count(this.#window, this.#inFlight + 1);
        return;
      } else window.endsAt = endsAt;
    }
    window.limit = this.#limit;
    // Others make calls too. Which of ours under way were counted among theirs, nobody knows.
    if (used > window.used) window.used = used + this.#inFlight;
  }

  /** The first answer tells where the windows lie: what was sent so far counts in the one it names. */
  #align(endsAt: number): void {
    const before = this.#nameOf(this.#window);
    this.#isAligned = true;
    this.#window.endsAt = endsAt;
    if (this.#nameOf(this.#window) !== before) void this.#count(this.#window, this.#sent);
  }

  /** Holds everything back: until the window ends, or for as long as the answer asks. */
  #pause({ endsInMs, limit }: Reading, headers: ReadableHeaders, now: number): void {
    const askedMs = askedDelayMs(headers);
    const waitMs = askedMs ?? endsInMs ?? this.#window.endsAt - now;
    this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.max(0, waitMs) + marginMs);
    if (limit === undefined && !this.#wasRefused) {
      const served = this.#window.used - this.#inFlight;
      // A refusal after a few calls tells of others, and not of the limit.
      const found = Math.max(probes, Math.floor(served * backOff));
      this.#limit = Math.min(this.#limit, found);
    }
    this.#wasRefused = true;
    // An answer that asks for less than the rest of the window means it: calls may go on then.
    if (askedMs === undefined || this.#pausedUntil >= this.#window.endsAt) {
      this.#window.used = Math.max(this.#window.used, this.#window.limit);
    }
    // Without a told end, the next window is taken to begin when the pause is over.
    if (endsInMs === undefined) {
      this.#window = new Window({
        endsAt: this.#pausedUntil - marginMs,
        limit: this.#window.limit,
        used: this.#window.used,
        isCalm: false,
      });
    }
  }

  /** Opens the next window when this one is over. What is still under way may count in either. */
  #roll(now: number): void {
    const { endsAt } = this.#window;
    if (now < endsAt + marginMs) return;
    const periods = Math.floor((now - marginMs - endsAt) / windowMs) + 1;
    const isCalm = !this.#wasRefused;
    if (isCalm && !this.#isTold) this.#probe();
    this.#wasRefused = false;
    this.#open(endsAt + periods * windowMs, this.#inFlight, isCalm);
    if (this.#inFlight > 0) void this.#count(this.#window, this.#inFlight);
  }

  /** Without headers, the limit that made do is raised again, a little with every window. */
  #probe(): void {
    const raised = Math.ceil(this.#limit * probeUp);
    this.#limit = Math.min(this.#settings.callsPerWindow, raised);
  }

  #open(endsAt: number, used: number, isCalm: boolean): void {
    this.#window = new Window({ endsAt, limit: this.#limit, used, isCalm });
  }

  #uncount(window: Window): void {
    window.used = Math.max(0, window.used - 1);
    void this.#count(window, -1);
  }

  /** Counts calls for everyone who shares the store; nothing when it fails, and each counts alone. */
  async #count(window: Window, calls: number): Promise<number | undefined> {
    const { store } = this.#settings;
    if (store === undefined) return undefined;
    const endsInMs = window.endsAt - performance.now();
    try {
      const counted = store.add(this.#nameOf(window), calls, Math.max(0, endsInMs) + windowMs);
      return await inTime(counted);
    } catch {
      return undefined;
    }
  }

  /** What everyone calls a window: by the second of its end. */
  #nameOf({ endsAt }: Window): string {
    return `${this.#key}:${Math.round((Date.now() + endsAt - performance.now()) / 1000)}`;
  }
}

/** What a promise gives, or nothing when it takes too long. */
async function inTime<T>(promise: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), storePatienceMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Names a token's windows, in a store that others may read: not by the token itself (FNV-1a). */
export function keyOf(token: unknown): string {
  if (typeof token !== "string") return "token";
  let hash = 0xcbf29ce484222325n;
  for (const character of token) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  return hash.toString(36);
}
