import type { Delivery } from "./delivery.ts";
import { type SendFetch, type SendOutcome, send } from "./send.ts";
import { signatureHeaders } from "./sign.ts";
import type { TargetQueue } from "./target-queue.ts";

/** The time after which a failed notification is sent once more. */
const retryAfterMs = 60_000;
/** A throttled notification that is late by more than this is dropped. */
const maxLatenessMs = 2 * 60 * 60_000;

export interface SenderOptions {
  /** The time of the sandbox, in milliseconds. */
  readonly now: () => number;
  readonly timeoutMs: number;
  readonly fetch: SendFetch | undefined;
  /** How many requests to one target are on their way at once. */
  readonly concurrency: number;
}

/** Sends what is due to targets, and decides what follows from the responses. */
export class Sender {
  readonly #options: SenderOptions;
  /** One for each request: a signal that all requests share would have too many listeners. */
  readonly #controllers = new Set<AbortController>();
  #isClosed = false;
  readonly #running = new Set<Promise<void>>();

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Starts the requests to a target that are due. `more` is called when one ended. */
  start(queue: TargetQueue, more: () => void): void {
    if (this.#isClosed) return;
    while (queue.active < this.#options.concurrency) {
      if (queue.isNew) {
        // The HEAD request comes before everything else.
        if (queue.active > 0) return;
        this.#run(queue, () => this.#check(queue), more);
        return;
      }
      const next = queue.take(this.#options.now());
      if (!next) return;
      this.#run(queue, () => this.#deliver(queue, next.delivery, next.isDuplicate), more);
    }
  }

  /** Whether a request is on its way. */
  get isSending(): boolean {
    return this.#running.size > 0;
  }

  /** Resolves when one of the requests that are on their way ended. */
  async nextEnd(): Promise<void> {
    await Promise.race(this.#running);
  }

  /** Ends all requests. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const controller of this.#controllers) controller.abort();
    await Promise.all(this.#running);
  }

  #run(queue: TargetQueue, request: () => Promise<void>, more: () => void): void {
    queue.active += 1;
    const running = request().finally(() => {
      queue.active -= 1;
      this.#running.delete(running);
      more();
    });
    this.#running.add(running);
  }

  async #check(queue: TargetQueue): Promise<void> {
    const outcome = await this.#send(queue, "", {}, "HEAD");
    const { status, error } = outcome;
    queue.head = status === undefined ? { error: error ?? "" } : { status };
    queue.isNew = false;
  }

  async #deliver(queue: TargetQueue, delivery: Delivery, isDuplicate: boolean): Promise<void> {
    const sentAt = this.#options.now();
    const body = isDuplicate ? delivery.text() : delivery.send(sentAt);
    const began = performance.now();
    const outcome = await signatureHeaders(body, queue.target.secret, "notification").then(
      (headers) => this.#send(queue, body, headers),
      // Browsers have no Web Crypto on pages without TLS.
      (error: unknown): SendOutcome => ({ error: `It could not be signed: ${String(error)}` }),
    );
    const { status, error } = outcome;
    delivery.attempts.push({
      sentAt,
      durationMs: performance.now() - began,
      ...(status === undefined ? { error: error ?? "" } : { status }),
      ...(isDuplicate ? { isDuplicate } : {}),
    });
    if (!isDuplicate) this.#conclude(queue, delivery, outcome);
  }

  #conclude(queue: TargetQueue, delivery: Delivery, { status, error }: SendOutcome): void {
    const now = this.#options.now();
    const again = (dueAt: number) => {
      if (queue.isDisabled) {
        delivery.end("dropped", "The target is disabled.");
        return;
      }
      delivery.postpone(dueAt);
      queue.add([{ delivery, dueAt, isDuplicate: false }]);
    };
    if (status !== undefined && status >= 200 && status < 300) {
      delivery.end("delivered");
      queue.succeed();
    } else if (this.#isClosed) {
      delivery.end("dropped", error);
    } else if (status === 410) {
      delivery.end("failed", "The target responded with 410, which disables it.");
      queue.disable("The target is disabled.");
    } else if (status === 429) {
      const dueAt = queue.throttle(now);
      if (dueAt <= delivery.subject.createdAt + maxLatenessMs) again(dueAt);
      else delivery.end("dropped", "It would be late by more than two hours.");
    } else {
      delivery.errors += 1;
      if (delivery.errors > 1) delivery.end("failed", error ?? `The status was ${status}.`);
      else again(now + retryAfterMs);
      queue.fail(now);
    }
  }

  #send(
    queue: TargetQueue,
    body: string,
    headers: Readonly<Record<string, string>>,
    method: "POST" | "HEAD" = "POST",
  ): Promise<SendOutcome> {
    const { timeoutMs, fetch } = this.#options;
    const controller = new AbortController();
    const { signal } = controller;
    // It may have been closed while the body was signed.
    if (this.#isClosed) controller.abort();
    this.#controllers.add(controller);
    const options = { method, timeoutMs, signal, ...(fetch ? { fetch } : {}) };
    return send(queue.target.url, body, headers, options).finally(() =>
      this.#controllers.delete(controller),
    );
  }
}
