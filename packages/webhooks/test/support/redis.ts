import { createWebhooks, type WebhooksOptions } from "@interkit/webhooks";
import { Redis } from "ioredis";
import { onTestFinished } from "vitest";
import { redisServer } from "../../../core/load/redis-server.ts";
import { delivery, secret } from "./notification.ts";

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

/** So that Redis may be slow, on a machine that is busy. */
export const timeoutMs = 60_000;

/** Webhooks, with what they have reported and handled, and a function that delivers to them. */
export function receiver(options: Partial<WebhooksOptions>) {
  const errors: unknown[] = [];
  const handled: string[] = [];
  const webhooks = createWebhooks({ secret, onError: (error) => errors.push(error), ...options });
  const send = async (body: string) => (await webhooks.fetch(await delivery(body))).status;
  return { webhooks, errors, handled, send };
}
