import { randomUUID } from "node:crypto";
import type { JobsOptions } from "bullmq";
import { checkWhole } from "../options/positive.ts";
import type { EventQueue } from "../receiver/event-queue.ts";
import type { Webhooks } from "../receiver/webhooks.ts";
import type { WebhookEvent } from "../topics/events.ts";
import { Connection, reportSometimes, whenReady } from "./connection.ts";
import { failedEventOf } from "./failed.ts";
import type { FailedEvent } from "./failed-event.ts";
import {
  type BullQueueOptions,
  type QueueSettings,
  queueSettingsOf,
  type WorkersOptions,
  workerSettingsOf,
} from "./options.ts";
import { Shards } from "./shards.ts";
import { startWorkers, type Workers } from "./workers.ts";

/** A queue of notifications in Redis, which any number of processes add to and work at. */
export interface BullQueue extends EventQueue {
  /**
   * Starts to handle what the queue has, with the handlers of `webhooks`, in this process. While Redis cannot be
   * reached, it waits.
   *
   * @throws {ConfigError} for unknown and wrong options.
   */
  startWorkers(webhooks: Pick<Webhooks<never>, "run">, options?: WorkersOptions): Workers;
  /**
   * The notifications that have failed, at most `limit` of each shard (100 by default), the newest first. They
   * stay until they are retried or removed, and their ids are remembered as long.
   *
   * @throws {ConfigError} for a limit that is no positive whole number.
   */
  failed(options?: { readonly limit?: number | undefined }): Promise<FailedEvent[]>;
  /** Closes the connection of this process that notifications are added with; workers have one of their own. */
  close(): Promise<void>;
}

/**
 * Creates a queue that is kept in Redis by BullMQ. A process that receives gives it to `createWebhooks`, and
 * acknowledges a notification once the queue has it; worker processes call the handlers. Each notification is
 * handled at least once: again only if a process is killed while it handles it, or if a handler fails.
 *
 * Connecting, and connecting again, happens in the background; failures go to `onError`.
 *
 * @throws {ConfigError} for unknown and wrong options.
 * @see https://docs.bullmq.io
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 * import { createWebhooks } from "@interkit/webhooks";
 * import { createBullQueue } from "@interkit/webhooks/bullmq";
 * import { toNodeListener } from "@interkit/webhooks/node";
 *
 * const queue = createBullQueue({ connection: process.env["REDIS_URL"] ?? "redis://127.0.0.1" });
 * const webhooks = createWebhooks({ secret: process.env["INTERCOM_CLIENT_SECRET"] ?? "", queue });
 * webhooks.on("conversation.user.created", ({ data }) => console.log(data.item.id));
 *
 * if (process.argv[2] === "worker") queue.startWorkers(webhooks);
 * else createServer(toNodeListener(webhooks)).listen(3000);
 * ```
 */
export function createBullQueue(options: BullQueueOptions): BullQueue {
  return new RedisQueue(queueSettingsOf(options));
}

class RedisQueue implements BullQueue {
  readonly #settings: QueueSettings;
  readonly #onError: (error: unknown) => void;
  #isClosed = false;
  #connection: Connection | undefined;
  #ready: Promise<void> | undefined;
  #shards: Shards | undefined;

  constructor(settings: QueueSettings) {
    this.#settings = settings;
    this.#onError = reportSometimes((error) => settings.report(error, undefined));
  }

  async add(event: WebhookEvent, key: string | undefined): Promise<void> {
    const order = this.#settings.orderBy(event);
    const shards = await this.#connected();
    await shards.of(order ?? key ?? randomUUID()).add(event.topic, event, this.#optionsOf(key));
  }

  /**
   * The id of a job is known until the job is removed, also when it has failed, and that of the deduplication
   * for a time, since jobs are removed when they are completed.
   */
  #optionsOf(key: string | undefined): JobsOptions {
    const kept = { removeOnComplete: true, removeOnFail: false };
    if (key === undefined) return kept;
    // An id must not be a number, and must have no colon.
    const id = `n-${encodeURIComponent(key)}`;
    return { ...kept, jobId: id, deduplication: { id, ttl: this.#settings.ttlMs } };
  }

  startWorkers(webhooks: Pick<Webhooks<never>, "run">, options: WorkersOptions = {}): Workers {
    const settings = workerSettingsOf(options, this.#settings.isOrdered);
    return startWorkers(webhooks.run, this.#settings, settings);
  }

  async failed({ limit = 100 }: { limit?: number | undefined } = {}): Promise<FailedEvent[]> {
    checkWhole({ limit });
    const shards = await this.#connected();
    const jobs = await Promise.all(shards.all().map((queue) => queue.getFailed(0, limit - 1)));
    const failed = jobs.flat().map(failedEventOf);
    return failed.toSorted((one, other) => other.failedAt - one.failedAt);
  }

  async #connected(): Promise<Shards> {
    if (this.#isClosed) throw new Error("The queue is closed");
    this.#connection ??= new Connection(this.#settings.connection, this.#onError);
    // What waits for a connection shares one promise.
    this.#ready ??= whenReady(this.#connection.client).finally(() => {
      this.#ready = undefined;
    });
    await this.#ready;
    this.#shards ??= new Shards(this.#connection.client, this.#settings.names, this.#onError);
    return this.#shards;
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#connection?.close();
    return Promise.resolve();
  }
}
