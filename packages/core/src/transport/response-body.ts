import { ResponseError, TimeoutError } from "../errors/errors.ts";
import type { Bytes } from "./bytes.ts";
import type { CallState, TransportRequest } from "./exchange.ts";

/** How much of an answer is kept in memory, and how long its server may be silent. */
export interface BodyLimits {
  /** Bytes, counted as they are once they are unpacked. */
  readonly maxBytes: number;
  /** Milliseconds between two pieces of a body. */
  readonly idleMs: number;
}

/** A timer cannot wait longer: beyond 31 bits it fires at once. */
const longestMs = 2 ** 31 - 1;

/** A timer that runs out when nothing happens for a while. It is set again without a new timer. */
export class IdleTimer {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #expiresAt = 0;
  readonly #onTimeout: () => void;
  readonly #keepsAlive: boolean;

  /** With `keepsAlive: false`, no program waits for it. */
  constructor(
    onTimeout: () => void,
    { keepsAlive = true }: { readonly keepsAlive?: boolean } = {},
  ) {
    this.#onTimeout = onTimeout;
    this.#keepsAlive = keepsAlive;
  }

  /** Begins to wait, anew if it waited already: never for a shorter time than before. */
  start(ms: number): void {
    if (!Number.isFinite(ms)) return;
    this.#expiresAt = performance.now() + ms;
    if (this.#timer === undefined) this.#set(ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #set(ms: number): void {
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        const left = this.#expiresAt - performance.now();
        // Timers may fire a little early.
        if (left > 1) this.#set(left);
        else this.#onTimeout();
      },
      Math.min(ms, longestMs),
    );
    // A number in browsers.
    if (!this.#keepsAlive) (this.#timer as { unref?: () => void }).unref?.();
  }
}

/** The pieces of a body that has to be whole, counted, with an eye on the clock. */
export class BodyChunks {
  readonly #outgoing: TransportRequest;
  readonly #response: Response;
  readonly #isCapped: boolean;
  readonly #chunks: Uint8Array[] = [];
  #byteLength = 0;

  constructor(request: TransportRequest, response: Response, isCapped: boolean) {
    this.#outgoing = request;
    this.#response = response;
    this.#isCapped = isCapped;
  }

  /** @throws {ResponseError} when it is more than may be kept. */
  add(chunk: Uint8Array): void {
    this.#byteLength += chunk.byteLength;
    if (this.#isCapped && this.#byteLength > this.#outgoing.call.limits.maxBytes) {
      throw tooLargeError(this.#outgoing, this.#response);
    }
    this.#chunks.push(chunk);
  }

  get isEmpty(): boolean {
    return this.#byteLength === 0;
  }

  get bytes(): Bytes {
    const whole = new Uint8Array(this.#byteLength);
    let at = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, at);
      at += chunk.byteLength;
    }
    return whole;
  }

  get text(): string {
    const [only] = this.#chunks;
    const whole = this.#chunks.length === 1 && only ? only : this.bytes;
    return new TextDecoder().decode(whole);
  }
}

/** Whether a silent server has to be timed: an attempt that ends sooner needs no second clock. */
export function isIdleTimed({ limits, retry, deadline }: CallState): boolean {
  return limits.idleMs < Math.min(retry.attemptTimeoutMs, deadline.remainingMs);
}

/** Reads a web stream to its end. */
export async function readStreamToEnd(
  stream: ReadableStream<Uint8Array>,
  chunks: BodyChunks,
  { call }: TransportRequest,
): Promise<void> {
  const reader = stream.getReader();
  const { idleMs } = call.limits;
  let endIdle: (error: unknown) => void = () => {};
  const isIdle = new Promise<never>((_, reject) => {
    endIdle = reject;
  });
  isIdle.catch(() => {});
  const idle = new IdleTimer(() => endIdle(new TimeoutError(call.route, idleTimeout(idleMs))));
  const isTimed = isIdleTimed(call);
  // What a layer made ends with no signal.
  const stopListening = call.deadline.onEnd((reason) => void reader.cancel(reason).catch(() => {}));
  try {
    for (;;) {
      if (isTimed) idle.start(idleMs);
      const read = reader.read();
      const { done, value } = await (isTimed ? Promise.race([read, isIdle]) : read);
      if (done) break;
      chunks.add(value);
    }
    reader.releaseLock();
  } catch (error) {
    void reader.cancel(error).catch(() => {});
    throw error;
  } finally {
    stopListening();
    idle.stop();
  }
}

/** What is said of a server that fell silent. */
export const idleTimeout = (
  timeoutMs: number,
): { readonly timeoutMs: number; readonly phase: "idle" } => ({ timeoutMs, phase: "idle" });

/** The error for an answer of which more came than is kept. */
export function tooLargeError({ call }: TransportRequest, response: Response): ResponseError {
  return new ResponseError(
    `The answer to ${call.route} is larger than ${call.limits.maxBytes} bytes, which "maxAnswerBytes" allows`,
    { response, problem: "too-large" },
  );
}

/** The error for a body that ended early. */
export function cutOffError(route: string, response: Response, cause: unknown): ResponseError {
  const message = `The answer to ${route} was cut off (status ${response.status})`;
  return new ResponseError(message, { response, problem: "cut-off", cause });
}
