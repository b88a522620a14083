import { createSandbox, type SandboxOptions } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { appEndpoint } from "./support/app-endpoint.ts";
import { type Connection, errorOf, listening } from "./support/connection.ts";
import { openSandbox, stateFile } from "./support/state.ts";

const secret = "client secret";
const both: SandboxOptions = { workspaces: [{ id: "acme" }, { id: "globex" }] };

const me = ({ send }: Connection, token: string) => send(token, "GET", "/me");

test("the tokens of two apps see the records of the same workspace", async () => {
  const sandbox = createSandbox(both);
  const connection = await listening(sandbox);
  const [one, two] = [sandbox.apps.add({ name: "One" }), sandbox.apps.add({ name: "Two" })];
  const [first, second, other] = [one.install("globex"), two.install("globex"), one.install()];
  expect(new Set([first.token, second.token, other.token]).size).toBe(3);
  await connection.send(first.token, "POST", "/tags", { name: "Shared" });
  const seen = await connection.send(second.token, "GET", "/tags");
  expect(seen.body.data).toMatchObject([{ name: "Shared" }]);
  expect((await me(connection, other.token)).body.app.id_code).toBe("acme");
  expect(one.install("globex")).toEqual(first);
  expect(sandbox.apps.list().map(({ name }) => name)).toEqual(["One", "Two"]);
});

test("an app has a rate limit in each workspace, whatever its tokens", async () => {
  const sandbox = createSandbox({ ...both, rateLimit: { perMinute: 12 } });
  const connection = await listening(sandbox);
  const app = sandbox.apps.add();
  const { token } = app.install("acme");
  await me(connection, token);
  app.revoke("acme");
  const next = app.install("acme");
  expect((await me(connection, next.token)).headers.get("X-RateLimit-Remaining")).toBe("0");
  expect((await me(connection, next.token)).status).toBe(429);
  expect((await me(connection, app.install("globex").token)).status).toBe(200);
});

test("a revoked token is refused for good, and the app can be installed again", async () => {
  const sandbox = createSandbox();
  const connection = await listening(sandbox);
  const app = sandbox.apps.add();
  const { token } = app.install();
  app.revoke();
  // The workspace accepts any token that was never one of an app.
  expect(errorOf(await me(connection, token))).toEqual([401, "unauthorized"]);
  const next = app.install();
  expect((await me(connection, next.token)).status).toBe(200);
  expect(app.installations()).toEqual([
    { workspace: "sandbox1", token, status: "revoked" },
    { workspace: "sandbox1", token: next.token, status: "installed" },
  ]);
  expect(() => app.revoke("initech")).toThrow("There is no workspace initech");
});

test("uninstalling ends the token and sends the signed request about it", async () => {
  const endpoint = await appEndpoint(secret);
  const sandbox = createSandbox(both);
  const connection = await listening(sandbox);
  const app = sandbox.apps.add({ clientSecret: secret, uninstallUrl: `${endpoint.url}/uninstall` });
  const [kept, ended] = [app.install("acme"), app.install("globex")];
  expect(await app.uninstall("globex")).toMatchObject({ status: 200 });
  expect(endpoint.requests).toEqual([
    { method: "POST", path: "/uninstall", body: { app_id: "globex" }, isSigned: true },
  ]);
  expect(errorOf(await me(connection, ended.token))).toEqual([401, "unauthorized"]);
  expect((await me(connection, kept.token)).status).toBe(200);
  await expect(app.uninstall("globex")).rejects.toThrow("is not installed in workspace globex");
});

test("an app uninstalls itself with its token", async () => {
  const endpoint = await appEndpoint(secret);
  const sandbox = createSandbox();
  const connection = await listening(sandbox);
  const app = sandbox.apps.add({ clientSecret: secret, uninstallUrl: endpoint.url });
  const { token } = app.install();
  expect((await connection.send(token, "POST", "/auth/uninstall", {})).status).toBe(200);
  expect(errorOf(await me(connection, token))).toEqual([401, "unauthorized"]);
  const again = await connection.send(token, "POST", "/auth/uninstall", {});
  expect(errorOf(again)).toEqual([401, "unauthorized"]);
  await expect.poll(() => endpoint.requests.length).toBe(1);
  // A token that belongs to no app is refused afterwards too.
  expect((await connection.send("plain", "POST", "/auth/uninstall")).status).toBe(200);
  expect(errorOf(await me(connection, "plain"))).toEqual([401, "unauthorized"]);
  expect((await me(connection, "other")).status).toBe(200);
});

test("an app gets webhooks from the workspaces that it is installed in alone", async () => {
  const endpoint = await appEndpoint(secret);
  const sandbox = createSandbox(both);
  const webhooks = { url: endpoint.url, topics: ["contact.user.created"] } as const;
  const app = sandbox.apps.add({ clientSecret: secret, webhooks });
  app.install("globex");
  const create = () => {
    for (const workspace of sandbox.workspaces.list()) {
      workspace.seed.contact({ email: `ada@${workspace.id}.example` });
    }
  };
  create();
  await sandbox.webhooks.settled();
  const [ping, event, ...others] = endpoint.requests;
  expect([ping?.body.topic, others]).toEqual(["ping", []]);
  expect(event).toMatchObject({ isSigned: true, body: { app_id: "globex" } });
  expect(event?.body.data.item.email).toBe("ada@globex.example");
  await app.uninstall("globex");
  create();
  await sandbox.webhooks.settled();
  expect(endpoint.requests).toHaveLength(2);
  await sandbox.close();
});

test("a health check resolves to the answer of the app", async () => {
  const endpoint = await appEndpoint(secret);
  const sandbox = createSandbox(both);
  const app = sandbox.apps.add({ clientSecret: secret, healthCheckUrl: `${endpoint.url}/health` });
  endpoint.answer = { body: { state: "UNHEALTHY", message: "Connect again" } };
  expect(await app.checkHealth("globex")).toEqual({ state: "UNHEALTHY", message: "Connect again" });
  expect(endpoint.requests).toEqual([
    { method: "POST", path: "/health", body: { workspace_id: "globex" }, isSigned: true },
  ]);
  const wrong: [object, string][] = [
    [{ body: { state: "FINE" } }, 'its state is "FINE", not OK, UNHEALTHY or UNKNOWN'],
    [{ body: { state: "UNHEALTHY", message: "x".repeat(2085) } }, "longer than 2084 characters"],
    [{ body: "nothing" }, "its body is not a JSON object"],
    [{ status: 500, body: { state: "OK" } }, "its status is 500, not 200"],
  ];
  for (const [answer, message] of wrong) {
    endpoint.answer = answer;
    await expect(app.checkHealth()).rejects.toThrow(message);
  }
  await expect(sandbox.apps.add().checkHealth()).rejects.toThrow("has no healthCheckUrl");
});

test("a snapshot and a file keep apps, their tokens and their webhooks", async () => {
  const endpoint = await appEndpoint(secret);
  const file = stateFile();
  const first = await openSandbox(file);
  const webhooks = { url: endpoint.url, topics: ["tag.created" as never] };
  expect(() => first.apps.add({ webhooks })).toThrow("tag.created");
  expect(first.apps.list()).toEqual([]);
  const app = first.apps.add({ webhooks: { url: endpoint.url, topics: ["contact.*"] } });
  const { token } = app.install();
  const snapshot = first.snapshot();
  await first.close();
  const second = await openSandbox(file);
  const restored = createSandbox();
  restored.restore(snapshot);
  for (const sandbox of [second, restored]) {
    expect(sandbox.snapshot()).toEqual(snapshot);
    expect(sandbox.apps.get(app.clientId).installations()).toMatchObject([{ token }]);
    expect(sandbox.webhooks.list()).toMatchObject([{ appId: app.clientId, url: endpoint.url }]);
    sandbox.reset();
    expect([sandbox.apps.list(), sandbox.webhooks.list()]).toEqual([[], []]);
  }
  await restored.close();
});

test("options of an app that are wrong are refused with the mistake", () => {
  const sandbox = createSandbox();
  sandbox.apps.add({ clientId: "taken" });
  const wrong: [object, string][] = [
    [{ clientId: "taken" }, "There is an app taken already"],
    [{ clientSecret: "" }, "The clientSecret of an app is a text that is not empty"],
    [{ redirectUris: "https://app.example" }, "redirectUris is a list of URLs"],
    [
      { redirectUris: ["app.example"] },
      'redirectUris of an app is an http or https URL, not "app.example"',
    ],
    [
      { canvas: { initialise: "https://app.example" } },
      'canvas has no "initialise". It has initializeUrl',
    ],
    [{ uninstallUrl: "ftp://app.example" }, "uninstallUrl of an app is an http or https URL"],
    [{ secret }, 'An app has no "secret"'],
  ];
  for (const [options, message] of wrong) {
    expect(() => sandbox.apps.add(options)).toThrow(message);
  }
  expect(sandbox.apps.list()).toHaveLength(1);
  expect(() => sandbox.apps.get("other")).toThrow("There is no app other. There is taken.");
});

test("the control API adds, installs and uninstalls apps", async () => {
  const endpoint = await appEndpoint(secret);
  const connection = await listening(createSandbox());
  const control = (method: string, path: string, body?: unknown) =>
    connection.send("", method, `/_sandbox/apps${path}`, body);
  const options = { clientId: "bot", clientSecret: secret, name: "Bot" };
  const urls = { uninstallUrl: endpoint.url, healthCheckUrl: endpoint.url };
  const made = await control("POST", "", { ...options, ...urls });
  const view = { clientId: "bot", name: "Bot", redirectUris: [], installations: [] };
  expect([made.status, made.body]).toEqual([201, { ...view, clientSecret: secret }]);
  expect((await control("GET", "")).body).toEqual({ apps: [view] });
  const { status, body: installed } = await control("POST", "/bot/installations", {});
  expect([status, installed.workspace]).toEqual([201, "sandbox1"]);
  expect((await me(connection, installed.token)).status).toBe(200);
  endpoint.answer = { body: { state: "OK" } };
  expect((await control("POST", "/bot/health/sandbox1")).body).toEqual({ state: "OK" });
  const ended = await control("DELETE", "/bot/installations/sandbox1");
  expect(ended.body.response.status).toBe(200);
  expect((await control("GET", "/bot")).body.installations[0].status).toBe("uninstalled");
  await control("POST", "/bot/installations", { workspace: "sandbox1" });
  expect((await control("DELETE", "/bot/installations/sandbox1/token")).status).toBe(204);
  const mistakes: [Promise<{ status: number; body: { error: string } }>, number, string][] = [
    [control("GET", "/nobody"), 404, "There is no app nobody."],
    [control("POST", "", { clientId: "bot" }), 400, "There is an app bot already"],
    [control("POST", "/bot/installations", { workspace: 1 }), 400, "workspace is a text"],
    [control("POST", "/bot/installations", { space: "x" }), 400, 'There is no "space" here'],
    [control("DELETE", "/bot/installations/sandbox1"), 400, "is not installed in workspace"],
  ];
  for (const [answer, expected, message] of mistakes) {
    const { status: actual, body } = await answer;
    expect([actual, body.error]).toEqual([expected, expect.stringContaining(message)]);
  }
});
