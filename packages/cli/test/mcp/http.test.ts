import { EventEmitter, once } from "node:events";
import { request } from "node:http";
import { PassThrough } from "node:stream";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect, onTestFinished, test } from "vitest";
import { runCli } from "../../src/run/run-cli.ts";
import { serve } from "../support/http.ts";
import { callTool } from "../support/mcp.ts";
import { memoryKeyring } from "../support/memory-keyring.ts";
import { listen } from "../support/sandbox.ts";

const secret = "c2VjcmV0LW9mLXRoZS1tY3Atc2VydmVy";

/** Runs `interkit mcp --http 0` until the test ends. */
async function serveMcp(env: Record<string, string>, ...args: string[]) {
  const controller = new AbortController();
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const terminal = { stdin, stdout, stderr, env, cwd: process.cwd(), keyring: memoryKeyring() };
  const code = runCli(["mcp", "--http", "0", ...args], terminal, controller.signal);
  const stop = () => {
    controller.abort();
    return code;
  };
  onTestFinished(async () => void (await stop()));
  const [line] = await once(stderr, "data");
  const url = new URL(/http:\S+/.exec(String(line))?.[0] ?? "");
  return { url, stop, stdout, stderr: String(line) };
}

type ClientOptions = ConstructorParameters<typeof Client>[1];

async function connect(url: URL, token?: string, options?: ClientOptions): Promise<Client> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const client = new Client({ name: "test", version: "1.0.0" }, options);
  const transport = new StreamableHTTPClientTransport(url, { requestInit: { headers } });
  await client.connect(transport as Parameters<Client["connect"]>[0]);
  onTestFinished(() => client.close());
  return client;
}

/** Sends a message by hand, since fetch refuses some headers, and returns the status. */
async function send(url: URL, headers: Record<string, string>): Promise<number> {
  const sent = request(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...headers,
    },
  });
  sent.end(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }));
  const [response] = await once(sent, "response");
  response.resume();
  await once(response, "close");
  return response.statusCode;
}

test("several clients use one server at the same time", async () => {
  const { env } = await listen({ seed: { name: "acme", contacts: 30 } });
  const { url, stdout } = await serveMcp(env);
  const clients = await Promise.all([connect(url), connect(url), connect(url)]);
  const results = await Promise.all(
    clients.flatMap((client) =>
      [10, 20].map((limit) => callTool(client, "contacts_list", { limit })),
    ),
  );
  const counts = results.map(({ value }) => (value["items"] as unknown[]).length);
  expect(counts).toEqual([10, 20, 10, 20, 10, 20]);
  // The cursor of one client is no session: any client may continue with it.
  const { cursor } = results[0]?.value ?? {};
  const next = await callTool(clients[1] as Client, "contacts_list", { limit: 25, cursor });
  expect(next.value["items"]).toHaveLength(20);
  expect(stdout.readableLength).toBe(0);
});

test("clients of the newer protocol are served as well", async () => {
  const { env } = await listen();
  const { url } = await serveMcp(env, "--write");
  const client = await connect(url, undefined, { versionNegotiation: { mode: "auto" } });
  expect(client.getNegotiatedProtocolVersion()).toBe("2026-07-28");
  const { value } = await callTool(client, "tags_create", { body: { name: "VIP" } });
  expect(value).toMatchObject({ name: "VIP" });
});

test("a client of the newer protocol that cancels a call aborts its request", async () => {
  const events = new EventEmitter();
  const [started, closed] = [once(events, "request"), once(events, "close")];
  const baseUrl = await serve(({ socket }) => {
    events.emit("request");
    socket.once("close", () => events.emit("close"));
  });
  const { url } = await serveMcp({ INTERCOM_TOKEN: "test", INTERCOM_BASE_URL: baseUrl });
  const client = await connect(url, undefined, { versionNegotiation: { mode: "auto" } });
  const controller = new AbortController();
  const params = { name: "contacts_get", arguments: { contact_id: "1" } };
  const refused = expect(client.callTool(params, { signal: controller.signal })).rejects.toThrow();
  await started;
  controller.abort();
  await refused;
  await closed;
  // Without the signal, the request ends after 30 seconds.
});

test("a request with a foreign Host or Origin is refused", async () => {
  const { env, sandbox } = await listen();
  const { url } = await serveMcp(env);
  const { port } = url;
  expect(await send(url, {})).toBe(200);
  expect(await send(url, { host: `localhost:${port}`, origin: "http://localhost:3000" })).toBe(200);
  expect(await send(url, { host: `evil.example:${port}` })).toBe(403);
  expect(await send(url, { origin: "https://evil.example" })).toBe(403);
  expect(await send(url, { origin: "null" })).toBe(403);
  expect(await send(new URL("/", url), {})).toBe(404);
  expect(sandbox.requests.list()).toHaveLength(0);
});

test("with INTERKIT_MCP_TOKEN, each request needs it", async () => {
  const { env } = await listen();
  const { url, stderr } = await serveMcp({ ...env, INTERKIT_MCP_TOKEN: secret });
  expect(await send(url, {})).toBe(401);
  expect(await send(url, { authorization: `Bearer ${secret}x` })).toBe(401);
  expect(await send(url, { authorization: secret })).toBe(401);
  const client = await connect(url, secret);
  expect((await client.listTools()).tools.length).toBeGreaterThan(50);
  await expect(connect(url, "wrong")).rejects.toThrow();
  expect(stderr).not.toContain(secret);
});

test("an address that others can reach is served with a token", async () => {
  const { env } = await listen();
  const { url } = await serveMcp({ ...env, INTERKIT_MCP_TOKEN: secret }, "--host", "0.0.0.0");
  const authorization = `Bearer ${secret}`;
  expect(await send(url, { host: "tools.example", authorization })).toBe(200);
  expect(await send(url, { host: "tools.example" })).toBe(401);
  expect(await send(url, { origin: "https://evil.example", authorization })).toBe(403);
});

test("a port that is taken is an error", async () => {
  const { env } = await listen();
  const { url } = await serveMcp(env);
  const stderr = new PassThrough();
  const terminal = { stdin: new PassThrough(), stdout: new PassThrough(), stderr, env };
  const more = { cwd: process.cwd(), keyring: memoryKeyring() };
  expect(await runCli(["mcp", "--http", url.port], { ...terminal, ...more })).toBe(2);
  expect(String(stderr.read())).toMatch(
    /^error: The MCP server cannot listen: the port is taken; /,
  );
});

test("a server that is stopped ends its connections, and the command ends", async () => {
  const { env } = await listen();
  const { url, stop } = await serveMcp(env);
  const client = await connect(url);
  await client.listTools();
  expect(await stop()).toBe(130);
  await expect(client.listTools()).rejects.toThrow();
});
