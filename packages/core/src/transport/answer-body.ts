import { ResponseError, TimeoutError } from "../errors/errors.ts";
import type { Bytes } from "./bytes.ts";
import type { CallState, Outgoing } from "./exchange.ts";

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
  #until = 0;
  readonly #runOut: () => void;
  readonly #keepsAlive: boolean;

  /** With `keepsAlive: false`, no program waits for it. */
  constructor(runOut: () => void, { keepsAlive = true }: { readonly keepsAlive?: boolean } = {}) {
    this.#runOut = runOut;
    this.#keepsAlive = keepsAlive;
  }

  /** Begins to wait, anew if it waited already: never for a shorter time than before. */
  start(ms: number): void {
    if (!Number.isFinite(ms)) return;
    this.#until = performance.now() + ms;
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
        const left = this.#until - performance.now();
        // Timers may fire a little early.
        if (left > 1) this.#set(left);
        else this.#runOut();
      },
      Math.min(ms, longestMs),
    );
    // A number in browsers.
    if (!this.#keepsAlive) (this.#timer as { unref?: () => void }).unref?.();
  }
}

/** The pieces of a body that has to be whole, counted, with an eye on the clock. */
export class Pieces {
  readonly #outgoing: Outgoing;
  readonly #response: Response;
  readonly #isCapped: boolean;
  readonly #list: Uint8Array[] = [];
  #bytes = 0;

  constructor(outgoing: Outgoing, response: Response, isCapped: boolean) {
    this.#outgoing = outgoing;
    this.#response = response;
    this.#isCapped = isCapped;
  }

  /** @throws {ResponseError} when it is more than may be kept. */
  add(piece: Uint8Array): void {
    this.#bytes += piece.byteLength;
    if (this.#isCapped && this.#bytes > this.#outgoing.call.limits.maxBytes) {
      throw tooLarge(this.#outgoing, this.#response);
    }
    this.#list.push(piece);
  }

  get isEmpty(): boolean {
    return this.#bytes === 0;
  }

  get bytes(): Bytes {
    const whole = new Uint8Array(this.#bytes);
    let at = 0;
    for (const piece of this.#list) {
      whole.set(piece, at);
      at += piece.byteLength;
    }
    return whole;
  }

  get text(): string {
    const [only] = this.#list;
    const whole = this.#list.length === 1 && only ? only : this.bytes;
    return new TextDecoder().decode(whole);
  }
}

/** Whether a silent server has to be timed: an attempt that ends sooner needs no second clock. */
export function isIdleTimed({ limits, retry, deadline }: CallState): boolean {
  return limits.idleMs < Math.min(retry.attemptTimeoutMs, deadline.remainingMs);
}

/** Reads a web stream to its end. */
export async function readWhole(
  stream: ReadableStream<Uint8Array>,
  pieces: Pieces,
  { call }: Outgoing,
): Promise<void> {
  const reader = stream.getReader();
  const { idleMs } = call.limits;
  let endIdle: (error: unknown) => void = () => {};
  const isIdle = new Promise<never>((_, reject) => {
    endIdle = reject;
  });
  isIdle.catch(() => {});
  const idle = new IdleTimer(() => endIdle(new TimeoutError(call.route, silent(idleMs))));
  const isTimed = isIdleTimed(call);
  // What a layer made ends with no signal.
  const forget = call.deadline.onEnd((reason) => void reader.cancel(reason).catch(() => {}));
  try {
    for (;;) {
      if (isTimed) idle.start(idleMs);
      const read = reader.read();
      const { done, value } = await (isTimed ? Promise.race([read, isIdle]) : read);
      if (done) break;
      pieces.add(value);
    }
    reader.releaseLock();
  } catch (error) {
    void reader.cancel(error).catch(() => {});
    throw error;
  } finally {
    forget();
    idle.stop();
  }
}

/** What is said of a server that fell silent. */
export const silent = (
  timeoutMs: number,
): { readonly timeoutMs: number; readonly phase: "idle" } => ({ timeoutMs, phase: "idle" });

/** The error for an answer of which more came than is kept. */
export function tooLarge({ call }: Outgoing, response: Response): ResponseError {
  return new ResponseError(
    `The answer to ${call.route} is larger than ${call.limits.maxBytes} bytes, which "maxAnswerBytes" allows`,
    { response, problem: "too-large" },
  );
}

/** The error for a body that ended early. */
export function cutOff(route: string, response: Response, cause: unknown): ResponseError {
  const message = `The answer to ${route} was cut off (status ${response.status})`;
  return new ResponseError(message, { response, problem: "cut-off", cause });
}
