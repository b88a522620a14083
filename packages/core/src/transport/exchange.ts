import type { AttemptSignal } from "./attempt-signal.ts";
import type { Bytes } from "./bytes.ts";
import type { Deadline } from "./deadline.ts";
import type { OperationFacts } from "./operation-table-types.ts";
import type { Priority } from "./options.ts";
import type { BodyLimits } from "./response-body.ts";
import type { RetrySettings } from "./retry-options.ts";

/** How the body of a success is read: as text, as bytes, or as a stream. */
export type BodyFormat = "text" | "bytes" | "stream";

/** The state of one call, shared by all layers. */
export interface CallState {
  readonly route: string;
  readonly facts: OperationFacts;
  /** Whether a success must hold an object. */
  readonly requiresObject: boolean;
  readonly bodyFormat: BodyFormat;
  readonly retry: RetrySettings;
  readonly priority: Priority;
  readonly limits: BodyLimits;
  readonly deadline: Deadline;
  /** When the call was made, in milliseconds of the monotonic clock. */
  readonly startedAt: number;
  /** The current attempt, counted from 1. */
  attempt: number;
}

/**
 * The request of a call. All attempts send this object, and layers change it instead of copying it, from
 * the outside in: retry counts `call.attempt`, the attempt timeout sets `signal`, and authorisation sets
 * the header `authorization`. The layers of a user, which may send several requests at a time, and
 * redirects have objects of their own.
 *
 * A platform `Request` is made of it last, if at all: each costs as much as the rest of a call, and its
 * body could be sent only once.
 */
export interface TransportRequest {
  readonly call: CallState;
  readonly method: string;
  readonly url: string;
  /** By lower-case name. A platform's `Headers` costs too much to be made for each call. */
  readonly headers: Record<string, string>;
  readonly body: string | Bytes | FormData | undefined;
  /** Aborts the current attempt; `undefined` before the first. */
  signal: AttemptSignal | undefined;
  /** The signal of a request that a layer or a middleware made: it aborts every attempt. */
  readonly layerSignal: AttemptSignal | undefined;
}

/** Headers that can be read by name. */
export type ReadableHeaders = Pick<Headers, "get">;

/** A response whose body has been read, unless it is a stream. */
export interface TransportResponse {
  readonly status: number;
  readonly headers: ReadableHeaders;
  readonly body: string | Bytes | ReadableStream<Uint8Array> | undefined;
  /** A repeated DELETE found nothing: an earlier attempt has deleted the thing. */
  readonly isAlreadyDeleted?: boolean;
  /** The response as the platform's `Response`, made on first access where possible. */
  readonly platformResponse: Response;
}

/** Sends a request, and resolves when its response is complete, or when its stream has begun. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** Wraps a {@link Transport}, as a `Layer` does with requests and responses. */
export type TransportLayer = (next: Transport) => Transport;

/** Composes layers around a transport, the first one outermost. */
export function compose(transport: Transport, layers: readonly TransportLayer[]): Transport {
  return layers.reduceRight((next, layer) => layer(next), transport);
}

/**
 * The effect of a call: it reads; it reads and advances, so that the next call returns what follows;
 * it writes such that a repetition changes nothing more; or each repetition writes again.
 */
export type Effect = "read" | "advancing-read" | "idempotent-write" | "write";

/** Returns the effect of sending a request. */
export function effectOf({ method, call: { facts } }: TransportRequest): Effect {
  if (facts.advances) return "advancing-read";
  if (facts.safe || method === "GET" || method === "HEAD") return "read";
  return method === "PUT" || method === "DELETE" ? "idempotent-write" : "write";
}

/** Whether sending a request twice has the same effect as sending it once. */
export function isRepeatable(request: TransportRequest): boolean {
  const effect = effectOf(request);
  return effect === "read" || effect === "idempotent-write";
}

/** Whether responses of a status have no body; a `Response` with both cannot be made. */
export const isBodiless = (status: number): boolean => [204, 205, 304].includes(status);

/** Whether a status is a success. */
export const isSuccess = (status: number): boolean => status >= 200 && status < 300;
