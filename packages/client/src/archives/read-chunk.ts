/** Returns the next bytes of a file; `undefined` at its end. */
export type ReadChunk = () => Promise<Uint8Array | undefined>;

/** A file of an archive. It is read before the next file; what is not read of it is skipped. */
export interface ArchivedFile {
  readonly name: string;
  readonly read: ReadChunk;
}

/** The bytes are not those of the format that they begin as: they are cut off or damaged. */
export class UnreadableError extends Error {}

/** Reads a stream chunk by chunk. */
export function readerOf(stream: ReadableStream<Uint8Array>): {
  readonly read: ReadChunk;
  readonly cancel: () => Promise<void>;
} {
  const reader = stream.getReader();
  return {
    read: async () => (await reader.read()).value,
    cancel: () => reader.cancel().catch(() => {}),
  };
}

/** Makes a stream of chunks, which are read when the stream is. */
export function streamOf(read: ReadChunk): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await read();
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
    },
    // Nothing is read ahead of the reader.
    { highWaterMark: 0 },
  );
}
