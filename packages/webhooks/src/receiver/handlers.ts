import { ConfigError } from "@interkit/core";
import { checkPattern, fits, type WebhookEvent } from "../topics/events.ts";

type Handler = (event: WebhookEvent) => unknown;

/** The handlers of topics, and those for what none of these fits. */
export class Handlers {
  readonly #handlers: { readonly pattern: string; readonly handler: Handler }[] = [];
  readonly #others: Handler[] = [];

  /** @throws {ConfigError} for a pattern that fits no topic, and for a handler that is no function. */
  add(pattern: string, handler: unknown): void {
    checkPattern("on", pattern);
    this.#handlers.push({ pattern, handler: checked(handler) });
  }

  /** @throws {ConfigError} for a handler that is no function. */
  addOther(handler: unknown): void {
    this.#others.push(checked(handler));
  }

  for({ topic }: WebhookEvent): readonly Handler[] {
    const fitting = this.#handlers.filter(({ pattern }) => fits(pattern, topic));
    return fitting.length > 0 ? fitting.map(({ handler }) => handler) : this.#others;
  }

  /** Calls those that fit, one after the other. */
  async run(event: WebhookEvent): Promise<void> {
    for (const handler of this.for(event)) await handler(event);
  }
}

function checked(handler: unknown): Handler {
  if (typeof handler === "function") return handler as Handler;
  throw new ConfigError("A handler of webhooks must be a function");
}
