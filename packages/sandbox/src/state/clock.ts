/** The clock of a sandbox. Everything that waits or expires in the sandbox uses it. */
export interface Clock {
  /** The time in milliseconds since 1970. */
  readonly now: number;
  /** Whether the clock is paused. */
  readonly paused: boolean;
  /** Advances the clock. @throws {RangeError} for less than 0: use `set` to go back. */
  advance(ms: number): void;
  /** Sets the clock, in milliseconds since 1970. It runs on from there unless it is paused. */
  set(ms: number): void;
  /** Stops the clock until `resume`. `advance` and `set` still change it. */
  pause(): void;
  /** Starts a paused clock from its current time. */
  resume(): void;
}

/** The last millisecond that a `Date` can represent. */
const lastTime = 8.64e15;

/** A clock that can be set, based on one that runs by itself. */
export class VirtualClock implements Clock {
  readonly #base: () => number;
  /** The difference to the base clock, in milliseconds. */
  #offset = 0;
  /** Is called when the time was changed, and when it was paused or runs again. */
  onChange: (() => void) | undefined;
  /** The time at which it is paused, while it is paused. */
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
    this.onChange?.();
  }

  resume(): void {
    const { now } = this;
    this.#pausedAt = undefined;
    this.#moveTo(now);
  }

  /** Follows the base clock again, as initially. */
  reset(): void {
    this.#pausedAt = undefined;
    this.#offset = 0;
    this.onChange?.();
  }

  #moveTo(ms: number): void {
    if (this.#pausedAt === undefined) this.#offset = ms - this.#base();
    else this.#pausedAt = ms;
    this.onChange?.();
  }
}

function isTime(ms: unknown): boolean {
  return typeof ms === "number" && ms >= 0 && ms <= lastTime;
}

function formatValue(value: unknown): string {
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
}
