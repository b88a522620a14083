import type { TimeRange, TimeUnit } from "../ranges/range-query.ts";
import { leastWidth } from "../ranges/range-walk.ts";

/** More ranges than this, one after the other, fail for another reason than one of their records. */
const maxInRow = 3;

/**
 * The time that a run has left to read, from the earliest change on. Where a record cannot be read, a range with it is
 * split in halves until the range is too short for that, and left out.
 */
export class TimeLeft {
  #from: number | undefined;
  /** The ends of the ranges, each within the one before: that of the run, and those of the halves with the record. */
  readonly #ends: (number | undefined)[];
  #leftOut = 0;

  constructor(from: number | undefined, ends: readonly (number | undefined)[]) {
    this.#from = from;
    this.#ends = [...ends];
  }

  /** The range to read now. */
  get range(): TimeRange {
    return { from: this.#from, to: this.#ends.at(-1) };
  }

  /** The ends of the ranges that are left, the last one first; undefined where nothing was split. */
  get ends(): readonly number[] | undefined {
    return this.#ends.length < 2 ? undefined : (this.#ends as readonly number[]);
  }

  /** Continues at a time within the present range, where that is known. */
  continueFrom(time: number | undefined): void {
    if (time !== undefined) this.#from = Math.max(time, this.#from ?? time);
  }

  /** Continues behind the present range. Returns whether there is one. */
  next(): boolean {
    if (this.#ends.length < 2) return false;
    this.#from = this.#ends.pop();
    return true;
  }

  /** Counts a range that could be read. */
  addReadable(): void {
    this.#leftOut = 0;
  }

  /**
   * Continues with a half of the present range, in which a record cannot be read, or behind it where it is too short.
   *
   * @param reached the time from which its items were not all returned, if that is later than its start.
   * @returns what is left out, `"half"`, or undefined where too many ranges in a row failed.
   */
  narrow(reached: number | undefined, unit: TimeUnit): TimeRange | "half" | undefined {
    const to = this.#ends.at(-1);
    if (to === undefined) return undefined;
    const from = Math.max(this.#from ?? 0, reached ?? 0);
    this.#from = from;
    const least = leastWidth(unit);
    if (to - from >= 2 * least) {
      this.#ends.push(from + Math.ceil((to - from) / 2));
      return "half";
    }
    this.#leftOut += 1;
    if (this.#leftOut > maxInRow) return undefined;
    if (!this.next()) this.#from = to;
    return { from, to };
  }
}
