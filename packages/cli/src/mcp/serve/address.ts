import { CliError } from "../../errors/cli-error.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import type { HttpSettings } from "./http.ts";

/** The options of `interkit mcp`. */
export interface McpFlags {
  readonly resources?: string | undefined;
  readonly write?: boolean | undefined;
  readonly docs?: boolean | undefined;
  readonly http?: string | undefined;
  readonly host?: string | undefined;
}

/**
 * Where the server listens; `undefined` for stdin and stdout.
 *
 * @throws {CliError} for an address that others reach without a token, and for options that do not fit.
 */
export function addressOf(
  { http, host }: McpFlags,
  env: Terminal["env"],
): Omit<HttpSettings, "onError"> | undefined {
  if (http === undefined) {
    if (host === undefined) return undefined;
    throw new CliError("--host needs --http with a port, such as --http 4020");
  }
  const address = host ?? "127.0.0.1";
  const token = env["INTERKIT_MCP_TOKEN"] || undefined;
  if (token === undefined && !isLoopback(address)) {
    throw new CliError(
      `Other machines can reach ${address}; set INTERKIT_MCP_TOKEN to a secret that clients send as a bearer token, or leave out --host`,
    );
  }
  const port = Number(http);
  if (!/^\d+$/.test(http) || port > 65_535) {
    throw new CliError(`--http needs a port from 0 to 65535, and got "${http}"`);
  }
  return { host: address, port, token };
}

/** Whether an address to listen on is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
