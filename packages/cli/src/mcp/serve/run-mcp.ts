import { CliError } from "../../errors/cli-error.ts";
import type { Cli } from "../../program/cli.ts";
import { createMcpServer } from "../create-mcp-server.ts";
import { addressOf, type McpFlags } from "./address.ts";
import { serveOverStdio } from "./stdio.ts";

/** Runs the MCP server until its client leaves, or the command is ended. */
export async function runMcp(flags: McpFlags, cli: Cli): Promise<void> {
  const { output, signal, terminal } = cli;
  const address = addressOf(flags, terminal.env);
  if (address?.token !== undefined) output.hide(address.token);
  const { intercom } = await cli.connect();
  const docs = flags.docs === false ? (false as const) : undefined;
  const options = { resources: flags.resources?.split(","), write: flags.write, docs };
  const create = () => createMcpServer(intercom, options);
  // A wrong resource is refused at once, and not when the first client connects.
  create();
  const onError = (error: Error) => output.note(`mcp: ${error.message.slice(0, 300)}`);
  const access = flags.write ? "reads and writes" : "only reads";
  if (address === undefined) {
    output.note(`The MCP server ${access}; it serves the client on stdin and stdout`);
    return serveOverStdio(create, terminal, { signal, onError });
  }
  const { serveOverHttp } = await import("./http.ts");
  const server = await serveOverHttp(create, { ...address, onError }).catch(refuseAddress);
  output.note(`The MCP server ${access}; it listens on ${server.url} (Ctrl-C stops it)`);
  await aborted(signal);
  await server.close();
}

function refuseAddress(error: NodeJS.ErrnoException): never {
  const reason = error.code === "EADDRINUSE" ? "the port is taken" : error.message;
  throw new CliError(`The MCP server cannot listen: ${reason}; name another port or address`);
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true }),
  );
}
