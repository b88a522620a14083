import { ConfigError } from "@interkit/core";
import { guarded } from "../endpoint/guarded.ts";
import { checkNames } from "../options/option-names.ts";
import { checkPositive } from "../options/positive.ts";
import { type Secrets, secretsOf } from "../signatures/secrets.ts";
import { type Causes, checkCauses } from "../topics/causes.ts";
import type { WebhookEvent } from "../topics/events.ts";
import { checkRecording, type DeliveryRecording } from "./delivery-recording.ts";
import { checkStore, createMemoryStore, type DeliveryStore } from "./delivery-store.ts";
import type { EventQueue } from "./event-queue.ts";
import { print, type Report } from "./report.ts";

/** Options of `createWebhooks`. */
export interface WebhooksOptions {
  /** The client secret of the app, or the old and the new one while it is being replaced. */
  readonly secret: Secrets;
  /**
   * When Intercom gets its response. `after-work`, the default: when the handlers have ended, with an
   * error status if one failed, so that Intercom sends the notification again, once, a minute later; where
   * handlers take too long (`timeoutMs`), that is so as well. `before-work`: at once, and the handlers run
   * then. Slow handlers do not matter, but what fails, or is in hand when the process ends, is lost.
   */
  readonly respond?: "after-work" | "before-work" | undefined;
  /**
   * How long handlers and the store may take before Intercom gets an error status, in milliseconds; 4,000 by
   * default, since Intercom waits for 5,000. They go on, and if they end well, the notification counts as
   * handled.
   */
  readonly timeoutMs?: number | undefined;
  /** Where handled notifications are remembered; by default, in the memory of this process. */
  readonly store?: DeliveryStore | undefined;
  /**
   * Takes the notifications, such as a queue of `@interkit/webhooks/bullmq`. Intercom gets its response when
   * the queue has a notification, and an error status when that takes longer than `timeoutMs`. The handlers
   * are called by workers, which may be other processes.
   */
  readonly queue?: EventQueue | undefined;
  /**
   * Keeps each notification that was verified, byte for byte, before it is handled: such as a file that
   * `openRecording` of `@interkit/webhooks/recordings` opened. Where it fails, Intercom gets an error status.
   */
  readonly recording?: DeliveryRecording | undefined;
  /**
   * Notifications that these admins or apps caused are acknowledged, and not handled: a program that
   * replies to replies would respond to itself. See `isCausedBy`.
   */
  readonly ignore?: Causes | undefined;
  /**
   * Notifications for which this returns `true` are answered with 410 and not handled. Intercom then disables
   * the subscription. By default, there are none.
   */
  readonly gone?: ((event: WebhookEvent) => boolean | Promise<boolean>) | undefined;
  /**
   * Which notifications are handled once. `notification`, the default: those with the same id. `part`: also
   * those about the same new part of a conversation or a ticket, of which one is handled that has a handler.
   * When an admin replies and closes, for example, `conversation.admin.replied` and
   * `conversation.admin.closed` come with the same part.
   */
  readonly deduplicateBy?: "notification" | "part" | undefined;
  /**
   * Notifications for which this returns the same text are handled one after the other in this process,
   * in the order in which they arrived. By default, all are handled side by side.
   */
  readonly orderBy?: ((event: WebhookEvent) => string | undefined) | undefined;
  /**
   * Gets each failure: of a signature, of a body, of a handler, of the store, and a `TimeoutError` for what
   * takes longer than `timeoutMs`. By default, it is written to the console.
   */
  readonly onError?: ((error: unknown, event: WebhookEvent | undefined) => void) | undefined;
  /** The largest body that is read, in bytes; 5,000,000 by default. */
  readonly maxBodyBytes?: number | undefined;
}

export interface Settings {
  readonly secret: Secrets;
  readonly respondsFirst: boolean;
  readonly timeoutMs: number;
  readonly store: DeliveryStore;
  readonly queue: EventQueue | undefined;
  readonly recording: DeliveryRecording | undefined;
  readonly ignore: Causes;
  readonly gone: ((event: WebhookEvent) => boolean | Promise<boolean>) | undefined;
  readonly deduplicatesParts: boolean;
  readonly orderBy: (event: WebhookEvent) => string | undefined;
  readonly report: Report;
  readonly maxBodyBytes: number;
}

const names = [
  ...["secret", "respond", "timeoutMs", "store", "queue", "recording", "ignore", "gone"],
  ...["deduplicateBy", "orderBy", "onError", "maxBodyBytes"],
];

/** @throws {ConfigError} for unknown and wrong options. */
export function settingsOf(options: WebhooksOptions): Settings {
  checkNames("createWebhooks", options, names);
  const { secret, respond = "after-work", timeoutMs = 4_000, maxBodyBytes = 5_000_000 } = options;
  secretsOf(secret);
  if (respond !== "after-work" && respond !== "before-work") {
    throw new ConfigError(`"respond" must be "after-work" or "before-work"`);
  }
  checkPositive({ timeoutMs, maxBodyBytes });
  const { queue, recording, ignore = {}, gone, deduplicateBy = "notification" } = options;
  checkQueue(options);
  checkRecording(recording);
  checkCauses(`"ignore"`, ignore);
  if (deduplicateBy !== "notification" && deduplicateBy !== "part") {
    throw new ConfigError(`"deduplicateBy" must be "notification" or "part"`);
  }
  const deduplicatesParts = deduplicateBy === "part";
  const { store = createMemoryStore(), orderBy = () => undefined, onError = print } = options;
  for (const [name, value] of Object.entries({ orderBy, onError, gone })) {
    if (name === "gone" && value === undefined) continue;
    if (typeof value !== "function") throw new ConfigError(`"${name}" must be a function`);
  }
  checkStore(store);
  const respondsFirst = respond === "before-work";
  const report = guarded("onError of a webhook", onError);
  const responses = { respondsFirst, timeoutMs, maxBodyBytes, report };
  const stores = { store, queue, recording };
  return { secret, ...responses, ...stores, ignore, gone, deduplicatesParts, orderBy };
}

/** With a queue, workers handle notifications: what is said of handlers here would have no effect. */
function checkQueue(options: WebhooksOptions): void {
  const { queue } = options;
  if (queue === undefined) return;
  if (typeof queue?.add !== "function") throw new ConfigError(`"queue" must have a function "add"`);
  for (const name of ["respond", "store", "orderBy"] as const) {
    if (options[name] === undefined) continue;
    throw new ConfigError(`"${name}" has no effect with "queue": the queue decides on it`);
  }
}
