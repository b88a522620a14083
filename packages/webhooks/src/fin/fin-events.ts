import { ConfigError } from "@interkit/core";
import type { Endpoint } from "../endpoint/endpoint.ts";
import { createHandlingEndpoint } from "../endpoint/handling.ts";
import { handlingSettings } from "../endpoint/settings.ts";
import type { Secrets } from "../signatures/secrets.ts";
import { type FinEventTypes, readFinEvent, type UnknownFinEvent } from "./events.ts";

/** Options of `createFinEvents`. */
export interface FinEventsOptions {
  /**
   * The webhook secret of the Fin Agent API, which is not the client secret, or the old and the new one
   * while it is being replaced.
   */
  readonly secret: Secrets;
  /** How long handlers may take before Intercom gets 503, in milliseconds; 4,000 by default. They go on. */
  readonly timeoutMs?: number | undefined;
  /** Gets each failure: of a signature, of a body, of a handler. By default, it is written to the console. */
  readonly onError?: ((error: unknown, event: UnknownFinEvent | undefined) => void) | undefined;
  /** The largest body that is read, in bytes; 5,000,000 by default. */
  readonly maxBodyBytes?: number | undefined;
}

/** The endpoint that the Fin Agent API sends events to. */
export interface FinEvents extends Endpoint {
  /**
   * Handles the events of a name. Handlers of the same name are called one after the other. Intercom may
   * send an event more than once: `message.id` distinguishes answers.
   *
   * @throws {ConfigError} for a handler that is no function, and for a name that webhooks do not have.
   */
  on<Name extends keyof FinEventTypes>(
    name: Name,
    handler: (event: FinEventTypes[Name]) => unknown,
  ): FinEvents;
  /**
   * Handles the events that no other handler fits, those of unknown names included.
   *
   * @throws {ConfigError} for a handler that is no function.
   */
  otherwise(handler: (event: UnknownFinEvent) => unknown): FinEvents;
}

/**
 * Creates an endpoint for the events of the Fin Agent API. Each is verified with the secret of that API, in
 * both forms in which its signature is written. Parts of answers come by `readFinStream` alone.
 *
 * @throws {ConfigError} for an empty secret, and for options that are unknown or wrong.
 * @see https://developers.intercom.com/docs/guides/fin-agent-api
 *
 * @example
 * ```ts
 * import { createFinEvents } from "@interkit/webhooks/fin";
 *
 * const fin = createFinEvents({ secret: process.env["INTERCOM_FIN_SECRET"] ?? "" });
 * fin.on("fin_replied", ({ conversation_id, message }) => console.log(conversation_id, message.body));
 * fin.on("fin_status_updated", ({ status, reason }) => console.log(status, reason));
 *
 * export default { fetch: fin.fetch };
 * ```
 */
export function createFinEvents(options: FinEventsOptions): FinEvents {
  const settings = handlingSettings("createFinEvents", "An event of the Fin Agent API", options);
  const handlers = new Map<string, Handler[]>();
  const others: Handler[] = [];
  const endpoint = createHandlingEndpoint(settings, {
    kind: "fin",
    what: "The handlers of an event of the Fin Agent API",
    read: readFinEvent,
    handle: async (event) => {
      for (const handler of handlers.get(event.event_name) ?? others) await handler(event);
    },
    respond: () => ({ status: 200, headers: {} }),
  });
  const events: FinEvents = {
    on: (name, handler) => {
      if (typeof name !== "string") {
        throw new ConfigError(
          `on takes the name of an event, such as "fin_replied"; call it once for each`,
        );
      }
      if ((name as string) === "fin_reply_chunk") {
        throw new ConfigError("fin_reply_chunk comes by streams alone: see readFinStream");
      }
      handlers.set(name, [...(handlers.get(name) ?? []), checked(handler)]);
      return events;
    },
    otherwise: (handler) => {
      others.push(checked(handler));
      return events;
    },
    ...endpoint,
  };
  return events;
}

type Handler = (event: UnknownFinEvent) => unknown;

function checked(handler: unknown): Handler {
  if (typeof handler === "function") return handler as Handler;
  throw new ConfigError("A handler of events must be a function");
}
