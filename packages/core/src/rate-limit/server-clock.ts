import { type RateLimitHeaders, windowMs } from "./rate-limit-headers.ts";

/**
 * The server's clock, as its answers tell it. Processes whose own clocks differ agree by it on where
 * the windows lie.
 *
 * The `Date` of an answer names a second, and the answer was made between sending and arrival: each
 * answer bounds how far the server's clock is from the monotonic one, and many bound it closely.
 */
export class ServerClock {
  #minOffset = Number.NEGATIVE_INFINITY;
  #maxOffset = Number.POSITIVE_INFINITY;

  /** @param date The beginning of the second that an answer names. */
  addSample(date: number, sentAt: number, arrivedAt: number): void {
    const minOffset = date - arrivedAt;
    const maxOffset = date + 1_000 - sentAt;
    const isContradiction = minOffset > this.#maxOffset || maxOffset < this.#minOffset;
    // One of the clocks was set meanwhile: only the newest answer is true.
    this.#minOffset = isContradiction ? minOffset : Math.max(this.#minOffset, minOffset);
    this.#maxOffset = isContradiction ? maxOffset : Math.min(this.#maxOffset, maxOffset);
  }

  /** What the server's clock shows at a time of the monotonic clock. */
  dateAt(monotonic: number): number {
    return monotonic + this.#offset;
  }

  /** When the window of an answer ends, by the monotonic clock; nothing when that makes no sense. */
  endOf({ resetAt }: RateLimitHeaders, now: number): number | undefined {
    if (resetAt === undefined) return undefined;
    const endsAt = resetAt - this.#offset;
    return endsAt > now - windowMs && endsAt <= now + 2 * windowMs ? endsAt : undefined;
  }

  /** What everyone calls the window that ends at a time of the monotonic clock. */
  windowIndexAt(endsAt: number): number {
    const second = Math.round(this.dateAt(endsAt) / 1_000);
    return Math.round((second * 1_000) / windowMs);
  }

  /** By how much the server's clock may be ahead of what is taken for it here. */
  get uncertaintyMs(): number {
    return this.#isLocalClockRight || !Number.isFinite(this.#minOffset)
      ? 0
      : this.#maxOffset - this.#minOffset;
  }

  get #offset(): number {
    // At the earliest that it can be: a window that is taken to be over is over.
    return this.#isLocalClockRight || !Number.isFinite(this.#minOffset)
      ? readLocalOffset()
      : this.#minOffset;
  }

  get #isLocalClockRight(): boolean {
    const localOffset = readLocalOffset();
    return localOffset >= this.#minOffset && localOffset <= this.#maxOffset;
  }
}

const readLocalOffset = () => Date.now() - performance.now();
