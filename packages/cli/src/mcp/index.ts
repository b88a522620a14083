export { createMcpServer, type McpIntercom, type McpToolOptions } from "./create-mcp-server.ts";
export { defaultResources } from "./tools/resources.ts";
