import { ConfigError } from "@interkit/core";
import { checkNames } from "../options/option-names.ts";
import { checkFinite } from "../options/positive.ts";
import type { DeliveryState, DeliveryStore } from "../receiver/delivery-store.ts";
import { type Commands, commandsOf } from "./commands.ts";

/** Options of `createRedisStore`. */
export interface RedisStoreOptions {
  /** A client of `ioredis` or `redis`. It stays yours: connecting and closing it is, too. */
  readonly client: object;
  /** The prefix of the keys; `interkit:webhooks` by default. Two apps in one Redis need two. */
  readonly prefix?: string | undefined;
  /** How long a handled notification is remembered, in milliseconds; an hour by default. */
  readonly ttlMs?: number | undefined;
  /**
   * How long handlers may take, in milliseconds: then a claim ends by itself, since its process may have
   * been killed. 50,000 by default, since Intercom sends a notification again after a minute. Handlers that
   * take longer may be called by two processes at once.
   */
  readonly claimTtlMs?: number | undefined;
}

/**
 * Creates a store in Redis, so that a notification is handled once by all processes that receive for an
 * app. While Redis cannot be reached, notifications are answered with 503, so that Intercom sends them again.
 *
 * @throws {ConfigError} for a client of neither `ioredis` nor `redis`, for times that are no positive numbers, and
 * for unknown options.
 *
 * @example
 * ```ts
 * import { createWebhooks } from "@interkit/webhooks";
 * import { createRedisStore } from "@interkit/webhooks/redis";
 * import { Redis } from "ioredis";
 *
 * const store = createRedisStore({ client: new Redis() });
 * const webhooks = createWebhooks({ secret: process.env["INTERCOM_CLIENT_SECRET"] ?? "", store });
 * webhooks.on("contact.user.created", ({ data }) => console.log(data.item.email));
 * ```
 */
export function createRedisStore(options: RedisStoreOptions): DeliveryStore {
  checkNames("createRedisStore", options, ["client", "prefix", "ttlMs", "claimTtlMs"]);
  const { client, prefix = "interkit:webhooks", ttlMs = 3_600_000, claimTtlMs = 50_000 } = options;
  checkFinite({ ttlMs, claimTtlMs }, "of the store");
  if (typeof prefix !== "string") throw new ConfigError(`"prefix" of the store must be a text`);
  return new RedisStore(commandsOf(client), prefix, Math.ceil(ttlMs), Math.ceil(claimTtlMs));
}

const done = "done";

/** Claims what has no key, in one step, since several processes do so at once. */
const claim = `
local state = redis.call("GET", KEYS[1])
if not state then redis.call("SET", KEYS[1], ARGV[1], "PX", ARGV[2]) end
return state`;

/** Leaves alone what another process has claimed since, or handled. */
const release = `
if redis.call("GET", KEYS[1]) == ARGV[1] then redis.call("DEL", KEYS[1]) end
return 1`;

class RedisStore implements DeliveryStore {
  readonly #commands: Commands;
  readonly #prefix: string;
  readonly #ttlMs: number;
  readonly #claimTtlMs: number;
  /** The value of the claims of this store, which no other one has. */
  readonly #busy = `busy ${crypto.randomUUID()}`;

  constructor(commands: Commands, prefix: string, ttlMs: number, claimTtlMs: number) {
    this.#commands = commands;
    this.#prefix = prefix;
    this.#ttlMs = ttlMs;
    this.#claimTtlMs = claimTtlMs;
  }

  async claim(id: string): Promise<DeliveryState> {
    const args = [this.#keyOf(id), this.#busy, String(this.#claimTtlMs)];
    const state = await this.#commands("EVAL", claim, "1", ...args);
    if (state === null || state === undefined) return "new";
    return String(state) === done ? "done" : "busy";
  }

  async complete(id: string): Promise<void> {
    await this.#commands("SET", this.#keyOf(id), done, "PX", String(this.#ttlMs));
  }

  async release(id: string): Promise<void> {
    await this.#commands("EVAL", release, "1", this.#keyOf(id), this.#busy);
  }

  #keyOf(id: string): string {
    return `${this.#prefix}:${id}`;
  }
}
