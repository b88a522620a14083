import type { McpFlags } from "../mcp/serve/address.ts";
import type { AddCommand } from "./index.ts";

/** `interkit mcp` */
export const addMcp: AddCommand = (program, cli) => {
  program
    .command("mcp")
    .description("Run an MCP server: Intercom's operations as tools for AI assistants.")
    .option(
      "--resources <names>",
      "resources with tools, separated by commas, or all (those of support work)",
    )
    .option("--write", "also have tools that change something (tools only read)")
    .option("--http <port>", "listen for Streamable HTTP, not on stdin; 0 takes any free port")
    .option("--host <address>", "address to listen on, with --http (127.0.0.1)")
    .addHelpText("after", help)
    .action(async (flags: McpFlags) => {
      const { runMcp } = await import("../mcp/serve/run-mcp.ts");
      await runMcp(flags, cli);
    });
};

const help = `
With --http, clients send the token in INTERKIT_MCP_TOKEN as a bearer token; an
address that other machines can reach needs one.

Examples:
  interkit mcp
  interkit mcp --resources contacts,conversations,tickets --write
  interkit mcp --resources all --http 4020
`;
