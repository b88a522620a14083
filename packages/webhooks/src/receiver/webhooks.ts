import type { Endpoint } from "../endpoint/endpoint.ts";
import type { EventsOf, LatestTopics, TopicPattern, WebhookEvent } from "../topics/events.ts";
import { Handlers } from "./handlers.ts";
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
   * @throws {ConfigError} for a pattern of another form, such as a list, and for a handler that is no function.
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
  /**
   * Calls the handlers that fit a notification, as a worker of a queue does. It rejects with the error of the
   * first one that fails.
   */
  readonly run: (event: WebhookEvent) => Promise<void>;
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
  const handlers = new Handlers();
  const { endpoint } = new Receiver(settingsOf(options), handlers);
  const webhooks: Webhooks<Topics> = {
    on: (pattern, handler) => {
      handlers.add(pattern, handler);
      return webhooks;
    },
    otherwise: (handler) => {
      handlers.addOther(handler);
      return webhooks;
    },
    run: (event) => handlers.run(event),
    ...endpoint,
  };
  return webhooks;
}
