import type { Token } from "../transport/options.ts";
import { limitKey } from "./key.ts";
import type { RateLimitSettings } from "./options.ts";
import { windowMs } from "./rate-limit-headers.ts";
import type { RateLimitStore } from "./store.ts";
import type { Window } from "./window.ts";

/** A query that takes longer counts as failed. */
const storeTimeoutMs = 500;
/** Windows that are over are kept for a while, since the clocks of processes differ. */
const expiresInMs = 2 * windowMs;
/** After this many failures in a row the circuit opens, for this long. */
const maxFailures = 3;
const circuitOpenMs = 5_000;
/** A store that reports full windows early in this many windows in a row is taken as broken. */
const maxEarlyExhaustions = 3;

/**
 * Counts the calls of all clients that share a store.
 *
 * Only one query is in flight at a time, and all calls that arrive in the meantime go into the next
 * one, so that a slow store costs no throughput. While the circuit is open, no call waits for the
 * store.
 */
export class SharedCounter {
  readonly #store: RateLimitStore;
  readonly #key: () => Promise<string>;
  #queue: Promise<unknown> = Promise.resolve();
  #failures = 0;
  /** Until when the circuit is open; 0 while it is closed. */
  #openUntil = 0;
  #isHalfOpen = false;
  #earlyExhaustions = 0;
  #lastExhaustedWindow: number | undefined;
  /** The window of the last failure: calls were sent in it that the store may not have counted. */
  #lastFailedWindow: number | undefined;

  constructor(store: RateLimitStore, key: () => Promise<string>) {
    this.#store = store;
    this.#key = key;
  }

  /** Whether the circuit is open: each client then counts for itself. */
  get isCircuitOpen(): boolean {
    return this.#openUntil > 0;
  }

  /** Whether the calls of other clients are known. */
  get isReliable(): boolean {
    return this.#failures === 0 && !this.isCircuitOpen;
  }

  /** Returns how many of the calls just reported may be sent, given the calls of other clients. */
  grant(window: Window, calls: number, hasOtherClients: boolean): number {
    const allowed = Math.max(0, calls - window.excess(performance.now()));
    // While no store counts the other clients, one call is sent: its response reports their usage.
    return hasOtherClients && !this.isReliable ? Math.min(1, allowed) : allowed;
  }

  /** Reports the calls to the store that it has not counted yet. */
  report(window: Window): Promise<unknown> {
    this.#queue = this.#queue.then(() => this.isCircuitOpen || this.#send(window));
    return this.#queue;
  }

  /**
   * Half-opens the circuit when its time is over: queries the store once, and no call waits for it.
   */
  probe(window: Window): void {
    if (this.#isHalfOpen || performance.now() < this.#openUntil) return;
    this.#isHalfOpen = true;
    // The circuits of other clients may still be open, and their calls be reported later.
    this.#lastFailedWindow = window.index;
    const { countedByStore } = window;
    void this.#send(window).then((isAnswered) => {
      this.#isHalfOpen = false;
      const isClosed = isAnswered && window.ownCalls + window.countedByStore <= window.limit;
      this.#openUntil = isClosed ? 0 : performance.now() + circuitOpenMs;
      if (isClosed) this.#earlyExhaustions = 0;
      else window.countedByStore = countedByStore;
    });
  }

  async #send(window: Window): Promise<boolean> {
    const calls = window.ownCalls - window.reportedToStore;
    if (calls === 0) return false;
    const { index, reportedByServer } = window;
    window.reportedToStore += calls;
    const result = await this.#queryStore(index, calls, () => {
      if (window.index === index) window.reportedToStore += calls;
    });
    const isPlausible = isPlausibleCount(result, calls);
    this.#failures = isPlausible ? 0 : this.#failures + 1;
    if (!isPlausible) this.#lastFailedWindow = index;
    if (this.#failures >= maxFailures) this.#openCircuit();
    if (window.index !== index) return isPlausible;
    if (isPlausible) {
      window.countedByStore = Math.max(0, result - window.reportedToStore);
      // Clients that share the store count a call before they send it.
      window.isCountPartial =
        reportedByServer > window.countedByStore || this.#lastFailedWindow === index;
      // Late in a window other clients may have used it up.
      const isEarly = performance.now() < window.endsAt - windowMs / 2;
      if (isEarly && window.countedByStore >= window.limit) this.#recordEarlyExhaustion(window);
    }
    // The next query reports these calls again, unless a late result shows that they are counted.
    else window.reportedToStore -= calls;
    return isPlausible;
  }

  /**
   * Returns what the store returns, or `undefined` after the timeout. A store may throw, hang or be
   * wrong.
   *
   * @param onLate Called when the store answers after the timeout: it has counted the calls.
   */
  async #queryStore(index: number, calls: number, onLate: () => void): Promise<unknown> {
    const key = await this.#key();
    const query = (async () => this.#store.add(`${key}:${index}`, calls, expiresInMs))();
    return new Promise((resolve) => {
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        resolve(undefined);
      }, storeTimeoutMs);
      const settle = (count: unknown) => {
        clearTimeout(timer);
        if (isLate && isPlausibleCount(count, calls)) onLate();
        resolve(count);
      };
      query.then(settle, () => settle(undefined));
    });
  }

  #recordEarlyExhaustion(window: Window): void {
    if (this.#lastExhaustedWindow === window.index) return;
    this.#earlyExhaustions =
      this.#lastExhaustedWindow === window.index - 1 ? this.#earlyExhaustions + 1 : 1;
    this.#lastExhaustedWindow = window.index;
    if (this.#earlyExhaustions < maxEarlyExhaustions) return;
    this.#openCircuit();
    window.countedByStore = 0;
  }

  #openCircuit(): void {
    this.#openUntil = performance.now() + circuitOpenMs;
  }
}

/** Whether a result of a store can be a count that includes these calls. */
function isPlausibleCount(answer: unknown, calls: number): answer is number {
  return Number.isSafeInteger(answer) && (answer as number) >= calls;
}

/** Returns the counter of a client's calls in its store, if it has one. */
export function createCounter(client: {
  readonly token: Token;
  readonly baseUrl: string;
  readonly rateLimit: RateLimitSettings;
}): SharedCounter | undefined {
  const { store } = client.rateLimit;
  return store && new SharedCounter(store, limitKey(client));
}
