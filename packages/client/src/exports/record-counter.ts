import { UnreadableError } from "../archives/read-chunk.ts";

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Counts the records of a CSV file, whose quoted values may have line breaks, without parsing them. */
export class RecordCounter {
  #ended = 0;
  #isQuoted = false;
  #hasContent = false;

  add(chunk: Uint8Array): void {
    for (const byte of chunk) {
      const isLineBreak = byte === lineFeed || byte === carriageReturn;
      if (!isLineBreak || this.#isQuoted) {
        if (byte === quote) this.#isQuoted = !this.#isQuoted;
        this.#hasContent = true;
      } else if (this.#hasContent) {
        this.#ended += 1;
        this.#hasContent = false;
      }
    }
  }

  /** The rows so far, without the header. */
  get rows(): number {
    return Math.max(0, this.#ended - 1);
  }

  /** Ends the last record. */
  finish(): void {
    if (this.#isQuoted) throw new UnreadableError("its CSV is cut off");
    if (this.#hasContent) this.#ended += 1;
    this.#hasContent = false;
  }
}
