import { createClient } from "@interkit/core/2.16";
import { type ConnectionStore, createConnections } from "@interkit/webhooks/connections";
import { createRedisConnectionStore } from "@interkit/webhooks/connections/redis";
import fc from "fast-check";
import { createClient as createRedis } from "redis";
import { describe, expect, onTestFinished, test } from "vitest";
import { createMemoryStore, grant, setUp } from "./support/connections.ts";
import { hasRedis, ioredis, startRedis } from "./support/redis.ts";

/** Two servers that share a store. */
function behaviour(
  name: string,
  makeStores: () => Promise<readonly [ConnectionStore, ConnectionStore]>,
) {
  describe(name, () => {
    test("of many sign-ins at once, the latest one stays", async () => {
      const stores = await makeStores();
      const servers = stores.map((store) => createConnections({ store }));
      const ids = fc.uniqueArray(fc.nat({ max: 1_000 }), { minLength: 2, maxLength: 8 });
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(ids, async (times) => {
          const id = `workspace${runs++}`;
          await Promise.all(
            times.map((time, index) =>
              servers[index % 2]?.add(grant(`token-${time}`, new Date(time), id)),
            ),
          );
          const kept = await Promise.all(servers.map((server) => server.of(id)));
          const latest = `token-${Math.max(...times)}`;
          expect(kept.map((connection) => connection?.token)).toEqual([latest, latest]);
        }),
        { numRuns: 20 },
      );
    });

    test("what a call of an earlier connection answers does not end the new one", async () => {
      const [store, other] = await makeStores();
      const { intercom, connections, stateOf } = await setUp({ store });
      const early = await connections.add(grant("token-1", new Date(1)));
      const client = createClient({ ...early.clientOptions, retry: false });
      intercom.refused.set("token-1", [401, "unauthorized"]);
      // The workspace is connected again, on another server, while the call is under way.
      intercom.before = async () => {
        intercom.before = () => undefined;
        await createConnections({ store: other }).add(grant("token-1", new Date(2)));
      };
      expect((await client.GET("/me")).response.status).toBe(401);
      expect(await stateOf()).toBe("installed");
    });

    test("a check does not bring back what ends, or is replaced, while it is under way", async () => {
      const [store, other] = await makeStores();
      const { intercom, connections, stateOf } = await setUp({ store });
      const { connections: elsewhere } = await setUp({ store: other, baseUrl: intercom.url });
      const during = (what: () => Promise<unknown>) => {
        intercom.before = async () => {
          intercom.before = () => undefined;
          await what();
        };
      };
      await connections.add(grant("token-1", new Date(1)));
      during(async () => {
        await elsewhere.disconnect("abc12345");
        intercom.admins.set("token-1", intercom.admins.get("token-2") ?? {});
      });
      await connections.check("abc12345");
      expect(await stateOf()).toBe("uninstalled");
      await connections.add(grant("token-1", new Date(2)));
      during(async () => {
        const next = await elsewhere.add(grant("token-2", new Date(3)));
        const error = { kind: "api", status: 401, code: "token_suspended" };
        await elsewhere.observe(next, error);
      });
      expect(await connections.check("abc12345")).toMatchObject({
        token: "token-2",
        state: "suspended",
      });
    });

    test("a late change leaves alone what was forgotten and connected again meanwhile", async () => {
      const [store, other] = await makeStores();
      const elsewhere = createConnections({ store: other });
      const early = await elsewhere.add(grant("token-1", new Date(1)));
      const late: ConnectionStore = {
        ...store,
        get: async (workspaceId) => {
          const record = await store.get(workspaceId);
          if (record?.id === early.id) {
            await elsewhere.forget(workspaceId);
            await elsewhere.add(grant("token-2", new Date(2)));
          }
          return record;
        },
      };
      const ended = { kind: "api", status: 401, code: "unauthorized" };
      await createConnections({ store: late }).observe(early, ended);
      expect(await elsewhere.of("abc12345")).toMatchObject({
        state: "installed",
        token: "token-2",
      });
    });

    test("each change of a state is notified once, whichever server makes it", async () => {
      const stores = await makeStores();
      const changes: string[] = [];
      const servers = stores.map((store) =>
        createConnections({ store, onChange: ({ state }) => changes.push(state) }),
      );
      const connection = await servers[0]?.add(grant("token-1", new Date(1)));
      const ended = { kind: "api", status: 401, code: "unauthorized" };
      await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          servers[index % 2]?.observe(connection ?? expect.fail(), ended),
        ),
      );
      expect(changes).toEqual(["installed", "revoked"]);
    });

    test("records are read as they were written, listed once and deleted", async () => {
      const [store, other] = await makeStores();
      const connections = createConnections<object>({ store });
      const data = { "a b": [1, null, "Zoë 👩‍💻"] };
      for (let index = 0; index < 300; index++) {
        await connections.add(grant("token", new Date(index), `w${index}`), data);
      }
      const elsewhere = createConnections({ store: other });
      const read = await elsewhere.of("w7");
      expect([read?.data, read?.connectedAt, read?.region]).toEqual([data, new Date(7), "eu"]);
      await elsewhere.forget("w7");
      await elsewhere.forget("w7");
      expect(await connections.of("w7")).toBeUndefined();
      const listed: string[] = [];
      for await (const { workspaceId } of connections.list()) listed.push(workspaceId);
      expect([listed.length, new Set(listed).size]).toEqual([299, 299]);
    });
  });
}

behaviour("servers that share a store of their own", async () => {
  const store = createMemoryStore();
  return [store, store];
});

describe.skipIf(!hasRedis)("stores in Redis (needs redis-server)", () => {
  behaviour("on clients of ioredis and redis", async () => {
    const { port } = await startRedis();
    const client = createRedis({ url: `redis://127.0.0.1:${port}` });
    client.on("error", () => undefined);
    await client.connect();
    onTestFinished(() => client.destroy());
    return [
      createRedisConnectionStore({ client: ioredis(port) }),
      createRedisConnectionStore({ client }),
    ];
  });

  test("two apps in one Redis keep their connections apart", async () => {
    const { port } = await startRedis();
    const client = ioredis(port);
    const one = createConnections({ store: createRedisConnectionStore({ client, key: "one" }) });
    const two = createConnections({ store: createRedisConnectionStore({ client, key: "two" }) });
    await one.add(grant("token-1", new Date(1)));
    expect(await two.of("abc12345")).toBeUndefined();
    expect(await client.keys("*")).toEqual(["one"]);
  });

  test("a connection that has ended leaves no token in Redis", async () => {
    const { port } = await startRedis();
    const client = ioredis(port);
    const { connections } = await setUp({ store: createRedisConnectionStore({ client }) });
    await connections.add({ token: "token-1" });
    expect(await client.hget("interkit:connections", "abc12345")).toContain("token-1");
    await connections.disconnect("abc12345");
    expect(await client.hget("interkit:connections", "abc12345")).not.toContain("token-1");
  });
});

test("a store in Redis refuses what is no client", () => {
  expect(() => createRedisConnectionStore({ client: {} })).toThrow(
    "must be a client of ioredis or redis",
  );
  expect(() => createRedisConnectionStore({ client: {}, key: "" })).toThrow('"key" of the store');
});
