import type { RateLimitStore } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";

/** The task of one process. */
export interface Share {
  readonly url: string;
  readonly token: string;
  readonly from: number;
  readonly calls: number;
  /** The URL of a Redis server, when the limit is shared over it. */
  readonly redisPort?: number | undefined;
  /** How much longer Redis takes than it does. */
  readonly storeDelayMs?: number | undefined;
  /** How far the clock of this process is ahead. */
  readonly aheadMs?: number | undefined;
}

/** The result of one process. */
export interface Report {
  readonly successes: number;
  readonly seconds: number;
  /** The longest time in which no call was answered. */
  readonly longestGapMs: number;
}

/** Prepares calls of the server, fifty at a time, so that all processes can start together. */
export async function prepare(share: Share): Promise<() => Promise<Report>> {
  const redis = share.redisPort === undefined ? undefined : await connect(share.redisPort);
  const client = createClient({
    token: share.token,
    baseUrl: share.url,
    timeoutMs: Number.POSITIVE_INFINITY,
    rateLimit: redis ? { store: slowed(redis.store, share.storeDelayMs) } : {},
  });
  return async () => {
    const report = await call(client, share);
    redis?.close();
    return report;
  };
}

async function call(client: ReturnType<typeof createClient>, share: Share): Promise<Report> {
  const start = performance.now();
  let next = 0;
  let successes = 0;
  let longestGapMs = 0;
  let last = start;
  const work = async () => {
    while (next < share.calls) {
      const contact_id = String(share.from + next++);
      const result = await client.GET("/contacts/{contact_id}", {
        params: { path: { contact_id } },
      });
      if (!result.data) continue;
      successes += 1;
      const now = performance.now();
      longestGapMs = Math.max(longestGapMs, now - last);
      last = now;
    }
  };
  await Promise.all(Array.from({ length: 50 }, work));
  return { successes, seconds: (performance.now() - start) / 1000, longestGapMs };
}

async function connect(port: number): Promise<{ store: RateLimitStore; close(): void }> {
  const { redisStore } = await import("@interkit/core/redis");
  const { Redis } = await import("ioredis");
  const client = new Redis(port, "127.0.0.1");
  // Some runs stop Redis.
  client.on("error", () => {});
  await client.ping();
  return { store: redisStore({ client }), close: () => client.disconnect() };
}

function slowed(store: RateLimitStore, ms = 0): RateLimitStore {
  if (ms === 0) return store;
  return {
    add: async (...question) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return store.add(...question);
    },
  };
}

if (process.send) {
  process.once("message", async (share: Share) => {
    const { now } = Date;
    Date.now = () => now() + (share.aheadMs ?? 0);
    const go = await prepare(share);
    process.once("message", async () => process.send?.(await go(), () => process.disconnect()));
    process.send?.("ready");
  });
}
