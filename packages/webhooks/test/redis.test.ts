import { spawn } from "node:child_process";
import { once } from "node:events";
import { ConfigError } from "@interkit/core";
import { createMemoryStore, type DeliveryStore } from "@interkit/webhooks";
import { createRedisStore } from "@interkit/webhooks/redis";
import fc from "fast-check";
import { createClient } from "redis";
import { describe, expect, onTestFinished, test } from "vitest";
import { notification } from "./support/notification.ts";
import { hasRedis, ioredis, receiver, startRedis } from "./support/redis.ts";

async function nodeRedis(port: number) {
  const client = createClient({ url: `redis://127.0.0.1:${port}` });
  client.on("error", () => undefined);
  await client.connect();
  onTestFinished(() => client.destroy());
  return client;
}

describe.skipIf(!hasRedis)("a store in Redis (needs redis-server)", () => {
  test.each([
    ["ioredis", async (port: number) => ioredis(port)],
    ["redis", nodeRedis],
  ])("two stores on clients of %s answer as one store in memory does", async (_name, connect) => {
    const { port } = await startRedis();
    const clients = [await connect(port), await connect(port)];
    let runs = 0;
    const steps = fc.array(
      fc.record({
        store: fc.nat({ max: 1 }),
        id: fc.constantFrom("a", "b:c", "ü"),
        end: fc.constantFrom("complete", "release", "none"),
      }),
      { maxLength: 30 },
    );
    const property = fc.asyncProperty(steps, async (all) => {
      runs++;
      const stores = clients.map((client) => createRedisStore({ client, prefix: `run${runs}` }));
      const memory = createMemoryStore();
      const owners = new Map<string, number>();
      for (const { store, id, end } of all) {
        const expected = await memory.claim(id);
        expect(await stores[store]?.claim(id)).toBe(expected);
        if (expected === "new") owners.set(id, store);
        const owner = owners.get(id);
        if (owner === undefined || end === "none" || expected === "done") continue;
        await memory[end](id);
        await stores[owner]?.[end](id);
        if (end === "release") owners.delete(id);
      }
    });
    await fc.assert(property, { numRuns: 60 });
  });

  test("one of many claims at once is new", async () => {
    const { port } = await startRedis();
    const stores = [1, 2, 3].map(() => createRedisStore({ client: ioredis(port) }));
    for (let round = 0; round < 50; round++) {
      const claims = stores.flatMap((store) => [store.claim(`${round}`), store.claim(`${round}`)]);
      const states = await Promise.all(claims);
      expect(states.toSorted()).toEqual(["busy", "busy", "busy", "busy", "busy", "new"]);
    }
  });

  test("a claim ends after its time, and then its first owner releases nothing", async () => {
    const { port } = await startRedis();
    const [one, other] = [1, 2].map(() =>
      createRedisStore({ client: ioredis(port), claimTtlMs: 100 }),
    ) as [DeliveryStore, DeliveryStore];
    expect([await one.claim("1"), await other.claim("1")]).toEqual(["new", "busy"]);
    await expect.poll(() => other.claim("1"), { interval: 20 }).toBe("new");
    await one.release("1");
    expect(await one.claim("1")).toBe("busy");
    await other.complete("1");
    await one.release("1");
    expect(await one.claim("1")).toBe("done");
  });

  test("keys have the prefix and a time to live", async () => {
    const { port } = await startRedis();
    const client = ioredis(port);
    const store = createRedisStore({ client, prefix: "app", ttlMs: 60_000, claimTtlMs: 5_000 });
    await store.claim("notif_1");
    const claimed = await client.pttl("app:notif_1");
    await store.complete("notif_1");
    const handled = await client.pttl("app:notif_1");
    expect([claimed > 4_000, claimed <= 5_000, handled > 50_000, handled <= 60_000]).toEqual(
      Array(4).fill(true),
    );
    expect(await client.keys("*")).toEqual(["app:notif_1"]);
  });

  test("what a killed process has claimed is handled by another one when it comes again", async () => {
    const { port } = await startRedis();
    const { webhooks, handled, send } = receiver({
      store: createRedisStore({ client: ioredis(port), claimTtlMs: 300 }),
    });
    webhooks.on("*", ({ topic }) => handled.push(topic));
    const body = notification("contact.archived");
    const child = spawn(
      process.execPath,
      ["--conditions=@interkit/source", "--import=tsx", "--input-type=module", "-e", claimant],
      { env: { ...process.env, PORT: String(port), ID: JSON.parse(body).id, TTL: "300" } },
    );
    await once(child.stdout, "data");
    expect([await send(body), handled]).toEqual([200, []]);
    child.kill("SIGKILL");
    await once(child, "exit");
    await expect
      .poll(async () => [await send(body), handled], { interval: 50 })
      .toEqual([200, ["contact.archived"]]);
    await send(body);
    expect(handled).toHaveLength(1);
  });

  test("two receivers handle a notification once, also when it reaches both at the same time", async () => {
    const { port } = await startRedis();
    const receivers = [1, 2].map(() =>
      receiver({ store: createRedisStore({ client: ioredis(port) }) }),
    );
    const handled: string[] = [];
    for (const { webhooks } of receivers) webhooks.on("*", ({ id }) => handled.push(id ?? ""));
    const bodies = Array.from({ length: 50 }, () => notification("contact.archived"));
    const sent = bodies.flatMap((body) => receivers.map(({ send }) => send(body)));
    expect(await Promise.all(sent)).toEqual(Array(100).fill(200));
    expect(handled.toSorted()).toEqual(bodies.map((body) => JSON.parse(body).id).toSorted());
  });

  test("Intercom gets an error in time, which is reported, while Redis does not respond", async () => {
    const redis = await startRedis();
    const { webhooks, errors, handled, send } = receiver({
      store: createRedisStore({ client: ioredis(redis.port) }),
      timeoutMs: 300,
    });
    webhooks.on("*", ({ topic }) => handled.push(topic));
    expect(await send(notification("contact.archived"))).toBe(200);
    redis.freeze();
    const body = notification("contact.deleted");
    expect(await send(body)).toBe(503);
    expect([String(errors[0]), handled]).toEqual([
      "TimeoutError: The store took longer than 300 ms",
      ["contact.archived"],
    ]);
    redis.thaw();
    // The claim is made by then, so that the notification is handled all the same.
    await expect.poll(() => handled).toEqual(["contact.archived", "contact.deleted"]);
    expect(await send(body)).toBe(200);
    expect(handled).toHaveLength(2);
  });

  test("Intercom gets an error, which is reported, while Redis is closed", async () => {
    const redis = await startRedis();
    const client = await nodeRedis(redis.port);
    const { errors, send } = receiver({ store: createRedisStore({ client }), timeoutMs: 500 });
    await redis.close();
    expect(await send(notification("contact.archived"))).toBe(503);
    expect(errors).toHaveLength(1);
  });
});

/** A process that claims a notification as a receiver does, and does not end by itself. */
const claimant = `
import { createRedisStore } from "@interkit/webhooks/redis";
import { Redis } from "ioredis";
const client = new Redis(Number(process.env.PORT), "127.0.0.1");
const store = createRedisStore({ client, claimTtlMs: Number(process.env.TTL) });
let state = await store.claim(process.env.ID);
// It lives, and so does its claim, until it is killed.
setInterval(() => client.pexpire("interkit:webhooks:" + process.env.ID, 300), 50);
console.log(state);
`;

const client = { call: () => Promise.resolve(null) };

test.each([
  [{ client: {} }, '"client" of the store must be a client of ioredis or redis'],
  [{ client: undefined }, '"client" of the store must be a client of ioredis or redis'],
  [{ client, ttlMs: 0 }, '"ttlMs" of the store must be a positive'],
  [{ client, ttlMs: Number.POSITIVE_INFINITY }, '"ttlMs" of the store must be a positive'],
  [{ client, claimTtlMs: "1" }, '"claimTtlMs" of the store must be'],
  [{ client, prefix: 1 }, '"prefix" of the store must be a text'],
])("the options %j are refused", (options, message) => {
  expect(() => createRedisStore(options as never)).toThrow(ConfigError);
  expect(() => createRedisStore(options as never)).toThrow(message);
});
