import { ConfigError } from "@interkit/core";
import type { Endpoint } from "../endpoint/endpoint.ts";
import {
  type EventsOf,
  fits,
  type LatestTopics,
  type TopicPattern,
  type WebhookEvent,
} from "../topics/events.ts";
import { settingsOf, type WebhooksOptions } from "./options.ts";
import { Receiver } from "./receiver.ts";

/**
 * The endpoint that Intercom sends notifications to. It responds with 200 to what was handled, to a
 * notification that came before, and to HEAD, and with 401 to what has no valid signature.
 */
export interface Webhooks<Topics = LatestTopics> extends Endpoint {
  /**
   * Handles the notifications of a topic, of a group such as `"conversation.*"`, or all of them (`"*"`).
   * All handlers that fit are called, one after the other. A handler may be called again for a
   * notification, since Intercom sends it again after a failure.
   *
   * @throws {ConfigError} for a handler that is no function.
   */
  on<Pattern extends TopicPattern<Topics>>(
    pattern: Pattern,
    handler: (event: EventsOf<Topics, Pattern>) => unknown,
  ): Webhooks<Topics>;
  /**
   * Handles the notifications that no other handler fits, those of unknown topics included.
   *
   * @throws {ConfigError} for a handler that is no function.
   */
  otherwise(handler: (event: WebhookEvent) => unknown): Webhooks<Topics>;
}

/**
 * Creates an endpoint for the notifications of Intercom. Each is verified, typed by its topic, and handled
 * once. Mount `fetch` where the platform has `Request` and `Response`; `@interkit/webhooks/node`,
 * `/fastify` and `/lambda` are for other ones.
 *
 * The type parameter is for an app with another API version than the latest:
 * `createWebhooks<webhooks>(…)` with `webhooks` of `@interkit/core/2.11`.
 *
 * @throws {ConfigError} for an empty secret, and for options that are unknown or wrong.
 * @see https://developers.intercom.com/docs/webhooks/webhook-notifications
 *
 * @example
 * ```ts
 * import { createWebhooks } from "@interkit/webhooks";
 *
 * const webhooks = createWebhooks({ secret: process.env["INTERCOM_CLIENT_SECRET"] ?? "" });
 * webhooks.on("contact.user.created", ({ data }) => console.log(data.item.email));
 * webhooks.on("conversation.*", ({ topic, id }) => console.log(topic, id));
 *
 * export default { fetch: webhooks.fetch };
 * ```
 */
export function createWebhooks<Topics = LatestTopics>(options: WebhooksOptions): Webhooks<Topics> {
  const handlers: { readonly pattern: string; readonly handler: Handler }[] = [];
  const others: Handler[] = [];
  const { endpoint } = new Receiver(settingsOf(options), async (event) => {
    const fitting = handlers.filter(({ pattern }) => fits(pattern, event.topic));
    const chosen = fitting.length > 0 ? fitting.map(({ handler }) => handler) : others;
    for (const handler of chosen) await handler(event);
  });
  const webhooks: Webhooks<Topics> = {
    on: (pattern, handler) => {
      handlers.push({ pattern, handler: checked(handler) as Handler });
      return webhooks;
    },
    otherwise: (handler) => {
      others.push(checked(handler));
      return webhooks;
    },
    ...endpoint,
  };
  return webhooks;
}

type Handler = (event: WebhookEvent) => unknown;

function checked<Given>(handler: Given): Given {
  if (typeof handler === "function") return handler;
  throw new ConfigError("A handler of webhooks must be a function");
}
