import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";

/**
 * Writes a stream to a file, and gives its size in bytes. The file gets its name when it is whole,
 * so that no half of one is ever taken for it.
 */
export async function saveTo(stream: ReadableStream<Uint8Array>, path: string): Promise<number> {
  const part = `${path}.${crypto.randomUUID()}.part`;
  const file = createWriteStream(part, { flags: "wx" });
  try {
    await pipeline(Readable.fromWeb(stream as NodeReadableStream), file);
    await rename(part, path);
    return file.bytesWritten;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
