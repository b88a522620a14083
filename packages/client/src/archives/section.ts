import type { ByteReader } from "./byte-reader.ts";
import type { ReadChunk } from "./read-chunk.ts";

/**
 * A part of a file that ends by itself. Its reads are one after another, also where a stream that was
 * given up still waits for one.
 */
export class Section {
  readonly #readNext: ReadChunk;
  #last: Promise<unknown> = Promise.resolve();
  #isDone = false;

  constructor(readNext: ReadChunk) {
    this.#readNext = readNext;
  }

  /** The next bytes; `undefined` at the end of the part. */
  readonly read: ReadChunk = () => {
    const next = this.#last.then(async () => {
      if (this.#isDone) return undefined;
      const chunk = await this.#readNext();
      this.#isDone = chunk === undefined;
      return chunk;
    });
    this.#last = next.catch(() => {});
    return next;
  };

  /** Reads what is left, and drops it. */
  async skip(): Promise<void> {
    while ((await this.read()) !== undefined);
  }
}

/** The next bytes, up to a size, as a part of their own. */
export function sectionOf(bytes: ByteReader, size: number): Section {
  let left = size;
  return new Section(async () => {
    if (left === 0) return undefined;
    const chunk = await bytes.readUpTo(left);
    left -= chunk.length;
    return chunk;
  });
}
