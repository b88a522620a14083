import { createEndpoint, type Endpoint, type RequestContext } from "../endpoint/endpoint.ts";
import { readEvent, type WebhookEvent } from "../topics/events.ts";
import type { Settings } from "./options.ts";
import { Sequences } from "./sequences.ts";

type Handle = (event: WebhookEvent) => Promise<void>;

/** Responds to notifications, and has each handled once. */
export class Receiver {
  readonly endpoint: Endpoint;
  readonly #settings: Settings;
  readonly #handle: Handle;
  readonly #sequences = new Sequences();

  constructor(settings: Settings, handle: Handle) {
    this.#settings = settings;
    this.#handle = handle;
    const { secret, maxBodyBytes } = settings;
    const report = (error: unknown) => this.#report(error, undefined);
    this.endpoint = createEndpoint(
      { secret, maxBodyBytes, kind: "notification", report },
      async (json, context) => {
        return { status: await this.#receive(readEvent(json), context), headers: {} };
      },
    );
  }

  async #receive(event: WebhookEvent, context: RequestContext): Promise<number> {
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
    context.waitUntil?.(work);
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
