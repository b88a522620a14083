import { createIntercom } from "@interkit/client/2.16";
import { createSandbox, type SandboxOptions } from "@interkit/sandbox";
import { Client, InMemoryTransport } from "@modelcontextprotocol/client";
import { createMcpServer, type McpIntercom, type McpToolOptions } from "../../src/mcp/index.ts";

/** What a tool returned. */
export interface ToolResult {
  readonly isError: boolean;
  readonly text: string;
  readonly value: Record<string, unknown>;
}

/** Connects the official client with a server in this process, which has no documents unless they are named. */
export async function connectClient(
  intercom: McpIntercom,
  { docs = false, ...options }: McpToolOptions = {},
): Promise<Client> {
  const client = new Client({ name: "test", version: "1.0.0" });
  const [here, there] = InMemoryTransport.createLinkedPair();
  const server = createMcpServer(intercom, { ...options, docs });
  await Promise.all([server.connect(there), client.connect(here)]);
  return client;
}

/** A sandbox, a client of it, and a client of an MCP server for it. */
export async function connectSandbox(
  options: McpToolOptions & { readonly sandbox?: SandboxOptions } = {},
) {
  const sandbox = createSandbox(options.sandbox);
  const intercom = createIntercom({ token: "test", fetch: sandbox.fetch });
  const client = await connectClient(intercom, options);
  return { sandbox, intercom, client };
}

/** Calls a tool; both forms of its result have to be the same. */
export async function callTool(
  client: Client,
  name: string,
  given: Record<string, unknown> = {},
): Promise<ToolResult> {
  const result = await client.callTool({ name, arguments: given });
  const [first] = result.content;
  const text = first?.type === "text" ? first.text : "";
  const value = (result.structuredContent ?? {}) as Record<string, unknown>;
  const isError = result.isError === true;
  if (!isError && text !== JSON.stringify(value)) throw new Error(`The forms differ: ${text}`);
  return { isError, text, value };
}
