import { InterkitError, TimeoutError } from "../errors/errors.ts";
import { abortError } from "./deadline.ts";
import { onAbort } from "./on-abort.ts";
import { cutOffError, IdleTimer, idleTimeout } from "./response-body.ts";
import type { Resume } from "./resume.ts";

/** A stream is cancelled when its caller has not read for this many idle timeouts. */
const unreadTimeoutFactor = 10;

/** Options of {@link monitoredStream}. */
export interface MonitorOptions {
  readonly route: string;
  readonly response: Response;
  /** Milliseconds that the server may be silent while the caller reads. */
  readonly idleMs: number;
  /** The caller's own signal, since the deadline ends when a stream begins. */
  readonly signal: AbortSignal | undefined;
  /** Requests the rest of a file that was cut off; `undefined` where that is impossible. */
  readonly resume: Resume | undefined;
}

/**
 * Returns the stream for the caller: it fails with the errors of this package, is cancelled when the
 * server is silent or the caller stops reading, and resumes where it was cut off, if possible. It
 * reads only on demand.
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
    // A caller that cancels a stream does not need its errors.
    await this.#reader.cancel(reason).catch(() => {});
  }

  /** Returns the next chunk, of the same response or of one that resumes it. */
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
      // The caller cancelled it while the rest was requested.
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
