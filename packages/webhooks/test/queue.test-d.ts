import type { webhooks as old } from "@interkit/core/2.11";
import { createWebhooks, type EventQueue, isCausedBy, objectOf } from "@interkit/webhooks";
import { type BullQueue, createBullQueue } from "@interkit/webhooks/bullmq";
import { createRedisStore } from "@interkit/webhooks/redis";
import { Redis } from "ioredis";
import { createClient } from "redis";
import { expectTypeOf, test } from "vitest";

const queue = createBullQueue({ connection: { host: "127.0.0.1" }, orderBy: objectOf });

test("a queue serves webhooks of any version, and handlers keep their types", () => {
  const webhooks = createWebhooks({ secret: "secret", queue });
  webhooks.on("contact.user.created", ({ data }) => {
    expectTypeOf(data.item.created_at).toEqualTypeOf<string>();
  });
  queue.startWorkers(webhooks);
  queue.startWorkers(createWebhooks<old>({ secret: "secret", queue }), { attempts: 3 });
  expectTypeOf<BullQueue>().toExtend<EventQueue>();
  // @ts-expect-error a handler is not webhooks
  queue.startWorkers(() => undefined);
  // @ts-expect-error a queue needs a connection
  createBullQueue({});
});

test("a store takes clients of both packages", () => {
  createRedisStore({ client: new Redis() });
  createRedisStore({ client: createClient() });
  // @ts-expect-error a URL is no client
  createRedisStore({ client: "redis://127.0.0.1" });
});

test("what is ignored is named by lists, and any event can be examined", () => {
  createWebhooks({ secret: "secret", ignore: { adminIds: [1, "2"] }, deduplicateBy: "part" })
    .on("ticket.*", (event) => expectTypeOf(isCausedBy(event, {})).toEqualTypeOf<boolean>())
    .otherwise((event) => expectTypeOf(objectOf(event)).toEqualTypeOf<string | undefined>());
  // @ts-expect-error it is a list
  createWebhooks({ secret: "secret", ignore: { adminIds: "1" } });
  // @ts-expect-error there is no such value
  createWebhooks({ secret: "secret", deduplicateBy: "id" });
});
