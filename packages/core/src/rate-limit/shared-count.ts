import { windowMs } from "./reading.ts";
import type { RateLimitStore } from "./store.ts";
import type { Window } from "./window.ts";

/** A store that takes longer is taken as one that fails. */
const patienceMs = 500;
/** After so many failures in a row the store is left alone, for so long. */
const mostFailures = 3;
const restMs = 5_000;
/** A store that says early in so many windows in a row that they are used up is not believed any more. */
const mostDenials = 3;

/**
 * The calls that everyone who shares a store has made.
 *
 * Only one question is under way at a time, and all that piles up meanwhile goes into the next, so
 * that a slow store costs no throughput. While the store rests after failures, nobody waits for it.
 */
export class SharedCount {
  readonly #store: RateLimitStore;
  readonly #key: () => Promise<string>;
  #line: Promise<unknown> = Promise.resolve();
  #failures = 0;
  #restsUntil: number | undefined;
  #isTrying = false;
  #denials = 0;
  #deniedIn: number | undefined;
  /** The window of the last failure: calls were sent in it that the store may not know. */
  #failedIn: number | undefined;

  constructor(store: RateLimitStore, key: () => Promise<string>) {
    this.#store = store;
    this.#key = key;
  }

  /** Whether the store is left alone: each client then counts for itself. */
  get isResting(): boolean {
    return this.#restsUntil !== undefined;
  }

  /** Whether it is known what the others have sent. */
  get isKnown(): boolean {
    return this.#failures === 0 && !this.isResting;
  }

  /** How many calls of those just reported may be sent, now that those of others are known. */
  grant(window: Window, calls: number, areOthersAbout: boolean): number {
    const now = performance.now();
    const allowed = Math.max(0, calls - window.excess(now));
    // One call is sent where nobody counts the others: its answer tells of them.
    if (!this.isKnown) return areOthersAbout ? Math.min(1, allowed) : calls;
    return allowed;
  }

  /** Tells the store what it does not know of a window yet; false when it gave no answer. */
  report(window: Window): Promise<boolean> {
    const told = this.#line.then(() => !this.isResting && this.#tell(window));
    this.#line = told;
    return told;
  }

  /** Asks the store again when it has rested. Nobody waits for the answer. */
  tryAgain(window: Window): void {
    if (this.#restsUntil === undefined || this.#isTrying) return;
    if (performance.now() < this.#restsUntil || window.ours === window.reported) return;
    this.#isTrying = true;
    const { counted } = window;
    void this.#tell(window).then((isAnswered) => {
      this.#isTrying = false;
      // Others may rest still, and tell the store of their calls later.
      this.#failedIn = window.name;
      window.isPartial = true;
      const isBack = isAnswered && window.ours + window.counted <= window.limit;
      this.#restsUntil = isBack ? undefined : performance.now() + restMs;
      if (isBack) this.#denials = 0;
      else window.counted = counted;
    });
  }

  async #tell(window: Window): Promise<boolean> {
    const calls = window.ours - window.reported;
    if (calls === 0) return true;
    const { name, told } = window;
    window.reported += calls;
    const outcome = await this.#ask(name, calls, window.endsAt, () => {
      if (window.name === name) window.reported += calls;
    });
    const isCount = isCountOf(outcome, calls);
    this.#failures = isCount ? 0 : this.#failures + 1;
    if (!isCount) this.#failedIn = name;
    if (this.#failures >= mostFailures) this.#rest();
    if (window.name !== name) return isCount;
    if (isCount) {
      window.counted = Math.max(0, outcome - window.reported);
      // Whoever shares the store counts a call before it is sent.
      window.isPartial = told > window.counted || this.#failedIn === name;
      // Late in a window others may have used it up.
      const isEarly = performance.now() < window.endsAt - windowMs / 2;
      if (isEarly && window.counted >= window.limit) this.#denied(window);
    }
    // The next question reports these calls again, unless a late answer shows that they are counted.
    else if (outcome === undefined) window.reported -= calls;
    return isCount;
  }

  /**
   * What the store says, or `undefined` when it takes too long. It may throw, hang, or be wrong.
   *
   * @param onLate Called when the store answers after that: it has counted the calls.
   */
  async #ask(name: number, calls: number, endsAt: number, onLate: () => void): Promise<unknown> {
    const key = await this.#key();
    const expiresInMs = Math.max(0, endsAt - performance.now()) + windowMs;
    const asked = (async () => this.#store.add(`${key}:${name}`, calls, expiresInMs))();
    return new Promise((resolve) => {
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        resolve(undefined);
      }, patienceMs);
      const answered = (count: unknown) => {
        clearTimeout(timer);
        if (isLate && isCountOf(count, calls)) onLate();
        resolve(count);
      };
      asked.then(answered, () => answered(undefined));
    });
  }

  #denied(window: Window): void {
    if (this.#deniedIn === window.name) return;
    this.#denials = this.#deniedIn === window.name - 1 ? this.#denials + 1 : 1;
    this.#deniedIn = window.name;
    if (this.#denials < mostDenials) return;
    this.#rest();
    window.counted = 0;
  }

  #rest(): void {
    this.#restsUntil = performance.now() + restMs;
  }
}

/** Whether a store's answer can be the count of so many calls and those before. */
function isCountOf(answer: unknown, calls: number): answer is number {
  return Number.isSafeInteger(answer) && (answer as number) >= calls;
}
