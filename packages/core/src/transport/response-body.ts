import { ResponseError, TimeoutError } from "../errors/errors.ts";
import { maxTimeoutMs } from "../errors/values.ts";
import type { Bytes } from "./bytes.ts";
import type { CallState, TransportRequest } from "./exchange.ts";

/** Limits of a response body: its size in memory, and how long the server may be silent. */
export interface BodyLimits {
  /** Bytes, counted after decompression. */
  readonly maxBytes: number;
  /** Milliseconds between two chunks of a body. */
  readonly idleMs: number;
}

/** A timer that fires when nothing happens for a while. Restarting it needs no new timer. */
export class IdleTimer {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #expiresAt = 0;
  readonly #onTimeout: () => void;
  readonly #keepsAlive: boolean;

  /** With `keepsAlive: false` the timer does not keep the process running. */
  constructor(
    onTimeout: () => void,
    { keepsAlive = true }: { readonly keepsAlive?: boolean } = {},
  ) {
    this.#onTimeout = onTimeout;
    this.#keepsAlive = keepsAlive;
  }

  /** Starts or restarts the wait, never with a shorter time than before. */
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
      Math.min(ms, maxTimeoutMs),
    );
    // A number in browsers.
    if (!this.#keepsAlive) (this.#timer as { unref?: () => void }).unref?.();
  }
}

/** Collects the chunks of a body that is read whole, and counts their bytes. */
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

  /** @throws {ResponseError} when the body is larger than allowed. */
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
    return decodeText(whole);
  }
}

const decoder = /* @__PURE__ */ new TextDecoder();

/** Decodes a whole text. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Whether the idle timeout needs a timer: not when the attempt times out before it. */
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
  // A body that a layer made does not end with a signal.
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

/** The details of a {@link TimeoutError} for a server that stopped sending. */
export const idleTimeout = (
  timeoutMs: number,
): { readonly timeoutMs: number; readonly phase: "idle" } => ({ timeoutMs, phase: "idle" });

/** The error for a response that is larger than allowed. */
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
