import { windowMs } from "./rate-limit-headers.ts";
import type { RateLimitStore } from "./store.ts";
import type { Window } from "./window.ts";

/** A store that takes longer is taken as one that fails. */
const storeTimeoutMs = 500;
/** After so many failures in a row the store is left alone, for so long. */
const maxFailures = 3;
const circuitOpenMs = 5_000;
/** A store that says early in so many windows in a row that they are used up is not believed any more. */
const maxEarlyExhaustions = 3;

/**
 * The calls that everyone who shares a store has made.
 *
 * Only one question is under way at a time, and all that piles up meanwhile goes into the next, so
 * that a slow store costs no throughput. While the store rests after failures, nobody waits for it.
 */
export class SharedCounter {
  readonly #store: RateLimitStore;
  readonly #key: () => Promise<string>;
  #queue: Promise<unknown> = Promise.resolve();
  #failures = 0;
  #openUntil: number | undefined;
  #isHalfOpen = false;
  #earlyExhaustions = 0;
  #lastExhaustedWindow: number | undefined;
  /** The window of the last failure: calls were sent in it that the store may not know. */
  #lastFailedWindow: number | undefined;

  constructor(store: RateLimitStore, key: () => Promise<string>) {
    this.#store = store;
    this.#key = key;
  }

  /** Whether the store is left alone: each client then counts for itself. */
  get isCircuitOpen(): boolean {
    return this.#openUntil !== undefined;
  }

  /** Whether it is known what the others have sent. */
  get isReliable(): boolean {
    return this.#failures === 0 && !this.isCircuitOpen;
  }

  /** How many calls of those just reported may be sent, now that those of others are known. */
  grant(window: Window, calls: number, hasOtherClients: boolean): number {
    const now = performance.now();
    const allowed = Math.max(0, calls - window.excess(now));
    // One call is sent where nobody counts the others: its answer tells of them.
    if (!this.isReliable) return hasOtherClients ? Math.min(1, allowed) : calls;
    return allowed;
  }

  /** Tells the store what it does not know of a window yet; false when it gave no answer. */
  report(window: Window): Promise<boolean> {
    const report = this.#queue.then(() => !this.isCircuitOpen && this.#send(window));
    this.#queue = report;
    return report;
  }

  /** Asks the store again when it has rested. Nobody waits for the answer. */
  probe(window: Window): void {
    if (this.#openUntil === undefined || this.#isHalfOpen) return;
    if (performance.now() < this.#openUntil || window.ownCalls === window.reportedToStore) return;
    this.#isHalfOpen = true;
    const { countedByStore } = window;
    void this.#send(window).then((isAnswered) => {
      this.#isHalfOpen = false;
      // Others may rest still, and tell the store of their calls later.
      this.#lastFailedWindow = window.index;
      window.isCountPartial = true;
      const isClosed = isAnswered && window.ownCalls + window.countedByStore <= window.limit;
      this.#openUntil = isClosed ? undefined : performance.now() + circuitOpenMs;
      if (isClosed) this.#earlyExhaustions = 0;
      else window.countedByStore = countedByStore;
    });
  }

  async #send(window: Window): Promise<boolean> {
    const calls = window.ownCalls - window.reportedToStore;
    if (calls === 0) return true;
    const { index, reportedByServer } = window;
    window.reportedToStore += calls;
    const result = await this.#queryStore(index, calls, window.endsAt, () => {
      if (window.index === index) window.reportedToStore += calls;
    });
    const isPlausible = isPlausibleCount(result, calls);
    this.#failures = isPlausible ? 0 : this.#failures + 1;
    if (!isPlausible) this.#lastFailedWindow = index;
    if (this.#failures >= maxFailures) this.#openCircuit();
    if (window.index !== index) return isPlausible;
    if (isPlausible) {
      window.countedByStore = Math.max(0, result - window.reportedToStore);
      // Whoever shares the store counts a call before it is sent.
      window.isCountPartial =
        reportedByServer > window.countedByStore || this.#lastFailedWindow === index;
      // Late in a window other clients may have used it up.
      const isEarly = performance.now() < window.endsAt - windowMs / 2;
      if (isEarly && window.countedByStore >= window.limit) this.#recordEarlyExhaustion(window);
    }
    // The next query reports these calls again, unless a late result shows that they are counted.
    else if (result === undefined) window.reportedToStore -= calls;
    return isPlausible;
  }

  /**
   * What the store says, or `undefined` when it takes too long. It may throw, hang, or be wrong.
   *
   * @param onLate Called when the store answers after that: it has counted the calls.
   */
  async #queryStore(
    index: number,
    calls: number,
    endsAt: number,
    onLate: () => void,
  ): Promise<unknown> {
    const key = await this.#key();
    const expiresInMs = Math.max(0, endsAt - performance.now()) + windowMs;
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

/** Whether a store's answer can be the count of so many calls and those before. */
function isPlausibleCount(answer: unknown, calls: number): answer is number {
  return Number.isSafeInteger(answer) && (answer as number) >= calls;
}
