import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { WebhookEvent } from "../topics/events.ts";

/** The queues of a connection, each made when it is first used. */
export class Shards {
  readonly #client: Redis;
  readonly #names: readonly string[];
  readonly #onError: (error: unknown) => void;
  readonly #queues = new Map<string, Queue<WebhookEvent>>();

  constructor(client: Redis, names: readonly string[], onError: (error: unknown) => void) {
    this.#client = client;
    this.#names = names;
    this.#onError = onError;
  }

  /** The queue of the notifications with a key. */
  of(key: string): Queue<WebhookEvent> {
    return this.#named(this.#names[hashOf(key) % this.#names.length] ?? "");
  }

  all(): Queue<WebhookEvent>[] {
    return this.#names.map((name) => this.#named(name));
  }

  #named(name: string): Queue<WebhookEvent> {
    let queue = this.#queues.get(name);
    if (queue === undefined) {
      queue = new Queue<WebhookEvent>(name, { connection: this.#client });
      queue.on("error", this.#onError);
      this.#queues.set(name, queue);
    }
    return queue;
  }
}

/** FNV-1a: the same number in all processes. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  // The last step spreads the differences to the low bits.
  return (hash ^ (hash >>> 15)) >>> 0;
}
