import { ConfigError } from "@interkit/core";
import { type Bytes, bytesOf } from "../signatures/body.ts";
import { SigningKeys } from "../signatures/keys.ts";
import { SignatureError } from "../signatures/signature-error.ts";
import type { RequestHeaders } from "../signatures/signed-request.ts";
import { verifyBytes } from "../signatures/verify-bytes.ts";
import { readEvent, type WebhookEvent } from "../topics/events.ts";
import type { Settings } from "./options.ts";
import { Sequences } from "./sequences.ts";

/** A request in any framework. */
export interface IncomingRequest {
  /** In capitals, such as `POST`. */
  readonly method: string;
  /** As the framework has them. */
  readonly headers: RequestHeaders;
  /**
   * The raw body, as bytes or text, or a function that reads at most so many bytes and throws a
   * `RangeError` for more.
   */
  readonly body: unknown;
}

/** What to respond: a status and headers, and no body. */
export interface Acknowledgement {
  /** The HTTP status. */
  readonly status: number;
  /** Headers by name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a platform may give beside a request. */
export interface RequestContext {
  /** Keeps the platform from ending what is not awaited, as the `waitUntil` of workers does. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}

type Handle = (event: WebhookEvent) => Promise<void>;

/** Responds to the requests of Intercom, and has each notification handled once. */
export class Receiver {
  readonly #settings: Settings;
  readonly #keys: SigningKeys;
  readonly #handle: Handle;
  readonly #sequences = new Sequences();

  constructor(settings: Settings, handle: Handle) {
    this.#settings = settings;
    this.#keys = new SigningKeys(settings.secret);
    this.#handle = handle;
  }

  async respond(request: IncomingRequest, context: RequestContext): Promise<Acknowledgement> {
    // Intercom sends a HEAD request before it accepts an endpoint.
    if (request.method === "HEAD") return { status: 200, headers: {} };
    if (request.method !== "POST") return { status: 405, headers: { Allow: "HEAD, POST" } };
    let event: WebhookEvent;
    try {
      const body = await this.#readBody(request);
      await verifyBytes(request.headers, body, this.#keys, "notification");
      event = readEvent(body);
    } catch (error) {
      this.#report(error, undefined);
      return { status: statusOf(error), headers: {} };
    }
    return { status: await this.#receive(event, context), headers: {} };
  }

  async #readBody({ body }: IncomingRequest): Promise<Bytes> {
    const { maxBodyBytes } = this.#settings;
    return bytesOf(typeof body === "function" ? await body(maxBodyBytes) : body);
  }

  async #receive(event: WebhookEvent, { waitUntil }: RequestContext): Promise<number> {
    const { store, respondsFirst } = this.#settings;
    try {
      // A ping and a test of the Developer Hub have no id.
      const state = typeof event.id === "string" ? await store.claim(event.id) : "new";
      if (state !== "new") return 200;
    } catch (error) {
      this.#report(error, event);
      return 503;
    }
    const work = this.#work(event);
    waitUntil?.(work);
    return respondsFirst ? 200 : await this.#within(work);
  }

  /** Handles a notification, and resolves to whether that went well. It never rejects. */
  async #work(event: WebhookEvent): Promise<boolean> {
    const { store, orderBy } = this.#settings;
    try {
      await this.#sequences.run(orderBy(event), () => this.#handle(event));
    } catch (error) {
      this.#report(error, event);
      await this.#settle(event, (id) => store.release(id));
      return false;
    }
    await this.#settle(event, (id) => store.complete(id));
    return true;
  }

  async #settle(event: WebhookEvent, settle: (id: string) => void | Promise<void>): Promise<void> {
    try {
      if (typeof event.id === "string") await settle(event.id);
    } catch (error) {
      this.#report(error, event);
    }
  }

  async #within(work: Promise<boolean>): Promise<number> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<number>((resolve) => {
      timer = setTimeout(() => resolve(503), this.#settings.timeoutMs);
    });
    const status = await Promise.race([work.then((isDone) => (isDone ? 200 : 500)), timeout]);
    clearTimeout(timer);
    return status;
  }

  #report(error: unknown, event: WebhookEvent | undefined): void {
    try {
      this.#settings.onError(error, event);
    } catch (failure) {
      console.error("onError of a webhook failed:", failure);
    }
  }
}

function statusOf(error: unknown): number {
  if (error instanceof SignatureError) return 401;
  // The endpoint is mounted wrongly, so that no notification can be verified.
  if (error instanceof ConfigError) return 500;
  if (error instanceof RangeError) return 413;
  return 400;
}
