import type { RateLimitStore } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";

/** What one process is to call. */
export interface Share {
  readonly url: string;
  readonly from: number;
  readonly calls: number;
  /** Where a Redis server listens, when the limit is shared over it. */
  readonly redisPort?: number;
}

/** Calls the server, fifty at a time, and says how many calls went well. */
export async function call(share: Share): Promise<number> {
  const redis = share.redisPort === undefined ? undefined : await connect(share.redisPort);
  const client = createClient({
    token: "token",
    baseUrl: share.url,
    timeoutMs: Number.POSITIVE_INFINITY,
    rateLimit: redis ? { store: redis.store } : {},
  });
  let next = 0;
  let successes = 0;
  const work = async () => {
    while (next < share.calls) {
      const contact_id = String(share.from + next++);
      const result = await client.GET("/contacts/{contact_id}", {
        params: { path: { contact_id } },
      });
      if (result.data) successes += 1;
    }
  };
  await Promise.all(Array.from({ length: 50 }, work));
  await redis?.close();
  return successes;
}

async function connect(
  port: number,
): Promise<{ store: RateLimitStore; close(): Promise<unknown> }> {
  const { redisStore } = await import("@interkit/core/redis");
  const { Redis } = await import("ioredis");
  const client = new Redis(port, "127.0.0.1");
  await client.ping();
  return { store: redisStore({ client }), close: () => client.quit() };
}

if (process.send) {
  process.once("message", (share: Share) => {
    void call(share).then((successes) => process.send?.(successes, () => process.disconnect()));
  });
}
