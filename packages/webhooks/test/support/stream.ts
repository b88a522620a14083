/** A stream of these chunks, and whether it was cancelled. */
export function streamOf(
  chunks: readonly Uint8Array[],
  end = true,
): {
  stream: ReadableStream<Uint8Array>;
  state: { pulled: number; isCancelled: boolean; reason: unknown };
} {
  const state = { pulled: 0, isCancelled: false, reason: undefined as unknown };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[state.pulled++];
        if (chunk) controller.enqueue(chunk);
        else if (end) controller.close();
        else return new Promise(() => undefined);
        return undefined;
      },
      cancel(reason) {
        state.isCancelled = true;
        state.reason = reason;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, state };
}

/** Bytes in chunks that end at these places. */
export function split(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort(
    (a, b) => a - b,
  );
  return ends.map((end, index) => bytes.slice(ends[index - 1] ?? 0, end));
}
