import { Redis } from "ioredis";
import { onTestFinished } from "vitest";
import { redisServer } from "../../../core/load/redis-server.ts";

export { hasRedis } from "../../../core/load/redis-server.ts";

/** Starts a Redis server that ends with the test. */
export async function startRedis(): ReturnType<typeof redisServer> {
  const server = await redisServer();
  onTestFinished(() => server.close());
  return server;
}

/** A client of `ioredis`, which is closed at the end of the test. */
export function ioredis(port: number): Redis {
  const client = new Redis(port, "127.0.0.1");
  // What a closed server means is what the tests are about.
  client.on("error", () => undefined);
  onTestFinished(() => client.disconnect());
  return client;
}
