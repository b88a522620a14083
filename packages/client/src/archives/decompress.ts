import { feed, type NodeSink } from "./feed.ts";
import { type ReadChunk, streamOf, UnreadableError } from "./read-chunk.ts";

/** The formats of `DecompressionStream` that exports have. */
export type CompressedFormat = "gzip" | "deflate-raw";

/**
 * Decompresses chunks, each when the last one was taken: memory is bounded, however much a chunk contains.
 *
 * @throws {UnreadableError} for data that is cut off or damaged.
 */
export function decompress(read: ReadChunk, format: CompressedFormat): ReadChunk {
  // A platform may replace the error of a source by one of its own.
  let failure: { readonly error: unknown } | undefined;
  const source: ReadChunk = () =>
    read().catch((error: unknown) => {
      failure = { error };
      throw error;
    });
  const decompressed = platformDecompress(source, format);
  return async () => {
    try {
      return await decompressed();
    } catch {
      if (failure) throw failure.error;
      throw new UnreadableError("its compressed data is cut off or damaged");
    }
  };
}

function platformDecompress(read: ReadChunk, format: CompressedFormat): ReadChunk {
  // The `DecompressionStream` of Node takes all of its source, whether its output is read or not.
  const zlib = globalThis.process?.getBuiltinModule?.("node:zlib");
  if (zlib === undefined) {
    const through = new DecompressionStream(format) as ReadableWritablePair<Uint8Array, Uint8Array>;
    const reader = streamOf(read).pipeThrough(through).getReader();
    return async () => (await reader.read()).value;
  }
  const through = format === "gzip" ? zlib.createGunzip() : zlib.createInflateRaw();
  let chunks: AsyncIterator<Uint8Array> | undefined;
  return async () => {
    if (chunks === undefined) {
      chunks = through[Symbol.asyncIterator]();
      feed(through as NodeSink, read);
    }
    const { done, value } = await chunks.next();
    return done ? undefined : value;
  };
}
