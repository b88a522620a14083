import type { AttemptSignal } from "./attempt-signal.ts";
import type { Bytes } from "./bytes.ts";
import type { Deadline } from "./deadline.ts";
import type { OperationFacts } from "./operation-table-types.ts";
import type { Priority, RetrySettings } from "./options.ts";
import type { BodyLimits } from "./response-body.ts";

/** How the body of a success is wanted: whole, as text or bytes, or as it comes. */
export type BodyFormat = "text" | "bytes" | "stream";

/** One call of an operation, for everything that works on it. */
export interface CallState {
  readonly route: string;
  readonly facts: OperationFacts;
  /** Whether a success has to hold an object. */
  readonly requiresObject: boolean;
  readonly bodyFormat: BodyFormat;
  readonly retry: RetrySettings;
  readonly priority: Priority;
  readonly limits: BodyLimits;
  readonly deadline: Deadline;
  /** When the call was made, in milliseconds of the monotonic clock. */
  readonly startedAt: number;
  /** The attempt that is under way, counted from 1. */
  attempt: number;
}

/**
 * What one attempt sends. A platform `Request` is made of it last of all, if at all: each one costs
 * as much as the rest of a call, and its body could be sent only once.
 */
export interface TransportRequest {
  readonly call: CallState;
  readonly method: string;
  readonly url: string;
  /** By names in small letters. A platform's `Headers` costs too much to be made for each call. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Bytes | FormData | undefined;
  /** What ends this attempt; none before it has begun, unless a layer has one of its own. */
  readonly signal: AttemptSignal | undefined;
}

/** Headers that can be looked up, which is all that a client needs of them. */
export type ReadableHeaders = Pick<Headers, "get">;

/** What was answered, its body read unless it is wanted as it comes. */
export interface TransportResponse {
  readonly status: number;
  readonly headers: ReadableHeaders;
  readonly body: string | Bytes | ReadableStream<Uint8Array> | undefined;
  /** A repeated DELETE found nothing left: an attempt before it has done the work. */
  readonly isAlreadyDeleted?: boolean;
  /** The answer as the platform shows it; made when it is asked for. */
  readonly platformResponse: Response;
}

/** Sends, and resolves when the answer is there: whole, unless it is a stream. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** Wraps a {@link Transport}, as a `Layer` does with requests and responses. */
export type TransportLayer = (next: Transport) => Transport;

/** Composes steps around a transport, the first one outermost. */
export function compose(transport: Transport, layers: readonly TransportLayer[]): Transport {
  return layers.reduceRight((next, layer) => layer(next), transport);
}

/**
 * What a call does: it reads; it reads on, so that the next call gives what comes after; it writes
 * such that doing it twice comes to the same; or it writes something each time.
 */
export type Effect = "read" | "advancing-read" | "idempotent-write" | "write";

/** What sending a request does. */
export function effectOf({ method, call: { facts } }: TransportRequest): Effect {
  if (facts.advances) return "advancing-read";
  if (facts.safe || method === "GET" || method === "HEAD") return "read";
  return method === "PUT" || method === "DELETE" ? "idempotent-write" : "write";
}

/** Whether sending it twice comes to the same as sending it once. */
export function isRepeatable(request: TransportRequest): boolean {
  const effect = effectOf(request);
  return effect === "read" || effect === "idempotent-write";
}

/** Whether a status says that there is no body; a `Response` with one cannot even be made. */
export const isBodiless = (status: number): boolean => [204, 205, 304].includes(status);

/** Whether a status is a success. */
export const isSuccess = (status: number): boolean => status >= 200 && status < 300;
