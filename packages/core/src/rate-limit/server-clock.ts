import { type RateLimitHeaders, windowMs } from "./rate-limit-headers.ts";

/**
 * Estimates the server's clock from its responses. Processes whose own clocks differ agree by it on
 * the start of each window.
 *
 * The `Date` of a response names a second, and the response was made between sending and arrival: each
 * response bounds the offset between the server's clock and the monotonic one, and many responses
 * bound it closely.
 */
export class ServerClock {
  #minOffset = Number.NEGATIVE_INFINITY;
  #maxOffset = Number.POSITIVE_INFINITY;

  /** @param date The start of the second in the `Date` of a response. */
  addSample(date: number, sentAt: number, arrivedAt: number): void {
    const minOffset = date - arrivedAt;
    const maxOffset = date + 1_000 - sentAt;
    const isContradiction = minOffset > this.#maxOffset || maxOffset < this.#minOffset;
    // One of the clocks was set in the meantime, so only the newest response counts.
    this.#minOffset = isContradiction ? minOffset : Math.max(this.#minOffset, minOffset);
    this.#maxOffset = isContradiction ? maxOffset : Math.min(this.#maxOffset, maxOffset);
  }

  /** The server's time at a time of the monotonic clock. */
  dateAt(monotonic: number): number {
    return monotonic + this.#offset;
  }

  /**
   * When the window of a response ends, by the monotonic clock; `undefined` for an implausible time.
   */
  endOf({ resetAt }: RateLimitHeaders, now: number): number | undefined {
    const endsAt = Number(resetAt) - this.#offset;
    return endsAt > now - windowMs && endsAt <= now + 2 * windowMs ? endsAt : undefined;
  }

  /** The index of the window that ends at a time of the monotonic clock, the same in all processes. */
  windowIndexAt(endsAt: number): number {
    const second = Math.round(this.dateAt(endsAt) / 1_000);
    return Math.round((second * 1_000) / windowMs);
  }

  /** By how much the server's clock may be ahead of the estimate. */
  get uncertaintyMs(): number {
    return this.#isLocalClockRight ? 0 : this.#maxOffset - this.#minOffset;
  }

  get #offset(): number {
    // The smallest possible offset: a window that is over by it is certainly over.
    return this.#isLocalClockRight ? readLocalOffset() : this.#minOffset;
  }

  get #isLocalClockRight(): boolean {
    const localOffset = readLocalOffset();
    return localOffset >= this.#minOffset && localOffset <= this.#maxOffset;
  }
}

const readLocalOffset = () => Date.now() - performance.now();
