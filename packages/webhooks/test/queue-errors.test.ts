import { createBullQueue } from "@interkit/webhooks/bullmq";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { notification } from "./support/notification.ts";
import { hasRedis, receiver, startRedis } from "./support/redis.ts";

const named = (name: string) => Object.assign(new Error("from the handler"), { name });

/** What a handler may throw, and the reason that is kept. */
const thrown: readonly (readonly [unknown, string])[] = [
  ["a text", "a text"],
  ["", "''"],
  [undefined, "undefined"],
  [null, "null"],
  [Symbol("7"), "Symbol(7)"],
  [{ code: 5 }, "{ code: 5 }"],
  [Object.create(null), "[Object: null prototype] {}"],
  [new RangeError(), "RangeError: "],
  [Object.assign(new Error("no stack"), { stack: undefined }), "no stack"],
  // Those with which BullMQ moves jobs of its own, or ends their attempts.
  [named("DelayedError"), "from the handler"],
  [named("WaitingError"), "from the handler"],
  [named("WaitingChildrenError"), "from the handler"],
  [named("UnrecoverableError"), "from the handler"],
  [new Error("bullmq:rateLimitExceeded"), "Error: bullmq:rateLimitExceeded"],
];

describe.skipIf(!hasRedis)("a handler of a queue (needs redis-server)", () => {
  test("may throw anything: it is called as often as it may be, and the reason is kept", async () => {
    const { port } = await startRedis();
    const reported: unknown[] = [];
    const queue = createBullQueue({
      connection: { host: "127.0.0.1", port },
      shards: 1,
      onError: (error) => reported.push(error),
    });
    onTestFinished(() => queue.close());
    const { webhooks, send } = receiver({ queue });
    const calls: number[] = [];
    webhooks.on("*", ({ data }) => {
      const { id } = data.item as { id: number };
      calls.push(id);
      if (id < thrown.length) throw thrown[id]?.[0];
    });
    for (const id of [...thrown.keys(), thrown.length]) {
      expect(await send(notification("contact.archived", { id }))).toBe(200);
    }
    const workers = queue.startWorkers(webhooks, { attempts: 2, retryDelayMs: 1 });
    onTestFinished(() => workers.close({ timeoutMs: 100 }));
    // What follows is handled, and nothing comes twice.
    const expected = [...thrown.keys()].flatMap((id) => [id, id]);
    await vi.waitFor(() => expect(calls).toEqual([...expected, thrown.length]), {
      timeout: 20_000,
    });
    expect(reported).toEqual(thrown.map(([error]) => error));
    const failed = await queue.failed();
    const reasons = new Map(
      failed.map(({ event, reason }) => [Object(event.data.item).id, reason]),
    );
    expect(thrown.map((_, id) => reasons.get(id))).toEqual(thrown.map(([, reason]) => reason));
  });

  test.each([0, -1, 1.5, Number.NaN, "3"])("a limit of %j is refused", async (limit) => {
    const queue = createBullQueue({ connection: {} });
    await expect(queue.failed({ limit: limit as number })).rejects.toThrow(
      '"limit" must be a positive whole number',
    );
  });
});
