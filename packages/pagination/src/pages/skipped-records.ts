import type { PageRequest, Style } from "./styles.ts";
import { type Values, wholeNumber } from "./values.ts";

/** More records than this, one after the other, fail for another reason than what they contain. */
const maxInRow = 3;

/** A record that could not be read, and why. */
export interface SkippedRecord {
  readonly place: Values;
  readonly error: unknown;
}

/** The records of a list with page numbers that were left out, until a page after them arrives. */
export class SkippedRecords {
  #records: SkippedRecord[] = [];

  /** Returns the request for the record after one that cannot be read; `undefined` where that is unknown. */
  skip(
    { location, following }: Style,
    request: PageRequest,
    error: unknown,
  ): PageRequest | undefined {
    const { page: stated } = location.read(request);
    // A cursor leads to the next record only from the one before.
    if (following === undefined && stated === undefined) return undefined;
    const page = wholeNumber(stated) ?? 1;
    this.#records.push({ place: { page, per_page: 1 }, error });
    if (this.#records.length > maxInRow) {
      this.#records = [];
      return undefined;
    }
    return location.write(request, { page: page + 1, per_page: 1 });
  }

  /** Returns the records that were left out before a page that arrived, once. */
  take(): readonly SkippedRecord[] {
    return this.#records.splice(0);
  }
}
