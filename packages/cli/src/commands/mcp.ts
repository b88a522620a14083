import type { McpFlags } from "../mcp/serve/address.ts";
import { addExamples } from "../program/examples.ts";
import type { AddCommand } from "./index.ts";

/** `interkit mcp`. */
export const addMcp: AddCommand = (program, cli) => {
  const mcp = program
    .command("mcp")
    .summary("run an MCP server, for AI assistants")
    .description(
      "Runs an MCP server: the operations of Intercom's API as tools for an AI\n" +
        "assistant. It serves one client on stdin and stdout, until the client ends it.\n\n" +
        "With --http it serves any number of clients at http://127.0.0.1:PORT/mcp. If\n" +
        "INTERKIT_MCP_TOKEN is set, they send it as a bearer token; an address that\n" +
        "other machines can reach needs one.",
    )
    .option(
      "--resources <names>",
      "resources that have tools, between commas, or all (default: those of support work)",
    )
    .option("--write", "have tools that change something too; by default, all only read")
    .option("--no-docs", "have no tools for the documents of Interkit, search_docs and read_doc")
    .option("--http <port>", "listen for Streamable HTTP; 0 takes any free port")
    .option("--host <address>", "address to listen on, with --http (default: 127.0.0.1)")
    .action(async (flags: McpFlags) => {
      const { runMcp } = await import("../mcp/serve/run-mcp.ts");
      await runMcp(flags, cli);
    });
  addExamples(
    mcp,
    "interkit mcp",
    "interkit mcp --resources contacts,conversations,tickets --write",
    "interkit mcp --resources all --http 4020",
  );
};
