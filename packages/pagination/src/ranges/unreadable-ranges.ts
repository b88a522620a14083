import type { TimeRange } from "./range-query.ts";
import type { RangeWalk } from "./range-walk.ts";

/** More records than this, one after the other, fail for another reason than what they contain. */
const maxInRow = 3;

interface Unreadable {
  readonly range: RangeWalk;
  readonly error: unknown;
}

/** A time without an item that could be read, and how many ranges in it failed. */
interface Row {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The ranges that failed and cannot be split, until an item of another one arrives. */
export class UnreadableRanges {
  #ranges: Unreadable[] = [];
  #rows: Row[] = [];

  /** Returns whether so few ranges in a row failed that this one may be left out. */
  add(range: RangeWalk, error: unknown): boolean {
    this.#ranges.push({ range, error });
    return this.#extendRow(range.rest, 1) <= maxInRow;
  }

  /** Adds a range without items: what failed before and after it is in a row. */
  addEmpty(range: RangeWalk): void {
    this.#extendRow(range.rest, 0);
  }

  #extendRow(range: TimeRange, failed: number): number {
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = range;
    const before = this.#rows.find((row) => row.to === from);
    const after = this.#rows.find((row) => row.from === to);
    const count = failed + (before?.count ?? 0) + (after?.count ?? 0);
    const row = { from: before?.from ?? from, to: after?.to ?? to, count };
    this.#rows = [...this.#rows.filter((one) => one !== before && one !== after), row];
    return count;
  }

  get ranges(): readonly RangeWalk[] {
    return this.#ranges.map(({ range }) => range);
  }

  /** Returns the ranges that are left out, once. */
  take(): readonly Unreadable[] {
    return this.#ranges.splice(0);
  }

  /** Returns the ranges that are not left out after all. */
  restore(): RangeWalk[] {
    this.#rows = [];
    return this.take().map(({ range }) => range);
  }
}
