import { ApiError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { createConnections, NotConnectedError } from "@interkit/webhooks/connections";
import { describe, expect, test } from "vitest";
import { createMemoryStore, grant, setUp } from "./support/connections.ts";

/** A connection, and a client of it. */
async function connected(options: Parameters<typeof setUp>[0] = {}) {
  const all = await setUp(options);
  const connection = await all.connections.add({ token: "token-1" });
  const client = createClient({ ...connection.clientOptions, retry: false, rateLimit: false });
  return { ...all, connection, client };
}

describe("what calls answer", () => {
  test.each([
    [401, "token_suspended", "suspended"],
    [403, "api_plan_restricted", "restricted"],
    [401, "unauthorized", "revoked"],
    [401, "token_revoked", "revoked"],
    [401, "token_expired", "revoked"],
    [401, "token_unauthorized", "installed"],
    [401, "token_not_found", "installed"],
    [403, "unauthorized", "installed"],
    [403, "action_forbidden", "installed"],
    [404, "not_found", "installed"],
    [500, "server_error", "installed"],
    [429, "rate_limit_exceeded", "installed"],
  ])("%s %s leaves a connection %s", async (status, code, state) => {
    const { intercom, client, connection, connections, stateOf, errors } = await connected();
    intercom.refused.set("token-1", [status, code]);
    const { error, response } = await client.GET("/contacts");
    expect([response.status, (error as { errors: { code: string }[] }).errors[0]?.code]).toEqual([
      status,
      code,
    ]);
    expect([await stateOf(), errors]).toEqual([state, []]);
    const headers = new Headers();
    const init = { route: "GET /me", status, errors: [{ code }], requestId: undefined, headers };
    const again = await connected();
    await again.connections.observe(again.connection, new ApiError(init));
    expect(await again.stateOf()).toBe(state);
    expect(await connections.observe(connection, new Error("other"))).toMatchObject({ state });
  });

  test("a page of a proxy with status 401 says nothing of the connection", async () => {
    const { connection, stateOf } = await connected();
    const fetch = async () => new Response("<h1>401</h1>", { status: 401 });
    await createClient({ ...connection.clientOptions, fetch, retry: false })
      .GET("/me")
      .catch(String);
    expect(await stateOf()).toBe("installed");
  });

  test("calls of a connection that has ended are refused before they are sent", async () => {
    const { intercom, client, connections, connection, changes } = await connected();
    intercom.refused.set("token-1", [401, "unauthorized"]);
    await client.GET("/contacts");
    const before = intercom.requests.length;
    const error = await client.GET("/contacts").catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(NotConnectedError);
    expect(error).toMatchObject({
      kind: "not-connected",
      workspaceId: "abc12345",
      state: "revoked",
    });
    expect(String(error)).toContain("its token is no longer valid: it has to be connected again");
    expect(intercom.requests).toHaveLength(before);
    expect(changes.at(-1)).toBe("abc12345: installed to revoked");
    const ended = await connections.of("abc12345");
    expect(ended?.isEnded).toBe(true);
    expect(() => ended?.token).toThrow(NotConnectedError);
    expect(() => ended?.clientOptions).toThrow(NotConnectedError);
    await connections.forget(connection.workspaceId);
    await expect(client.GET("/contacts")).rejects.toThrow("there is no connection of it");
  });

  test("calls of a suspended workspace are sent, and a check finds out that it is back", async () => {
    const { intercom, client, connections, stateOf, changes } = await connected();
    intercom.refused.set("token-1", [401, "token_suspended"]);
    await client.GET("/contacts");
    expect(await connections.check("abc12345")).toMatchObject({ state: "suspended" });
    intercom.refused.delete("token-1");
    expect((await client.GET("/contacts")).response.status).toBe(200);
    expect(await connections.check("abc12345")).toMatchObject({ state: "installed" });
    expect(await stateOf()).toBe("installed");
    expect(changes.slice(1)).toEqual([
      "abc12345: installed to suspended",
      "abc12345: suspended to installed",
    ]);
  });

  test("a check finds out that a token is no longer valid, and brings names up to date", async () => {
    const { intercom, connections, stateOf, changes } = await connected();
    const app = { id_code: "abc12345", name: "New name", region: "AU", timezone: "Asia/Tokyo" };
    intercom.admins.set("token-1", { id: "1", app });
    expect(await connections.check("abc12345")).toMatchObject({
      name: "New name",
      region: "au",
      timezone: "Asia/Tokyo",
    });
    expect(changes).toEqual(["abc12345: none to installed"]);
    intercom.refused.set("token-1", [503, "service_unavailable"]);
    await expect(connections.check("abc12345")).rejects.toMatchObject({ status: 503 });
    expect(await stateOf()).toBe("installed");
    intercom.refused.set("token-1", [401, "unauthorized"]);
    await connections.check("abc12345");
    expect(await stateOf()).toBe("revoked");
    intercom.refused.delete("token-1");
    expect(await connections.check("abc12345")).toMatchObject({ state: "revoked" });
  });
});

test("a connection that has ended stays so, whatever late calls answer", async () => {
  const { connections, connection, stateOf } = await connected();
  await connections.disconnect("abc12345");
  for (const code of ["token_suspended", "unauthorized"]) {
    await connections.observe(connection, { kind: "api", status: 401, code });
    expect(await stateOf()).toBe("uninstalled");
  }
  await connections.add({ token: "token-2" });
  expect(await stateOf()).toBe("installed");
});

describe("disconnecting", () => {
  test("uninstalls at Intercom, and keeps no token", async () => {
    const { intercom, connections, stateOf } = await connected();
    await connections.disconnect("abc12345");
    expect(intercom.requests.at(-1)).toMatchObject({
      method: "POST",
      path: "/auth/uninstall",
      authorization: "Bearer token-1",
    });
    expect(await stateOf()).toBe("uninstalled");
    await connections.disconnect("abc12345");
    await connections.disconnect("unknown1");
    expect(intercom.requests.filter(({ path }) => path === "/auth/uninstall")).toHaveLength(1);
  });

  test("a token that Intercom refuses was uninstalled before", async () => {
    const { intercom, connections, stateOf } = await connected();
    intercom.admins.delete("token-1");
    await connections.disconnect("abc12345");
    expect(await stateOf()).toBe("uninstalled");
  });

  test("a failure leaves the connection as it is", async () => {
    const { intercom, connections, stateOf } = await connected();
    intercom.refused.set("token-1", [500, "server_error"]);
    const error = await connections.disconnect("abc12345").catch((failure: unknown) => failure);
    expect(error).toMatchObject({
      route: "POST /auth/uninstall",
      status: 500,
      code: "server_error",
    });
    expect(await stateOf()).toBe("installed");
  });

  test.each(["", "{}", "null", "OK"])("a success with the body %j counts", async (body) => {
    const headers = { "Content-Type": "application/json" };
    const connections = createConnections({ fetch: async () => new Response(body, { headers }) });
    await connections.add(grant("token-1", new Date()));
    await connections.disconnect("abc12345");
    expect((await connections.of("abc12345"))?.state).toBe("uninstalled");
  });
});

describe("failures that fail no call", () => {
  test("a store that fails lets calls through, and is reported", async () => {
    const memory = createMemoryStore();
    const down = new Error("the store is down");
    let isDown = false;
    const get = (workspaceId: string) => (isDown ? Promise.reject(down) : memory.get(workspaceId));
    const { intercom, client, errors } = await connected({ store: { ...memory, get } });
    isDown = true;
    expect((await client.GET("/contacts")).response.status).toBe(200);
    expect(errors).toEqual([down]);
    intercom.refused.set("token-1", [401, "unauthorized"]);
    expect((await client.GET("/contacts")).response.status).toBe(401);
    expect(errors).toEqual([down, down, down]);
  });

  test("a hook that fails is reported, and the state is kept", async () => {
    const onChange = () => Promise.reject(new Error("the hook failed"));
    const { errors, stateOf } = await connected({ onChange });
    expect(await stateOf()).toBe("installed");
    expect(errors).toEqual([new Error("the hook failed")]);
  });
});
