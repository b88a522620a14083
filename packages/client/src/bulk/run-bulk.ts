import { abortError, ConfigError, callOptionNames, onAbort } from "@interkit/core";
import { checkWaitOptions } from "../polling/poll-until.ts";
import type { BulkOperation, BulkOptions, BulkResult } from "./bulk-types.ts";
import { chunksOf, isRecords, type Records } from "./chunks.ts";
import { runChunk } from "./run-chunk.ts";

/** Intercom takes no more records in a request. */
const chunkSize = 100;
const defaultConcurrency = 4;
const optionNames = /* @__PURE__ */ (callOptionNames as readonly string[]).concat("concurrency");

/**
 * Submits records in jobs, and returns the results in the order of the records. Nothing is sent until the
 * results are iterated; as many chunks as jobs that are under way are in memory.
 *
 * @throws {ConfigError} for invalid options, and for records that cannot be iterated.
 */
export function runBulk<Input, Done extends string>(
  operation: BulkOperation<Input, Done>,
  records: Records<Input>,
  options: BulkOptions,
): AsyncIterable<BulkResult<Input, Done>> {
  const { name } = operation;
  checkWaitOptions(name, options, optionNames);
  const { concurrency = defaultConcurrency } = options;
  if (!Number.isSafeInteger(concurrency) || concurrency < 1) {
    throw new ConfigError(`The option "concurrency" of ${name} must be a whole number, 1 or more`);
  }
  if (!isRecords(records)) {
    throw new ConfigError(`${name} needs its records as an array or another iterable`);
  }
  let isIterated = false;
  return {
    [Symbol.asyncIterator]() {
      // An array can be read again, and all of it would be submitted again.
      if (isIterated) {
        throw new ConfigError(`The results of ${name} can be iterated once; keep them in an array`);
      }
      isIterated = true;
      return resultsOf(operation, records, concurrency, options);
    },
  };
}

async function* resultsOf<Input, Done extends string>(
  operation: BulkOperation<Input, Done>,
  records: Records<Input>,
  concurrency: number,
  options: BulkOptions,
): AsyncGenerator<BulkResult<Input, Done>, void, undefined> {
  const { signal: caller, timeoutMs, concurrency: _, ...call } = options;
  if (caller?.aborted) throw abortError(caller.reason);
  const controller = new AbortController();
  const stopListening =
    caller && onAbort(caller, () => controller.abort(abortError(caller.reason)));
  const { signal } = controller;
  const running: Promise<BulkResult<Input, Done>[]>[] = [];
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const chunk of untilFailure(chunksOf(records, chunkSize, signal))) {
      if (!Array.isArray(chunk)) {
        failure = chunk;
        break;
      }
      const results = runChunk(operation, chunk, { call: { ...call, signal }, timeoutMs });
      // A failure is thrown when its turn comes, and is dropped when an earlier one was thrown.
      results.catch(() => {});
      running.push(results);
      if (running.length >= concurrency) yield* await shift(running);
    }
    if (signal.aborted && failure !== undefined) throw failure.error;
    // What was submitted before the source failed has results, too.
    while (running.length > 0) yield* await shift(running);
    if (failure !== undefined) throw failure.error;
  } finally {
    // The jobs at Intercom go on; the waits for them end.
    controller.abort();
    stopListening?.();
  }
}

/** The chunks, and behind them the error of their source, if it fails. */
async function* untilFailure<Chunk>(
  chunks: AsyncIterable<Chunk>,
): AsyncGenerator<Chunk | { readonly error: unknown }, void, undefined> {
  try {
    yield* chunks;
  } catch (error) {
    yield { error };
  }
}

async function shift<T>(running: Promise<T[]>[]): Promise<T[]> {
  return (await running.shift()) ?? [];
}
