import { spawn } from "node:child_process";
import { once } from "node:events";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { expect, onTestFinished, test } from "vitest";
import { interkit } from "../support/interkit.ts";
import { callTool } from "../support/mcp.ts";
import { sourceCli } from "../support/processes.ts";
import { listen } from "../support/sandbox.ts";

const [node = "", ...program] = sourceCli;
const token = "dG9rOnNlY3JldC1vZi10aGUtd29ya3NwYWNl";
const hello = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "test", version: "1.0.0" },
  },
};

/** Starts `interkit mcp` in a process of its own; its client closes it. */
async function connectProcess(env: Record<string, string>, ...args: string[]) {
  const transport = new StdioClientTransport({
    command: node,
    args: [...program, "mcp", ...args],
    env: { ...env, INTERCOM_TOKEN: token },
    stderr: "pipe",
  });
  let stderr = "";
  transport.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const errors: Error[] = [];
  const client = new Client({ name: "test", version: "1.0.0" });
  client.onerror = (error) => errors.push(error);
  await client.connect(transport);
  onTestFinished(() => client.close());
  return { client, errors, stderr: () => stderr };
}

test("a client lists and calls the tools of `interkit mcp`", async () => {
  const { env, sandbox } = await listen({ seed: { name: "acme", contacts: 30 } });
  const { client, errors, stderr } = await connectProcess(env);
  expect(client.getServerVersion()).toMatchObject({ name: "interkit", title: "Intercom 2.16" });
  const { tools } = await client.listTools();
  expect(tools.length).toBeGreaterThan(50);
  const { value } = await callTool(client, "contacts_list", { limit: 25, fields: ["id"] });
  expect(value).toMatchObject({ total_count: 30, cursor: expect.any(String) });
  const refused = await callTool(client, "contacts_create", { email: "ada@example.com" });
  expect(refused.text).toContain("--write");
  expect(sandbox.requests.list({ operation: "contacts.create" })).toHaveLength(0);
  // The client reports each byte on stdout that is no message.
  expect(errors).toEqual([]);
  expect(stderr()).toMatch(/^The MCP server only reads; [^\n]+\n$/);
  expect(JSON.stringify([tools, value, refused]) + stderr()).not.toContain(token);
});

test("the API version, the resources and --write are those of the command line", async () => {
  const { env } = await listen();
  const args = ["--resources", "folders,tags", "--write", "--api-version", "preview"];
  const { client } = await connectProcess(env, ...args);
  const names = (await client.listTools()).tools.map(({ name }) => name);
  expect(names).toContain("folders_list");
  expect(names).not.toContain("contacts_list");
  const { isError, text } = await callTool(client, "tags_create", { body: { name: "VIP" } });
  expect(isError, text).toBe(false);
});

test("the process ends with its stdin, with exit code 0 and nothing but messages on stdout", async () => {
  const { env } = await listen();
  const child = spawn(node, [...program, "mcp"], {
    env: { ...env, NODE_OPTIONS: "" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  let stdout = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
    if (stdout.endsWith("\n")) child.stdin.end();
  });
  child.stdin.write(`${JSON.stringify(hello)}\n`);
  const [code] = await once(child, "close");
  expect(code).toBe(0);
  const lines = stdout.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ jsonrpc: "2.0", id: 1 }]);
});

test("a signal ends the process", async () => {
  const { env } = await listen();
  const child = spawn(node, [...program, "mcp"], { env, stdio: "pipe" });
  child.stdin.write(`${JSON.stringify(hello)}\n`);
  await once(child.stdout, "data");
  child.kill("SIGTERM");
  const [code] = await once(child, "close");
  expect(code).toBe(130);
});

test("input that is no message is reported on stderr, and the next message is answered", async () => {
  const { env } = await listen();
  const child = spawn(node, [...program, "mcp"], { env, stdio: "pipe" });
  onTestFinished(() => void child.kill());
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdin.write(`{"id":\nhello\n${JSON.stringify(hello)}\n`);
  const [answer] = await once(child.stdout, "data");
  expect(JSON.parse(String(answer))).toMatchObject({ id: 1, result: {} });
  child.stdin.end();
  await once(child, "close");
  expect(stderr.split("\n").length).toBeLessThan(8);
});

test("wrong options are refused before a client connects", async () => {
  const env = { INTERCOM_TOKEN: "test" };
  const unknown = await interkit(["mcp", "--resources", "contact"], { env });
  expect(unknown).toMatchObject({ code: 2, stdout: "" });
  expect(unknown.stderr).toMatch(/^error: There is no "contact" .*: all, admins, .*\n$/);
  const host = await interkit(["mcp", "--host", "127.0.0.1"], { env });
  expect(host).toMatchObject({ code: 2, stderr: expect.stringContaining("--host needs --http") });
  const port = await interkit(["mcp", "--http", "web"], { env });
  expect(port).toMatchObject({ code: 2, stderr: expect.stringContaining("from 0 to 65535") });
  const open = await interkit(["mcp", "--http", "0", "--host", "0.0.0.0"], { env });
  expect(open).toMatchObject({ code: 2, stderr: expect.stringContaining("INTERKIT_MCP_TOKEN") });
});

test("without a token, the error names the ways to give one", async () => {
  const { code, stdout } = await interkit(["mcp"], { env: {} });
  expect(code).toBe(4);
  expect(stdout).toBe("");
});
