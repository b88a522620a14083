import { ConfigError } from "@interkit/core";
import { guarded } from "../endpoint/guarded.ts";
import { checkNames } from "../options/option-names.ts";
import { checkFinite, checkWhole } from "../options/positive.ts";
import { print, type Report } from "../receiver/report.ts";
import type { WebhookEvent } from "../topics/events.ts";
import { objectOf } from "../topics/objects.ts";

/** Options of `createBullQueue`, the same ones in all processes. */
export interface BullQueueOptions {
  /** The URL of Redis, options of `ioredis`, or a client of it, which is copied and stays yours. */
  readonly connection: string | object;
  /** The name of the queue; `interkit-webhooks` by default. Two apps in one Redis need two. */
  readonly name?: string | undefined;
  /**
   * Notifications for which this returns the same text are handled one after the other, in the order in
   * which they were acknowledged. By default, `objectOf`: those of a conversation, a ticket, a contact or a
   * company. `false`: there is no order.
   */
  readonly orderBy?: ((event: WebhookEvent) => string | undefined) | false | undefined;
  /**
   * How many notifications are handled at once in all processes together, where there is an order; 16 by
   * default. Each is a queue of its own, which one in 16 objects belongs to. Before you lower it, let
   * the workers empty the queue.
   */
  readonly shards?: number | undefined;
  /** How long the id of a notification is remembered, in milliseconds; an hour by default. */
  readonly ttlMs?: number | undefined;
  /**
   * Gets what has failed as often as `attempts` of the workers allows, with its notification, and failures
   * of the connection, each once in ten seconds. By default, it is written to the console.
   */
  readonly onError?: ((error: unknown, event: WebhookEvent | undefined) => void) | undefined;
}

/** Options of the workers of a process. */
export interface WorkersOptions {
  /** How many notifications this process handles at once, where there is no order; 10 by default. */
  readonly concurrency?: number | undefined;
  /** How often the handlers of a notification are called until it counts as failed; 5 by default. */
  readonly attempts?: number | undefined;
  /** The time before the second attempt, in milliseconds; 1,000 by default. It doubles, up to a minute. */
  readonly retryDelayMs?: number | undefined;
  /**
   * How long a process may be busy or away until another one takes over its notifications, in milliseconds;
   * 15,000 by default. After a process was killed, what it had in hand waits for up to twice that time.
   */
  readonly lockMs?: number | undefined;
}

export interface QueueSettings {
  readonly connection: string | object;
  /** Of the queues, of which there is one where there is no order. */
  readonly names: readonly string[];
  readonly isOrdered: boolean;
  readonly orderBy: (event: WebhookEvent) => string | undefined;
  readonly ttlMs: number;
  readonly report: Report;
}

const queueNames = ["connection", "name", "orderBy", "shards", "ttlMs", "onError"];

/** @throws {ConfigError} for unknown and wrong options. */
export function queueSettingsOf(options: BullQueueOptions): QueueSettings {
  checkNames("createBullQueue", options, queueNames);
  const { connection, name = "interkit-webhooks", orderBy = objectOf, onError = print } = options;
  const { shards = 16, ttlMs = 3_600_000 } = options;
  if (typeof connection !== "string" && (typeof connection !== "object" || connection === null)) {
    throw new ConfigError(
      `"connection" must be the URL of Redis, options of ioredis, or a client of it`,
    );
  }
  if (typeof name !== "string" || !/^[^:]+$/.test(name)) {
    throw new ConfigError(`"name" must be a text that is not empty and has no colon`);
  }
  if (orderBy !== false && typeof orderBy !== "function") {
    throw new ConfigError(`"orderBy" must be a function or false`);
  }
  if (typeof onError !== "function") throw new ConfigError(`"onError" must be a function`);
  checkFinite({ ttlMs });
  checkWhole({ shards });
  const isOrdered = orderBy !== false;
  const names = isOrdered ? Array.from({ length: shards }, (_, at) => `${name}-${at}`) : [name];
  const order = orderBy || (() => undefined);
  const report = guarded("onError of a webhook", onError);
  return { connection, names, isOrdered, orderBy: order, ttlMs: Math.ceil(ttlMs), report };
}

export type WorkerSettings = Required<{ [Name in keyof WorkersOptions]: number }>;

/** @throws {ConfigError} for unknown and wrong options. */
export function workerSettingsOf(options: WorkersOptions, isOrdered: boolean): WorkerSettings {
  checkNames("startWorkers", options, ["concurrency", "attempts", "retryDelayMs", "lockMs"]);
  if (isOrdered && options.concurrency !== undefined) {
    throw new ConfigError(
      `"concurrency" is for a queue without order: "shards" of the queue decides how many notifications are handled at once`,
    );
  }
  const { concurrency = isOrdered ? 1 : 10, attempts = 5 } = options;
  const { retryDelayMs = 1_000, lockMs = 15_000 } = options;
  checkWhole({ concurrency, attempts });
  checkFinite({ retryDelayMs, lockMs });
  return { concurrency, attempts, retryDelayMs, lockMs };
}
