import { createClient } from "@interkit/core/2.16";
import { redisStore } from "@interkit/core/redis";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { meteredServer } from "../load/metered-server.ts";
import { hasRedis, redisServer } from "../load/redis-server.ts";
import { observe } from "./support/observe.ts";

describe.skipIf(!hasRedis)("a limit that is shared over Redis (needs redis-server)", () => {
  let redis: Awaited<ReturnType<typeof redisServer>>;
  const clients: Redis[] = [];
  beforeAll(async () => {
    redis = await redisServer();
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await redis?.close();
  });

  async function connected(): Promise<Redis> {
    const client = new Redis(redis.port, "127.0.0.1");
    clients.push(client);
    await client.ping();
    return client;
  }

  test("counts what all clients add to a window, and subtract again", async () => {
    const [one, other] = [await connected(), await connected()].map((client) =>
      redisStore({ client }),
    );
    expect(await one?.add("a:1", 2, 10_000)).toBe(2);
    expect(await other?.add("a:1", 3, 10_000)).toBe(5);
    expect(await one?.add("a:1", -1, 10_000)).toBe(4);
    expect(await other?.add("a:1", 0, 10_000)).toBe(4);
    expect(await other?.add("a:2", 1, 10_000)).toBe(1);
  });

  test("forgets a window when it is over, and holds no token", async () => {
    const client = await connected();
    const { fetch } = observe();
    const rateLimit = { store: redisStore({ client, prefix: "test" }) };
    await createClient({ token: "secret-token", fetch, rateLimit }).GET("/me");
    const keys = await client.keys("test:*");
    expect(keys).toHaveLength(1);
    expect(keys.join()).not.toContain("secret");
    const ttl = await client.ttl(keys[0] ?? "");
    expect(ttl).toBeGreaterThan(0);
    expect(ttl).toBeLessThanOrEqual(21);
  });

  test("limits two clients together to the calls of one", async () => {
    const server = await meteredServer(60);
    const share = async () => {
      const rateLimit = { store: redisStore({ client: await connected(), prefix: "pair" }) };
      return createClient({ token: "token", baseUrl: server.url, rateLimit, retry: false });
    };
    const pair = [await share(), await share()];
    // The first responses report the limit to both.
    for (const client of pair) await client.GET("/me");
    const calls = Array.from({ length: 30 }, (_, i) => pair[i % 2]?.GET("/me"));
    const statuses = (await Promise.all(calls)).map((result) => result?.response.status);
    expect(statuses).toEqual(Array(30).fill(200));
    await server.close();
  });

  test("continues alone when Redis has stopped", async () => {
    const client = await connected();
    const { fetch, requests } = observe();
    const own = createClient({ token: "t", fetch, rateLimit: { store: redisStore({ client }) } });
    client.disconnect();
    await own.GET("/me");
    expect(requests).toHaveLength(1);
  });
});
