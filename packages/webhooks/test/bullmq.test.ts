import type { WebhookEvent, WebhooksOptions } from "@interkit/webhooks";
import {
  type BullQueueOptions,
  createBullQueue,
  type WorkersOptions,
} from "@interkit/webhooks/bullmq";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { conversation, part } from "./support/items.ts";
import { notification } from "./support/notification.ts";
import { hasRedis, ioredis, receiver, startRedis, timeoutMs } from "./support/redis.ts";

const host = "127.0.0.1";

/** Webhooks with a queue, and what has been reported of the queue. */
function queued(
  port: number,
  options: Partial<BullQueueOptions> = {},
  given: Partial<WebhooksOptions> = {},
) {
  const failures: [string, string | undefined][] = [];
  const queue = createBullQueue({
    connection: { host, port },
    onError: (error, event) => failures.push([String(error), event?.topic]),
    ...options,
  });
  onTestFinished(() => queue.close());
  const work = (settings: WorkersOptions = {}) => {
    const workers = queue.startWorkers(all.webhooks, { retryDelayMs: 10, ...settings });
    onTestFinished(() => workers.close({ timeoutMs: 100 }));
    return workers;
  };
  const all = { ...receiver({ queue, timeoutMs, ...given }), queue, failures, work };
  return all;
}

const idOf = ({ data }: WebhookEvent) => String((data.item as { id: string }).id);

describe.skipIf(!hasRedis)("a queue of BullMQ (needs redis-server)", () => {
  test("a notification is acknowledged by one process and handled by another one", async () => {
    const { port } = await startRedis();
    const { send, errors, handled } = queued(port);
    const worker = queued(port);
    const seen = vi.fn();
    worker.webhooks.on("contact.user.created", seen);
    const body = notification("contact.user.created", { type: "contact", id: "7", name: "Zoë 🎫" });
    expect(await send(body)).toBe(200);
    worker.work();
    await vi.waitFor(() => expect(seen).toHaveBeenCalledExactlyOnceWith(JSON.parse(body)), {
      timeout: 60_000,
    });
    expect([handled, errors, worker.failures]).toEqual([[], [], []]);
  });

  test("a notification is handled once, before and after it was handled, and a ping each time", async () => {
    const { port } = await startRedis();
    const { send, webhooks, handled, work } = queued(port);
    webhooks.on("*", ({ topic }) => handled.push(topic));
    const body = notification("contact.archived");
    const ping = notification("ping", { type: "ping" }, { id: null });
    expect([await send(body), await send(body), await send(ping)]).toEqual([200, 200, 200]);
    work();
    await vi.waitFor(() => expect(handled.toSorted()).toEqual(["contact.archived", "ping"]), {
      timeout: 60_000,
    });
    expect([await send(body), await send(ping)]).toEqual([200, 200]);
    await vi.waitFor(() => expect(handled).toHaveLength(3), { timeout: 60_000 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(handled.toSorted()).toEqual(["contact.archived", "ping", "ping"]);
  });

  test("ids of digits and with colons are accepted, and handled jobs leave no data behind", async () => {
    const { port } = await startRedis();
    const { send, webhooks, handled, work } = queued(port, {
      connection: `redis://${host}:${port}`,
    });
    webhooks.on("*", ({ id }) => handled.push(id ?? ""));
    for (const id of ["12345", "a:b:c", "notif_ü"]) {
      expect(await send(notification("contact.archived", { id }, { id }))).toBe(200);
    }
    work();
    await vi.waitFor(() => expect(handled).toHaveLength(3), { timeout: 60_000 });
    const client = ioredis(port);
    const jobs = async () => client.keys("bull:interkit-webhooks-*[0-9]:n-*");
    await vi.waitFor(async () => expect(await jobs()).toEqual([]), { timeout: 60_000 });
    const remembered = await client.keys("bull:interkit-webhooks-*:de:n-*");
    expect(remembered).toHaveLength(3);
    for (const key of remembered) expect(await client.pttl(key)).toBeGreaterThan(3_500_000);
  });

  test("a handler that fails is called again before what follows of the same object", async () => {
    const { port } = await startRedis();
    const { send, webhooks, handled, failures, work } = queued(port, { connection: ioredis(port) });
    webhooks.on("*", (event) => {
      handled.push(`${idOf(event)} ${event.topic}`);
      if (handled.length < 3) throw new Error("the database is down");
    });
    await send(notification("contact.archived", { id: "1" }));
    await send(notification("contact.deleted", { id: "1" }));
    work();
    await vi.waitFor(() => expect(handled).toHaveLength(4), { timeout: 60_000 });
    const first = "1 contact.archived";
    expect(handled).toEqual([first, first, first, "1 contact.deleted"]);
    expect(failures).toEqual([]);
  });

  test("what fails for good is reported and kept, and can be retried or removed", async () => {
    const { port } = await startRedis();
    const { queue, send, webhooks, failures, work } = queued(port);
    const handler = vi.fn().mockRejectedValue(new Error("the database is down"));
    webhooks.on("*", handler);
    const body = notification("contact.archived", { id: "1" });
    await send(body);
    work({ attempts: 2 });
    await vi.waitFor(
      () => {
        expect(failures).toEqual([["Error: the database is down", "contact.archived"]]);
      },
      { timeout: 20_000 },
    );
    await vi.waitFor(async () => expect(await queue.failed()).toHaveLength(1), { timeout: 60_000 });
    expect(await send(body)).toBe(200);
    const [failed] = await queue.failed();
    expect(failed).toMatchObject({ event: JSON.parse(body), reason: "the database is down" });
    expect(Math.abs((failed?.failedAt ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(handler).toHaveBeenCalledTimes(2);
    await failed?.retry();
    await vi.waitFor(() => expect(failures).toHaveLength(2), { timeout: 60_000 });
    await vi.waitFor(async () => expect(await queue.failed()).toHaveLength(1), { timeout: 60_000 });
    await (await queue.failed())[0]?.remove();
    expect(await queue.failed({ limit: 1 })).toEqual([]);
    expect(handler).toHaveBeenCalledTimes(4);
  });

  test("different objects are handled side by side, and without order all are", async () => {
    const { port } = await startRedis();
    for (const orderBy of [undefined, false] as const) {
      const { send, webhooks, work } = queued(port, {
        name: `order-${orderBy}`,
        orderBy,
        shards: 64,
      });
      let running = 0;
      let meet: () => void = () => undefined;
      const fiveAtOnce = new Promise<void>((resolve) => (meet = resolve));
      const handled = vi.fn();
      webhooks.on("*", async () => {
        if (++running === 5) meet();
        await fiveAtOnce;
        running--;
        handled();
      });
      for (let id = 0; id < 20; id++) {
        await send(notification("contact.archived", { id: orderBy === false ? "1" : `${id}` }));
      }
      work(orderBy === false ? { concurrency: 20 } : {});
      await vi.waitFor(() => expect(handled).toHaveBeenCalledTimes(20), { timeout: 60_000 });
    }
  });

  test("a part is handled once where that is chosen, whatever has a handler", async () => {
    const { port } = await startRedis();
    const { send, webhooks, handled, work } = queued(port, {}, { deduplicateBy: "part" });
    webhooks.on("conversation.admin.closed", ({ topic }) => handled.push(topic));
    webhooks.on("conversation.admin.noted", ({ topic }) => handled.push(topic));
    const item = conversation([part()]);
    for (const topic of ["replied", "closed", "noted"]) {
      await send(notification(`conversation.admin.${topic}`, item));
    }
    work();
    await vi.waitFor(() => expect(handled).toEqual(["conversation.admin.closed"]), {
      timeout: 60_000,
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(handled).toEqual(["conversation.admin.closed"]);
  });
});

test.each([
  [{ connection: undefined }, '"connection" must be the URL of Redis'],
  [{ name: "a:b" }, '"name" must be a text that is not empty and has no colon'],
  [{ shards: 1.5 }, '"shards" must be a positive whole number'],
  [{ ttlMs: 0 }, '"ttlMs" must be a positive number'],
  [{ orderBy: true }, '"orderBy" must be a function or false'],
  [{ onError: 1 }, '"onError" must be a function'],
  [{ prefix: "x" }, 'createBullQueue has no option "prefix"'],
])("the options %j of a queue are refused", (options, message) => {
  expect(() => createBullQueue({ connection: {}, ...options } as never)).toThrow(message);
});

test.each([
  [{ concurrency: 2 }, '"concurrency" is for a queue without order'],
  [{ attempts: 0 }, '"attempts" must be a positive whole number'],
  [{ lockMs: -1 }, '"lockMs" must be a positive number'],
  [{ lock: 1 }, 'startWorkers has no option "lock"'],
])("the options %j of workers are refused", (options, message) => {
  const queue = createBullQueue({ connection: {} });
  expect(() => queue.startWorkers({ run: async () => {} }, options as never)).toThrow(message);
});

test.each([
  [{ respond: "before-work" }, '"respond" has no effect with "queue"'],
  [{ orderBy: () => "1" }, '"orderBy" has no effect with "queue"'],
  [{ queue: {} }, '"queue" must have a function "add"'],
])("webhooks with a queue refuse %j", (options, message) => {
  const queue = createBullQueue({ connection: {} });
  expect(() => receiver({ queue, ...options } as never)).toThrow(message);
});
