import type { FileHandle } from "node:fs/promises";

/** Bytes that are collected for one write: a write of a small chunk costs as much as one of these. */
const batchBytes = 1024 * 1024;

/** Writes chunks to a file in batches. The next batch is collected while the last one is written. */
export class FileWriter {
  /** Bytes that were added. */
  size = 0;
  readonly #handle: FileHandle;
  #batch: Uint8Array[] = [];
  #batchSize = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Returns a promise when the next chunk must wait, which rejects when a write has failed. */
  add(chunk: Uint8Array): Promise<void> | undefined {
    this.#batch.push(chunk);
    this.#batchSize += chunk.byteLength;
    this.size += chunk.byteLength;
    return this.#batchSize < batchBytes ? undefined : this.#flush();
  }

  /** Writes what is left. */
  async finish(): Promise<void> {
    await this.#flush();
    await this.#writing;
  }

  /** Waits for a write that is under way, before the file is closed. */
  async stop(): Promise<void> {
    await this.#writing.catch(() => {});
  }

  /** Waits for the last batch, and starts to write the next one. */
  async #flush(): Promise<void> {
    const batch = this.#batch;
    const size = this.#batchSize;
    this.#batch = [];
    this.#batchSize = 0;
    await this.#writing;
    this.#writing = this.#write(batch, size);
    // An error is thrown by the next flush.
    this.#writing.catch(() => {});
  }

  async #write(batch: readonly Uint8Array[], size: number): Promise<void> {
    if (size === 0) return;
    const { bytesWritten } = await this.#handle.writev(batch);
    // The system may write a part only. `writeFile` of a handle writes all, at the current position.
    if (bytesWritten < size) {
      await this.#handle.writeFile(Buffer.concat(batch).subarray(bytesWritten));
    }
  }
}
