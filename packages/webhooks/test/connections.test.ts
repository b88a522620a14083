import { inspect } from "node:util";
import { ConfigError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { createSandbox } from "@interkit/sandbox";
import { createWebhooks } from "@interkit/webhooks";
import { createConnections, NotConnectedError } from "@interkit/webhooks/connections";
import { afterEach, describe, expect, test, vi } from "vitest";
import { grant, setUp } from "./support/connections.ts";
import { delivery, notification, secret } from "./support/notification.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("adding", () => {
  test("a token is enough: the workspace, its region and its time zone come from GET /me", async () => {
    const { connections, changes } = await setUp();
    const connection = await connections.add({ token: "token-1" }, { account: "7" });
    expect(connection).toMatchObject({
      workspaceId: "abc12345",
      state: "installed",
      name: "Workspace abc12345",
      region: "eu",
      timezone: "Europe/London",
      adminId: "814860",
      data: { account: "7" },
      isEnded: false,
      token: "token-1",
    });
    expect(changes).toEqual(["abc12345: none to installed"]);
  });

  test("a grant of a sign-in needs no request", async () => {
    const { intercom, connections } = await setUp();
    await connections.add(grant("token-1", new Date(5_000)));
    expect((await connections.of("abc12345"))?.connectedAt).toEqual(new Date(5_000));
    expect(intercom.requests).toEqual([]);
  });

  test("a grant that was kept as JSON is added, and one without its time is refused", async () => {
    const { connections } = await setUp();
    const kept = JSON.parse(JSON.stringify(grant("token-1", new Date(5_000))));
    expect((await connections.add(kept)).connectedAt).toEqual(new Date(5_000));
    const { grantedAt: _none, ...rest } = kept;
    await expect(connections.add(rest)).rejects.toThrow('A grant has the time "grantedAt"');
  });

  test("a token that Intercom refuses is not added", async () => {
    const { connections, stateOf } = await setUp();
    await expect(connections.add({ token: "wrong" })).rejects.toMatchObject({ status: 401 });
    expect(await stateOf()).toBeUndefined();
  });

  test("a workspace that is connected again has another id, and keeps its data", async () => {
    const { connections } = await setUp();
    const one = await connections.add(grant("token-1", new Date(1)), { account: "7" });
    const other = await connections.add(grant("token-2", new Date(2)));
    expect(other.id).not.toBe(one.id);
    expect([other.token, other.data]).toEqual(["token-2", { account: "7" }]);
  });

  test("neither JSON nor a log of a connection shows the token", async () => {
    const { connections } = await setUp();
    const connection = await connections.add({ token: "token-1" });
    const shown = JSON.stringify(connection) + inspect(connection, { depth: 9 });
    expect(shown).toContain("abc12345");
    expect(shown).not.toContain("token-1");
  });

  test("all connections are listed, and one can be forgotten", async () => {
    const { connections } = await setUp();
    await connections.add({ token: "token-1" });
    await connections.add({ token: "token-of-other" });
    await connections.forget("abc12345");
    const listed: string[] = [];
    for await (const { workspaceId } of connections.list()) listed.push(workspaceId);
    expect(listed).toEqual(["other123"]);
  });
});

describe("routing", () => {
  test("a notification, a request of Canvas Kit and an id find their connection", async () => {
    const { connections } = await setUp();
    await connections.add({ token: "token-1" });
    await connections.add({ token: "token-of-other" });
    const tokenOf = async (source: Parameters<typeof connections.of>[0]) =>
      (await connections.of(source))?.token;
    expect(await tokenOf({ app_id: "abc12345" })).toBe("token-1");
    expect(await tokenOf({ workspace_id: "other123" })).toBe("token-of-other");
    expect(await tokenOf("other123")).toBe("token-of-other");
    expect(await tokenOf("unknown1")).toBeUndefined();
    expect(await tokenOf({ app_id: null, workspace_id: "other123" })).toBe("token-of-other");
    expect(await tokenOf({ app_id: null })).toBeUndefined();
    expect(await tokenOf({})).toBeUndefined();
  });

  test("a handler gets the connection, and 200 is the response for workspaces without one", async () => {
    const { intercom, connections } = await setUp();
    const [connection] = [await connections.add({ token: "token-1" }, { account: "7" })];
    const webhooks = createWebhooks({ secret, onError: (error) => expect.fail(String(error)) });
    const handled: unknown[] = [];
    webhooks.on(
      "contact.user.created",
      connections.handler(async ({ data, app_id }, { clientOptions, data: mine }) => {
        const { response } = await createClient({ ...clientOptions, retry: false }).GET("/me");
        handled.push([data.item.id, app_id, mine.account, response.status]);
      }),
    );
    const send = async (app_id: string) => {
      const body = notification("contact.user.created", undefined, { app_id });
      return (await webhooks.fetch(await delivery(body))).status;
    };
    expect([await send("abc12345"), await send("unknown1")]).toEqual([200, 200]);
    expect(handled).toEqual([["1", "abc12345", "7", 200]]);
    await connections.disconnect(connection.workspaceId);
    expect(await send("abc12345")).toBe(200);
    expect(handled).toHaveLength(1);
    expect(intercom.requests.map(({ path }) => path)).toEqual(["/me", "/me", "/auth/uninstall"]);
  });

  test("a connection that ends while a handler runs is no failure of the notification", async () => {
    const { connections } = await setUp();
    await connections.add({ token: "token-1" });
    const handle = connections.handler(async (_event: object, { clientOptions }) => {
      await connections.disconnect("abc12345");
      await createClient(clientOptions).GET("/me");
    });
    await expect(handle({ app_id: "abc12345" })).resolves.toBeUndefined();
    const fails = connections.handler(() => {
      throw new NotConnectedError("another1", "unknown");
    });
    await connections.add({ token: "token-2" });
    await expect(fails({ app_id: "abc12345" })).rejects.toBeInstanceOf(NotConnectedError);
  });
});

test("clients of a connection send with the fetch of the connections", async () => {
  const sandbox = createSandbox({ workspaces: [{ id: "globex", region: "EU" }] });
  const connections = createConnections({ fetch: sandbox.fetch });
  const connection = await connections.add({ token: "globex-token" });
  expect(connection.region).toBe("eu");
  const { data } = await createClient(connection.clientOptions).GET("/me");
  expect(data?.app?.id_code).toBe("globex");
});

test.each<[string, object, RegExp]>([
  ["an unknown option", { storage: {} }, /createConnections has no option "storage"/],
  ["a store without a method", { store: { get() {} } }, /"store" must have a method "put"/],
  ["a hook that is no function", { onChange: "log" }, /"onChange" must be a function/],
  ["http", { baseUrl: "http://example.com" }, /unencrypted; use https/],
  ["no time", { timeoutMs: 0 }, /"timeoutMs" must be a positive number/],
])("%s is refused", (_what, options, message) => {
  expect(() => createConnections(options)).toThrow(ConfigError);
  expect(() => createConnections(options)).toThrow(message);
});

test("a page of a browser is refused", () => {
  vi.stubGlobal("document", {});
  expect(() => createConnections()).toThrow("createConnections runs on a server alone");
});
