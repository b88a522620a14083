import { ConfigError, ResponseError, type ResponseProblem } from "@interkit/core";
import { type FinStreamEvent, isStreamEvent } from "./events.ts";
import { Progress } from "./progress.ts";
import {
  type EventStreamOptions,
  readServerSentEvents,
  type ServerSentEvents,
} from "./server-sent-events.ts";

/**
 * The events of a conversation with Fin, as they arrive: parts of an answer while Fin writes it, the answer,
 * and the status. Get the response with `fetch` from the `sse_subscription_url` that `fin.start`,
 * `fin.reply`, `fin.ask` and others return.
 *
 * The iteration ends when Intercom closes the stream: once Fin waits for the user or is done. Ending it
 * early closes the stream. A `chunk_text` takes the place of the one before it, and the body of
 * `fin_replied` that of all chunks with the same `stream_id`. Events of unknown names are left out.
 *
 * The iteration throws a `ResponseError` for a response that is no stream of events, for a message that is
 * no event, and for a stream that ends before Fin has: its URL has a token for three minutes.
 *
 * @param source the response, or its body.
 * @throws {ConfigError} for anything else, and for wrong options.
 * @see https://developers.intercom.com/docs/guides/fin-agent-api
 *
 * @example
 * ```ts
 * import { readFinStream } from "@interkit/webhooks/fin";
 *
 * export async function show(sse_subscription_url: string): Promise<void> {
 *   for await (const event of readFinStream(await fetch(sse_subscription_url))) {
 *     if (event.event_name === "fin_reply_chunk") console.log(event.chunk_text);
 *     if (event.event_name === "fin_replied") console.log(event.message.body);
 *   }
 * }
 * ```
 */
export function readFinStream(
  source: Response | ReadableStream<Uint8Array>,
  options: EventStreamOptions = {},
): AsyncGenerator<FinStreamEvent, void, undefined> {
  if (isStream(source)) {
    return read(readServerSentEvents(source, options), new Response(), options.signal);
  }
  if (typeof source?.headers?.get !== "function") {
    throw new ConfigError("readFinStream takes the response of the stream, or its body");
  }
  const { ok, body, headers } = source;
  const type = headers.get("content-type") ?? "";
  if (!ok || !body || !/^text\/event-stream\b/i.test(type)) return refuse(source);
  return read(readServerSentEvents(body, options), source, options.signal);
}

async function* read(
  messages: ServerSentEvents,
  response: Response,
  signal: AbortSignal | undefined,
): AsyncGenerator<FinStreamEvent, void, undefined> {
  const progress = new Progress();
  try {
    for await (const { event: name, data } of messages) {
      // As in a browser, messages with a name of their own are others.
      if (name !== "message") continue;
      const event = parse(data, response);
      if (!isStreamEvent(event)) continue;
      progress.add(event);
      yield event;
    }
  } catch (error) {
    if (signal?.aborted || error instanceof ResponseError || nameOf(error) === "AbortError")
      throw error;
    if (error instanceof RangeError) throw failure(response, "too-large", error.message);
    // The connection may be reset once the token is revoked.
    if (!progress.isOver) throw cutOff(response, error);
    return;
  }
  if (!progress.isOver) throw cutOff(response);
}

/** Throws when it is iterated, as a stream that fails does. */
async function* refuse(response: Response): AsyncGenerator<FinStreamEvent, void, undefined> {
  await response.body?.cancel().catch(() => undefined);
  throw failure(
    response,
    "content-type",
    `The stream of Fin answered ${response.status}, and no events: its URL is for one response of Fin, and its token lasts for three minutes`,
  );
}

function parse(data: string, response: Response): unknown {
  try {
    return JSON.parse(data);
  } catch {
    // The cause would quote the data.
    throw failure(response, "json", "The stream of Fin has a message that is no JSON");
  }
}

function cutOff(response: Response, cause?: unknown): ResponseError {
  return failure(
    response,
    "cut-off",
    "The stream of Fin ended before Fin had: its token lasts for three minutes; the events come by webhook as well",
    cause,
  );
}

function failure(
  response: Response,
  problem: ResponseProblem,
  message: string,
  cause?: unknown,
): ResponseError {
  return new ResponseError(message, { response, problem, cause });
}

function isStream(source: unknown): source is ReadableStream<Uint8Array> {
  return typeof (source as Partial<ReadableStream> | undefined)?.getReader === "function";
}

function nameOf(error: unknown): unknown {
  return (error as Partial<Error> | undefined)?.name;
}
