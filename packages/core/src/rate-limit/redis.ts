import { RateLimiterRedis } from "rate-limiter-flexible";
import type { RateLimitStore } from "./store.ts";

/** Options of {@link redisStore}. */
export interface RedisStoreOptions {
  /** A connected client of `ioredis` or `redis`. It stays yours: closing it is, too. */
  readonly client: object;
  /** The prefix of the keys; `interkit` by default. */
  readonly prefix?: string | undefined;
}

/**
 * Counts calls in Redis, so that processes that share a token share its limit.
 *
 * While Redis cannot be reached, each process counts for itself; no call fails by it.
 *
 * @throws {Error} when `client` is left out.
 *
 * @example
 * ```ts
 * import { createClient } from "@interkit/core/2.16";
 * import { redisStore } from "@interkit/core/redis";
 * import { Redis } from "ioredis";
 *
 * const client = createClient({
 *   token: process.env["INTERCOM_TOKEN"] ?? "",
 *   rateLimit: { store: redisStore({ client: new Redis() }) },
 * });
 * ```
 */
export function redisStore(options: RedisStoreOptions): RateLimitStore {
  const { client, prefix = "interkit" } = options;
  const counter = new RateLimiterRedis({
    storeClient: client,
    keyPrefix: prefix,
    // The store only counts; the limiter decides how many calls are too many.
    points: Number.MAX_SAFE_INTEGER,
    duration: 0,
    rejectIfRedisNotReady: true,
  });
  return {
    async add(window, calls, expiresInMs) {
      const customDuration = Math.max(1, Math.ceil(expiresInMs / 1000));
      const counted =
        calls > 0
          ? await counter.penalty(window, calls, { customDuration })
          : await counter.reward(window, -calls, { customDuration });
      return counted.consumedPoints;
    },
  };
}
