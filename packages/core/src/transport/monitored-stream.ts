import { InterkitError, TimeoutError } from "../errors/errors.ts";
import { abortError } from "./deadline.ts";
import { onAbort } from "./on-abort.ts";
import { cutOffError, IdleTimer, idleTimeout } from "./response-body.ts";
import type { Resume } from "./resume.ts";

/** A stream is let go when nobody has read from it for so many times as long as a server may be silent. */
const unreadTimeoutFactor = 10;

/** What watches over a stream that its caller reads. */
export interface MonitorOptions {
  readonly route: string;
  readonly response: Response;
  /** Milliseconds that the server may be silent while somebody reads. */
  readonly idleMs: number;
  /** The caller's own; the deadline has let go of a stream. */
  readonly signal: AbortSignal | undefined;
  /** What goes on with a file that was cut off behind so many bytes; nothing where that cannot be. */
  readonly resume: Resume | undefined;
}

/**
 * The stream that a caller is given: it fails with our errors, ends when its server is silent or when
 * nobody reads it, and goes on where it was cut off, if that can be. Nothing is read before it is
 * asked for.
 */
export function monitoredStream(
  source: ReadableStream<Uint8Array>,
  options: MonitorOptions,
): ReadableStream<Uint8Array> {
  return new ReadableStream(new MonitoredSource(source, options), { highWaterMark: 0 });
}

type Controller = ReadableStreamDefaultController<Uint8Array>;

class MonitoredSource implements UnderlyingDefaultSource<Uint8Array> {
  readonly #options: MonitorOptions;
  #reader: ReadableStreamDefaultReader<Uint8Array>;
  #controller!: Controller;
  #stopListening: () => void = () => {};
  #offset = 0;
  #resuming: AbortController | undefined;
  #isOver = false;
  readonly #idle: IdleTimer;
  readonly #unread: IdleTimer;

  constructor(source: ReadableStream<Uint8Array>, options: MonitorOptions) {
    this.#options = options;
    this.#reader = source.getReader();
    const { route, idleMs } = options;
    const end = (ms: number) => this.#fail(new TimeoutError(route, idleTimeout(ms)));
    this.#idle = new IdleTimer(() => end(idleMs));
    this.#unread = new IdleTimer(() => end(idleMs * unreadTimeoutFactor), { keepsAlive: false });
  }

  start(controller: Controller): void {
    this.#controller = controller;
    const { signal, idleMs } = this.#options;
    if (signal?.aborted) {
      this.#fail(abortError(signal.reason));
      return;
    }
    if (signal) this.#stopListening = onAbort(signal, () => this.#fail(abortError(signal.reason)));
    this.#unread.start(idleMs * unreadTimeoutFactor);
  }

  async pull(controller: Controller): Promise<void> {
    this.#unread.stop();
    this.#idle.start(this.#options.idleMs);
    const chunk = await this.#next();
    if (this.#isOver) return;
    this.#idle.stop();
    if (chunk === undefined) {
      this.#release();
      controller.close();
      return;
    }
    this.#offset += chunk.byteLength;
    this.#unread.start(this.#options.idleMs * unreadTimeoutFactor);
    controller.enqueue(chunk);
  }

  async cancel(reason: unknown): Promise<void> {
    this.#release();
    // Whoever gives a stream up does not care how it ends.
    await this.#reader.cancel(reason).catch(() => {});
  }

  /** The next piece, of the same answer or of one that goes on where it was cut off. */
  async #next(): Promise<Uint8Array | undefined> {
    try {
      const { done, value } = await this.#reader.read();
      return done ? undefined : value;
    } catch (cause) {
      if (this.#isOver) return undefined;
      const { route, response } = this.#options;
      this.#resuming = new AbortController();
      const { signal } = this.#resuming;
      const rest = await this.#options.resume?.(this.#offset, signal).catch(() => undefined);
      if (rest === undefined) {
        this.#fail(cause instanceof InterkitError ? cause : cutOffError(route, response, cause));
        return undefined;
      }
      this.#reader = rest.getReader();
      // It was given up while it was asked to go on.
      if (this.#isOver) void this.#reader.cancel().catch(() => {});
      this.#idle.start(this.#options.idleMs);
      return this.#isOver ? undefined : this.#next();
    }
  }

  #fail(reason: unknown): void {
    this.#release();
    this.#controller.error(reason);
    void this.#reader.cancel(reason).catch(() => {});
  }

  #release(): void {
    this.#isOver = true;
    this.#resuming?.abort();
    this.#stopListening();
    this.#idle.stop();
    this.#unread.stop();
  }
}
