import { signBody } from "@interkit/webhooks";
import { createConnections } from "@interkit/webhooks/connections";
import { toNodeListener } from "@interkit/webhooks/node";
import { describe, expect, test } from "vitest";
import { grant, setUp } from "./support/connections.ts";
import { secret } from "./support/notification.ts";
import { serve } from "./support/serve.ts";

/** Sends what Intercom sends to the URL of an app, over HTTP. */
async function send(url: string, json: object, key = secret): Promise<Response> {
  const body = JSON.stringify(json);
  const headers = await signBody(body, { secret: key, kind: "app" });
  return fetch(url, { method: "POST", headers, body });
}

/** An installed connection, and the URL of its endpoint for uninstalls. */
async function uninstalls() {
  const all = await setUp();
  await all.connections.add({ token: "token-1" });
  const url = await serve(toNodeListener(all.connections.uninstalls({ secret })));
  return { ...all, url };
}

describe("uninstalls", () => {
  test("an uninstall ends the connection", async () => {
    const { intercom, url, stateOf, changes } = await uninstalls();
    intercom.admins.delete("token-1");
    expect((await send(url, { app_id: "abc12345" })).status).toBe(200);
    expect(await stateOf()).toBe("uninstalled");
    expect((await send(url, { app_id: "abc12345" })).status).toBe(200);
    expect(changes).toEqual(["abc12345: none to installed", "abc12345: installed to uninstalled"]);
  });

  test("an uninstall of an earlier connection does not end the new one", async () => {
    const { intercom, connections, url, stateOf } = await uninstalls();
    intercom.admins.delete("token-1");
    await connections.add({ token: "token-2" });
    expect((await send(url, { app_id: "abc12345" })).status).toBe(200);
    expect(await stateOf()).toBe("installed");
  });

  test("a connection that is added while the token of the earlier one is tried stays", async () => {
    const { intercom, connections, url, stateOf } = await uninstalls();
    intercom.admins.delete("token-1");
    intercom.before = async () => {
      intercom.before = () => undefined;
      await connections.add(grant("token-1", new Date()));
    };
    expect((await send(url, { app_id: "abc12345" })).status).toBe(200);
    expect(await stateOf()).toBe("installed");
  });

  test("a connection whose token was revoked is uninstalled as well", async () => {
    const { intercom, connections, url, stateOf } = await uninstalls();
    intercom.admins.delete("token-1");
    await connections.check("abc12345");
    expect(await stateOf()).toBe("revoked");
    await send(url, { app_id: "abc12345" });
    expect(await stateOf()).toBe("uninstalled");
  });

  test("an unknown workspace is answered with 200", async () => {
    const { url, errors } = await uninstalls();
    expect((await send(url, { app_id: "unknown1" })).status).toBe(200);
    expect(errors).toEqual([]);
  });

  test("while Intercom fails, nothing ends, and the request can be sent again", async () => {
    const { intercom, url, stateOf, errors } = await uninstalls();
    intercom.refused.set("token-1", [503, "service_unavailable"]);
    expect((await send(url, { app_id: "abc12345" })).status).toBe(500);
    expect([await stateOf(), errors]).toEqual([
      "installed",
      [expect.objectContaining({ status: 503 })],
    ]);
    intercom.refused.set("token-1", [401, "unauthorized"]);
    expect((await send(url, { app_id: "abc12345" })).status).toBe(200);
    expect(await stateOf()).toBe("uninstalled");
  });

  test("a request that is not signed, or has no workspace, ends nothing", async () => {
    const { intercom, url, stateOf } = await uninstalls();
    intercom.admins.delete("token-1");
    expect((await send(url, { app_id: "abc12345" }, "another secret")).status).toBe(401);
    expect((await send(url, { id: "abc12345" })).status).toBe(400);
    expect((await fetch(url, { method: "HEAD" })).status).toBe(200);
    expect(await stateOf()).toBe("installed");
  });
});

describe("health checks", () => {
  const reinstallUrl = "https://example.com/connect";
  const reinstall = {
    state: "UNHEALTHY",
    message: "The app is not connected to this workspace. Install it again.",
    cta_type: "REINSTALL_CTA",
    cta_label: "Install again",
    cta_url: reinstallUrl,
  };

  /** A connection, and what its endpoint says of a workspace. */
  async function health(options: object = { reinstallUrl }) {
    const all = await setUp();
    await all.connections.add({ token: "token-1" });
    const url = await serve(toNodeListener(all.connections.healthChecks({ secret, ...options })));
    const of = async (workspace_id: string) => {
      const response = await send(url, { workspace_id });
      expect(response.headers.get("content-type")).toBe("application/json");
      return [response.status, await response.json()];
    };
    return { ...all, of };
  }

  test("a connection whose token works is OK", async () => {
    const { of, intercom } = await health();
    expect(await of("abc12345")).toEqual([200, { state: "OK" }]);
    expect(intercom.requests.at(-1)).toMatchObject({ path: "/me" });
  });

  test("a workspace that is not connected any more has to install the app again", async () => {
    const { of, intercom, stateOf } = await health();
    expect(await of("unknown1")).toEqual([200, reinstall]);
    intercom.admins.delete("token-1");
    expect(await of("abc12345")).toEqual([200, reinstall]);
    expect(await stateOf()).toBe("revoked");
  });

  test.each([
    [401, "token_suspended", "the workspace is suspended"],
    [403, "api_plan_restricted", "the plan of the workspace does not include its API"],
  ])(
    "a workspace with %s %s is unhealthy, and a new installation would not help",
    async (status, code, why) => {
      const { of, intercom } = await health();
      intercom.refused.set("token-1", [status, code]);
      const message = `Intercom refuses the app, since ${why}.`;
      expect(await of("abc12345")).toEqual([200, { state: "UNHEALTHY", message }]);
    },
  );

  test("while Intercom fails, the state is unknown", async () => {
    const { of, intercom, errors } = await health();
    intercom.refused.set("token-1", [500, "server_error"]);
    expect(await of("abc12345")).toEqual([200, { state: "UNKNOWN" }]);
    expect(errors).toEqual([expect.objectContaining({ status: 500 })]);
  });

  test("the app says more of a connection that works", async () => {
    const answer = { state: "UNHEALTHY", message: "Choose a calendar." };
    const check = ({ workspaceId }: { workspaceId: string }) =>
      workspaceId === "abc12345" ? Promise.resolve(answer) : Promise.reject(new Error("other"));
    const { of, connections } = await health({ check });
    expect(await of("abc12345")).toEqual([200, answer]);
    await connections.add({ token: "token-of-other" });
    expect(await of("other123")).toEqual([200, { state: "UNKNOWN" }]);
    const { cta_label: _label, cta_url: _url, ...withoutUrl } = reinstall;
    expect(await of("unknown1")).toEqual([200, withoutUrl]);
  });
});

test("while the store hangs, Intercom gets a response in time", async () => {
  const { connections: working } = await setUp();
  await working.add({ token: "token-1" });
  const hanging = { get: () => new Promise<never>(() => undefined) };
  const store = { put: () => true, delete: () => undefined, list: () => [], ...hanging };
  const { connections, errors } = await setUp({ store, timeoutMs: 1 });
  const health = await serve(toNodeListener(connections.healthChecks({ secret })));
  const about = { workspace_id: "abc12345" };
  expect(await (await send(health, about)).json()).toEqual({ state: "UNKNOWN" });
  const uninstall = await serve(toNodeListener(connections.uninstalls({ secret })));
  expect((await send(uninstall, about)).status).toBe(503);
  expect(errors.map(String)).toEqual([
    "TimeoutError: A health check took longer than 501 ms",
    "TimeoutError: An uninstall took longer than 501 ms",
  ]);
});

test("an endpoint without a secret, or with wrong options, is refused", () => {
  const connections = createConnections();
  expect(() => connections.uninstalls({ secret: "" })).toThrow('"secret" must be a text');
  const options = { secret, url: "https://example.com/" };
  expect(() => connections.uninstalls(options)).toThrow('uninstalls has no option "url"');
  expect(() => connections.healthChecks(options)).toThrow('healthChecks has no option "url"');
  const check = true as never;
  expect(() => connections.healthChecks({ secret, check })).toThrow('"check" must be a function');
});
