import { createRequire } from "node:module";
import { ConfigError } from "@interkit/client";
import { McpServer, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { loadCatalog } from "../catalog/catalog.ts";
import { callTool, errorResult } from "./calls/call-tool.ts";
import { findDocs } from "./docs/pages.ts";
import { type DocTool, docTools } from "./docs/tools.ts";
import { resourceOf } from "./tools/names.ts";
import { chooseResources } from "./tools/resources.ts";
import { createTools, type OperationTool } from "./tools/tools.ts";

/** What `createIntercom` of any version of `@interkit/client` returns. */
export interface McpIntercom {
  /** The client, which states the API version. */
  readonly client: { readonly version?: string | undefined };
}

/** Which operations an MCP server has as tools. */
export interface McpToolOptions {
  /**
   * The resources, such as `contacts` or `ai-content`; `["all"]` for all of them. `defaultResources` when left
   * out.
   */
  readonly resources?: readonly string[] | undefined;
  /** Whether there are tools that change something; false by default. */
  readonly write?: boolean | undefined;
  /**
   * The file with the pages that the tools `search_docs` and `read_doc` serve, or `false` for neither of them. When
   * left out, it is `docs/pages.json` of this package.
   */
  readonly docs?: string | false | undefined;
}

/**
 * Creates an MCP server whose tools are the operations of Intercom: `contacts_search` is
 * `intercom.contacts.search`. It is not connected yet: give it a transport of `@modelcontextprotocol/server`. A
 * server has one transport; a program that serves several clients creates a server for each of them.
 *
 * Tools only read, unless `write` is true. A list returns `limit` items (20, at most 150) and a `cursor` for the
 * rest. A result has at most about 60,000 characters. An error of Intercom is a result that states what to do
 * next. A request takes at most 30 seconds, and keeps the rate limit of the client.
 *
 * `search_docs` and `read_doc` are the documents of Interkit, from a file of this package.
 *
 * @param intercom What `createIntercom` returned.
 * @throws {ConfigError} for a resource that the API version does not have, and for a file of documents that is not
 *   there.
 *
 * @example
 * ```ts
 * import { createMcpServer } from "@interkit/cli/mcp";
 * import { createIntercom } from "@interkit/client/2.16";
 * import { serveStdio } from "@modelcontextprotocol/server/stdio";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * serveStdio(() => createMcpServer(intercom, { resources: ["contacts", "conversations"] }));
 * ```
 *
 * @see https://modelcontextprotocol.io/specification
 */
export function createMcpServer(intercom: McpIntercom, options: McpToolOptions = {}): McpServer {
  const { resources, write = false, docs } = options;
  const version = versionOf(intercom);
  const { catalog, tools } = toolsOf(version);
  const chosen = chooseResources(catalog, resources);
  const listed = [...tools.values()].filter(
    ({ operation }) => chosen.has(resourceOf(operation.id)) && (write || operation.isRead),
  );
  const names = new Set(listed.map(({ definition }) => definition.name));
  const documents = docs === false ? [] : toolsOfDocs(docs);
  const server = new McpServer(
    { name: "interkit", title: `Intercom ${version}`, version: packageVersion() },
    { instructions: instructions(write, documents.length > 0) },
  );
  // The server's own tools would be compiled when they are registered, and hidden ones not be named.
  server.server.registerCapabilities({ tools: {} });
  server.server.setRequestHandler("tools/list", () => ({
    tools: [...listed, ...documents].map(({ definition }) => definition),
  }));
  server.server.setRequestHandler("tools/call", async ({ params }, { mcpReq }) => {
    const document = documents.find(({ definition }) => definition.name === params.name);
    if (document !== undefined) return document.call(params.arguments ?? {});
    const tool = tools.get(params.name);
    if (tool === undefined) throw unknownTool(params.name);
    if (!names.has(params.name)) return errorResult(refusal(tool, chosen));
    return callTool(intercom, tool, params.arguments ?? {}, mcpReq.signal);
  });
  return server;
}

type VersionTools = {
  readonly catalog: ReturnType<typeof loadCatalog>;
  readonly tools: ReadonlyMap<string, OperationTool>;
};

/** A server over HTTP is created for each request. */
const toolsByVersion = new Map<string, VersionTools>();

function toolsOf(version: string): VersionTools {
  let made = toolsByVersion.get(version);
  if (made === undefined) {
    const catalog = loadCatalog(version);
    made = { catalog, tools: createTools(catalog) };
    toolsByVersion.set(version, made);
  }
  return made;
}

function toolsOfDocs(named: string | undefined): readonly DocTool[] {
  const file = findDocs(named);
  return file === undefined ? [] : docTools(file);
}

function versionOf({ client }: McpIntercom): string {
  const version = client?.version?.toLowerCase();
  if (version === undefined) {
    throw new ConfigError("createMcpServer needs what createIntercom of @interkit/client returned");
  }
  // The older name of the same version.
  return version === "unstable" ? "preview" : version;
}

function packageVersion(): string {
  const require = createRequire(import.meta.url);
  return (require("@interkit/cli/package.json") as { version: string }).version;
}

function unknownTool(name: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, `Tool ${name} not found`);
}

function refusal({ operation, definition }: OperationTool, chosen: ReadonlySet<string>): string {
  const resource = resourceOf(operation.id);
  const fix = chosen.has(resource) ? "--write" : `${resource} in --resources`;
  const reason = chosen.has(resource)
    ? "this server only reads"
    : `this server has no tools of ${resource}`;
  return `${definition.name} was not called: ${reason}. The operator can start it with ${fix} (interkit mcp).`;
}

function instructions(write: boolean, hasDocs: boolean): string {
  return [
    "Tools are operations of Intercom's API for one workspace.",
    write ? "Tools without readOnlyHint change data that customers see." : "All tools only read.",
    "A list returns up to limit items (20 unless given, 150 at most), total_count where it is known, and a cursor while there are more: send the same arguments with it.",
    "Prefer a search over a list, and name the fields that you need: results are cut at 60,000 characters.",
    "Times are Unix seconds.",
    ...(hasDocs
      ? ["For code that calls Intercom, search_docs and read_doc have the documents of Interkit."]
      : []),
  ].join(" ");
}
