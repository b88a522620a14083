import { type ReadChunk, UnreadableError } from "./read-chunk.ts";

const empty = new Uint8Array();

/** Reads chunks, and headers of a known size between them. */
export class ByteReader {
  readonly #source: ReadChunk;
  #next: Uint8Array = empty;

  constructor(source: ReadChunk) {
    this.#source = source;
  }

  /** The next bytes, as they come; `undefined` at the end. */
  async read(): Promise<Uint8Array | undefined> {
    if (this.#next.length === 0) return this.#source();
    const chunk = this.#next;
    this.#next = empty;
    return chunk;
  }

  /** Returns bytes that were read, to be read again. */
  unread(chunk: Uint8Array): void {
    this.#next = this.#next.length === 0 ? chunk : join(chunk, this.#next);
  }

  /** The next bytes, which are read again later; fewer at the end. */
  async peek(size: number): Promise<Uint8Array> {
    while (this.#next.length < size) {
      const chunk = await this.#source();
      if (chunk === undefined) break;
      this.#next = join(this.#next, chunk);
    }
    return this.#next.subarray(0, size);
  }

  /**
   * The next bytes, all of them.
   *
   * @throws {UnreadableError} when there are fewer.
   */
  async take(size: number): Promise<Uint8Array> {
    const bytes = await this.peek(size);
    if (bytes.length < size) throw new UnreadableError("it is cut off");
    this.#next = this.#next.subarray(size);
    return bytes;
  }

  /**
   * The next bytes, as they come, and not beyond a size.
   *
   * @throws {UnreadableError} at the end.
   */
  async readUpTo(size: number): Promise<Uint8Array> {
    const chunk = await this.read();
    if (chunk === undefined) throw new UnreadableError("it is cut off");
    if (chunk.length <= size) return chunk;
    this.unread(chunk.subarray(size));
    return chunk.subarray(0, size);
  }
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
