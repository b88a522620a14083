/** The sandbox's time. Whatever waits or expires in the sandbox goes by it. */
export interface Clock {
  /** The time in milliseconds since 1970. */
  readonly now: number;
  /** Whether the time stands still. */
  readonly paused: boolean;
  /** Goes on by so many milliseconds. @throws {RangeError} for less than 0: `set` goes back. */
  advance(ms: number): void;
  /** Goes to a time in milliseconds since 1970, from where it runs on unless it is paused. */
  set(ms: number): void;
  /** Stands still, until `resume`. `advance` and `set` still move it. */
  pause(): void;
  /** Runs again, from where it stands. */
  resume(): void;
}

/** The last moment that a `Date` can show. */
const lastTime = 8.64e15;

/** A clock that can be moved, over one that runs by itself. */
export class VirtualClock implements Clock {
  readonly #base: () => number;
  /** By how much it is ahead of the clock below. */
  #offset = 0;
  /** Where it stands, while it stands. */
  #pausedAt: number | undefined;

  constructor(base: () => number) {
    this.#base = base;
  }

  get now(): number {
    return this.#pausedAt ?? this.#base() + this.#offset;
  }

  get paused(): boolean {
    return this.#pausedAt !== undefined;
  }

  advance(ms: number): void {
    if (!isTime(ms) || !isTime(this.now + ms)) {
      throw new RangeError(
        `The clock advances by a number of milliseconds, 0 or more, not ${formatValue(ms)}. ` +
          "To go back, set it to a time.",
      );
    }
    this.#moveTo(this.now + ms);
  }

  set(ms: number): void {
    if (!isTime(ms)) {
      throw new RangeError(
        `The clock is set to milliseconds since 1970, such as ${this.now}, not ${formatValue(ms)}.`,
      );
    }
    this.#moveTo(ms);
  }

  pause(): void {
    this.#pausedAt = this.now;
  }

  resume(): void {
    const { now } = this;
    this.#pausedAt = undefined;
    this.#moveTo(now);
  }

  /** Goes by the clock below again, as in the beginning. */
  reset(): void {
    this.#pausedAt = undefined;
    this.#offset = 0;
  }

  #moveTo(ms: number): void {
    if (this.#pausedAt === undefined) this.#offset = ms - this.#base();
    else this.#pausedAt = ms;
  }
}

function isTime(ms: unknown): boolean {
  return typeof ms === "number" && ms >= 0 && ms <= lastTime;
}

function formatValue(value: unknown): string {
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
}
