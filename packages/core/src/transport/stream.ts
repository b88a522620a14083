import { InterkitError, TimeoutError } from "../errors/errors.ts";
import { cutOff, IdleTimer, silent } from "./answer-body.ts";
import { abortError } from "./deadline.ts";
import { onAbort } from "./on-abort.ts";
import type { Resume } from "./resume.ts";

/** A stream is let go when nobody has read from it for so many times as long as a server may be silent. */
const unreadFactor = 10;

/** What watches over a stream that its caller reads. */
export interface Watch {
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
export function watchedStream(
  source: ReadableStream<Uint8Array>,
  watch: Watch,
): ReadableStream<Uint8Array> {
  return new ReadableStream(new Watched(source, watch), { highWaterMark: 0 });
}

type Controller = ReadableStreamDefaultController<Uint8Array>;

class Watched implements UnderlyingDefaultSource<Uint8Array> {
  readonly #watch: Watch;
  #reader: ReadableStreamDefaultReader<Uint8Array>;
  #controller!: Controller;
  #forget: () => void = () => {};
  #offset = 0;
  #resuming: AbortController | undefined;
  #isOver = false;
  readonly #idle: IdleTimer;
  readonly #unread: IdleTimer;

  constructor(source: ReadableStream<Uint8Array>, watch: Watch) {
    this.#watch = watch;
    this.#reader = source.getReader();
    const { route, idleMs } = watch;
    const end = (ms: number) => this.#fail(new TimeoutError(route, silent(ms)));
    this.#idle = new IdleTimer(() => end(idleMs));
    this.#unread = new IdleTimer(() => end(idleMs * unreadFactor), { keepsAlive: false });
  }

  start(controller: Controller): void {
    this.#controller = controller;
    const { signal, idleMs } = this.#watch;
    if (signal?.aborted) {
      this.#fail(abortError(signal.reason));
      return;
    }
    if (signal) this.#forget = onAbort(signal, () => this.#fail(abortError(signal.reason)));
    this.#unread.start(idleMs * unreadFactor);
  }

  async pull(controller: Controller): Promise<void> {
    this.#unread.stop();
    this.#idle.start(this.#watch.idleMs);
    const piece = await this.#next();
    if (this.#isOver) return;
    this.#idle.stop();
    if (piece === undefined) {
      this.#letGo();
      controller.close();
      return;
    }
    this.#offset += piece.byteLength;
    this.#unread.start(this.#watch.idleMs * unreadFactor);
    controller.enqueue(piece);
  }

  async cancel(reason: unknown): Promise<void> {
    this.#letGo();
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
      const { route, response } = this.#watch;
      this.#resuming = new AbortController();
      const { signal } = this.#resuming;
      const rest = await this.#watch.resume?.(this.#offset, signal).catch(() => undefined);
      if (rest === undefined) {
        this.#fail(cause instanceof InterkitError ? cause : cutOff(route, response, cause));
        return undefined;
      }
      this.#reader = rest.getReader();
      // It was given up while it was asked to go on.
      if (this.#isOver) void this.#reader.cancel().catch(() => {});
      this.#idle.start(this.#watch.idleMs);
      return this.#isOver ? undefined : this.#next();
    }
  }

  #fail(reason: unknown): void {
    this.#letGo();
    this.#controller.error(reason);
    void this.#reader.cancel(reason).catch(() => {});
  }

  #letGo(): void {
    this.#isOver = true;
    this.#resuming?.abort();
    this.#forget();
    this.#idle.stop();
    this.#unread.stop();
  }
}
