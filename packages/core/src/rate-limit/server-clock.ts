import { type Reading, windowMs } from "./reading.ts";

/**
 * The server's clock, as its answers tell it. Processes whose own clocks differ agree by it on where
 * the windows lie.
 *
 * The `Date` of an answer names a second, and the answer was made between sending and arrival: each
 * answer bounds how far the server's clock is from the monotonic one, and many bound it closely.
 */
export class ServerClock {
  #least = Number.NEGATIVE_INFINITY;
  #most = Number.POSITIVE_INFINITY;

  /** @param date The beginning of the second that an answer names. */
  learn(date: number, sentAt: number, arrivedAt: number): void {
    const least = date - arrivedAt;
    const most = date + 1_000 - sentAt;
    const isContradiction = least > this.#most || most < this.#least;
    // One of the clocks was set meanwhile: only the newest answer is true.
    this.#least = isContradiction ? least : Math.max(this.#least, least);
    this.#most = isContradiction ? most : Math.min(this.#most, most);
  }

  /** What the server's clock shows at a time of the monotonic clock. */
  dateAt(monotonic: number): number {
    return monotonic + this.#offset;
  }

  /** When the window of an answer ends, by the monotonic clock; nothing when that makes no sense. */
  endOf({ resetAt }: Reading, now: number): number | undefined {
    if (resetAt === undefined) return undefined;
    const endsAt = resetAt - this.#offset;
    return endsAt > now - windowMs && endsAt <= now + 2 * windowMs ? endsAt : undefined;
  }

  /** What everyone calls the window that ends at a time of the monotonic clock. */
  nameOf(endsAt: number): number {
    const second = Math.round(this.dateAt(endsAt) / 1_000);
    return Math.round((second * 1_000) / windowMs);
  }

  /** By how much the server's clock may be ahead of what is taken for it here. */
  get uncertaintyMs(): number {
    return this.#isOwnRight || !Number.isFinite(this.#least) ? 0 : this.#most - this.#least;
  }

  get #offset(): number {
    // At the earliest that it can be: a window that is taken to be over is over.
    return this.#isOwnRight || !Number.isFinite(this.#least) ? ownOffset() : this.#least;
  }

  get #isOwnRight(): boolean {
    const own = ownOffset();
    return own >= this.#least && own <= this.#most;
  }
}

const ownOffset = () => Date.now() - performance.now();
