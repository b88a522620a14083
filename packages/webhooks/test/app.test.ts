import { getRequestListener } from "@hono/node-server";
import { createClient } from "@interkit/core/2.16";
import { createSandbox } from "@interkit/sandbox";
import { createWebhooks } from "@interkit/webhooks";
import { createConnections } from "@interkit/webhooks/connections";
import { createSignIn } from "@interkit/webhooks/sign-in";
import { Hono } from "hono";
import { expect, onTestFinished, test, vi } from "vitest";
import { serve } from "./support/serve.ts";

const [clientId, clientSecret] = ["client-1", "a client secret"];

/** An app that workspaces connect, as the README shows it, and a sandbox in place of Intercom. */
async function setUp() {
  const sandbox = createSandbox({
    workspaces: [{ id: "acme" }, { id: "globex", region: "EU", timezone: "Europe/Dublin" }],
  });
  const { url: baseUrl, close } = await sandbox.listen();
  onTestFinished(() => close());

  const hono = new Hono();
  const url = await serve(getRequestListener(hono.fetch));
  const secret = clientSecret;
  const signIn = createSignIn<string>({ clientId, clientSecret, baseUrl });
  const changes: string[] = [];
  const connections = createConnections<string>({
    baseUrl,
    onChange: ({ workspaceId, state }) => changes.push(`${workspaceId} ${state}`),
  });
  const handled: unknown[] = [];
  const webhooks = createWebhooks({ secret });
  webhooks.on(
    "contact.user.created",
    connections.handler(async ({ data }, connection) => {
      const client = createClient(connection.clientOptions);
      const contact_id = String(data.item.id);
      const found = await client.GET("/contacts/{contact_id}", {
        params: { path: { contact_id } },
      });
      handled.push([connection.workspaceId, connection.data, found.data?.email]);
    }),
  );
  hono.get("/connect", () => signIn.redirect("account 7"));
  hono.get("/callback", async (context) => {
    const result = await signIn.finish(context.req.raw);
    if (result.outcome === "denied") return context.text(result.error, 403);
    const { workspaceId: id, timezone } = await connections.add(result, result.payload);
    return context.text(`${id} ${timezone}`, 200, { "Set-Cookie": result.clearCookie });
  });
  const endpoints = {
    "/webhooks": webhooks,
    "/uninstall": connections.uninstalls({ secret }),
    "/health": connections.healthChecks({ secret, reinstallUrl: `${url}connect` }),
  };
  for (const [path, endpoint] of Object.entries(endpoints)) {
    hono.all(path, (context) => endpoint.fetch(context.req.raw));
  }

  const app = sandbox.apps.add({
    clientId,
    clientSecret,
    redirectUris: [`${url}callback`],
    webhooks: { url: `${url}webhooks`, topics: ["contact.*"] },
    uninstallUrl: `${url}uninstall`,
    healthCheckUrl: `${url}health`,
  });
  /** Goes through the sign-in as a teammate with a browser does. */
  const connect = async (decide: (page: string) => string) => {
    const start = await fetch(`${url}connect`, { redirect: "manual" });
    const page = start.headers.get("location") ?? "";
    expect((await fetch(page)).status).toBe(200);
    const Cookie = start.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const end = await fetch(decide(page), { headers: { Cookie } });
    return [end.status, await end.text()];
  };
  const stateOf = async (workspace: string) => (await connections.of(workspace))?.state;
  return { sandbox, app, connect, connections, handled, changes, stateOf };
}

test("two workspaces connect an app, which gets their notifications and calls each with its token", async () => {
  const { sandbox, connect, handled } = await setUp();
  for (const [workspace, timezone] of [
    ["acme", "Etc/UTC"],
    ["globex", "Europe/Dublin"],
  ] as const) {
    const connected = connect((page) => sandbox.oauth.approve(page, workspace));
    expect(await connected).toEqual([200, expect.stringContaining(workspace)]);
    if (workspace === "globex") expect((await connected)[1]).toContain(timezone);
    sandbox.workspaces.get(workspace).seed.contact({ email: `ada@${workspace}.example` });
  }
  await vi.waitFor(() => expect(handled).toHaveLength(2), 60_000);
  expect(handled.sort()).toEqual([
    ["acme", "account 7", "ada@acme.example"],
    ["globex", "account 7", "ada@globex.example"],
  ]);
});

test("a teammate who denies access connects nothing", async () => {
  const { sandbox, connect, stateOf } = await setUp();
  expect(await connect((page) => sandbox.oauth.deny(page))).toEqual([403, "access_denied"]);
  expect(await stateOf("acme")).toBeUndefined();
});

test("an app follows suspension, uninstall, and the connection that comes after", async () => {
  const { sandbox, app, connect, connections, stateOf, changes } = await setUp();
  const approve = (page: string) => sandbox.oauth.approve(page, "globex");
  await connect(approve);
  expect(await app.checkHealth("globex")).toEqual({ state: "OK" });
  sandbox.workspaces.get("globex").suspend();
  expect((await app.checkHealth("globex")).state).toBe("UNHEALTHY");
  expect(await stateOf("globex")).toBe("suspended");
  sandbox.workspaces.get("globex").activate();
  expect(await app.checkHealth("globex")).toEqual({ state: "OK" });

  expect(await app.uninstall("globex")).toMatchObject({ status: 200 });
  expect(await stateOf("globex")).toBe("uninstalled");
  await connect(approve);
  expect(await stateOf("globex")).toBe("installed");
  await connections.disconnect("globex");
  expect(app.installations().map(({ status }) => status)).toEqual(["uninstalled", "uninstalled"]);
  expect(await app.checkHealth("globex")).toMatchObject({ cta_type: "REINSTALL_CTA" });
  expect(changes).toEqual([
    "globex installed",
    "globex suspended",
    "globex installed",
    "globex uninstalled",
    "globex installed",
    "globex uninstalled",
  ]);
});
