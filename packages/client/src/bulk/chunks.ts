import { abortError, onAbort } from "@interkit/core";

/** Records of any source. */
export type Records<Input> = Iterable<Input> | AsyncIterable<Input>;

/** Whether a value can be iterated, text left aside. */
export function isRecords(value: unknown): value is Records<unknown> {
  if (typeof value !== "object" || value === null) return false;
  return Symbol.asyncIterator in value || Symbol.iterator in value;
}

/** Reads records in chunks, and closes their source when it is left before its end. */
export async function* chunksOf<Input>(
  records: Records<Input>,
  size: number,
  signal: AbortSignal,
): AsyncGenerator<Input[], void, undefined> {
  const iterator =
    Symbol.asyncIterator in records ? records[Symbol.asyncIterator]() : records[Symbol.iterator]();
  let isRead = false;
  try {
    for (let chunk: Input[] = []; ; ) {
      const next = await untilAborted(iterator.next(), signal);
      if (next.done) {
        isRead = true;
        if (chunk.length > 0) yield chunk;
        return;
      }
      chunk.push(next.value);
      if (chunk.length < size) continue;
      yield chunk;
      chunk = [];
    }
  } finally {
    if (!isRead) await close(iterator, signal);
  }
}

async function close(
  iterator: Iterator<unknown> | AsyncIterator<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const closed = Promise.resolve(iterator.return?.()).catch(() => {});
  // A source that does not end its wait would not close either.
  if (!signal.aborted) await closed;
}

/** @throws The platform's `AbortError` when the signal is aborted before the value is there. */
function untilAborted<T>(value: T | PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      Promise.resolve(value).catch(() => {});
      reject(abortError(signal.reason));
      return;
    }
    const stopListening = onAbort(signal, () => reject(abortError(signal.reason)));
    Promise.resolve(value).then(resolve, reject).finally(stopListening);
  });
}
