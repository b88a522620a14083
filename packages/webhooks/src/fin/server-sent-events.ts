import { checkNames } from "../options/option-names.ts";
import { checkPositive } from "../options/positive.ts";
import { EventParser, type ServerSentEvent } from "./event-parser.ts";

/** Messages, as they arrive. */
export type ServerSentEvents = AsyncGenerator<ServerSentEvent, void, undefined>;

/** Options of `readServerSentEvents` and of `readFinStream`. */
export interface EventStreamOptions {
  /** Ends the stream: the iteration throws the reason. */
  readonly signal?: AbortSignal | undefined;
  /** The longest message that is read, in characters; 1,000,000 by default. */
  readonly maxEventLength?: number | undefined;
}

/**
 * The messages of a stream of server-sent events, as they arrive. The stream is cancelled when the iteration
 * ends early. Nothing is connected again: `retry` has no effect, and a message that was cut off is left out.
 *
 * @throws {ConfigError} for a `maxEventLength` that is no positive number, and for unknown options.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 *
 * @example
 * ```ts
 * import { readServerSentEvents } from "@interkit/webhooks/fin";
 *
 * const { body } = await fetch("https://example.com/events");
 * if (body) {
 *   for await (const { event, data } of readServerSentEvents(body)) console.log(event, data);
 * }
 * ```
 */
export function readServerSentEvents(
  stream: ReadableStream<Uint8Array>,
  options: EventStreamOptions = {},
): ServerSentEvents {
  checkNames("readServerSentEvents", options, ["signal", "maxEventLength"]);
  const { signal, maxEventLength = 1_000_000 } = options;
  checkPositive({ maxEventLength });
  return read(stream, new EventParser(maxEventLength), signal);
}

async function* read(
  stream: ReadableStream<Uint8Array>,
  parser: EventParser,
  signal: AbortSignal | undefined,
): ServerSentEvents {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  const cancel = () => void reader.cancel(signal?.reason).catch(() => undefined);
  signal?.addEventListener("abort", cancel);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      signal?.throwIfAborted();
      if (done) return;
      yield* parser.parse(decoder.decode(value, { stream: true }));
    }
  } finally {
    signal?.removeEventListener("abort", cancel);
    // A stream that has ended is not cancelled by this, and one that failed has nothing to cancel.
    await reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}
