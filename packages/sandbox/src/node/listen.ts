import type { AddressInfo } from "node:net";
import { type HttpBindings, type ServerType, serve } from "@hono/node-server";
import { isLoopback, withAccessCheck } from "./access.ts";
import { type PageSettings, withPage } from "./page.ts";
import { sendResponse } from "./send-response.ts";

/** Options of `sandbox.listen`. */
export interface ListenOptions {
  /** 0, which is also the default, takes any free port. */
  readonly port?: number;
  /** The address to listen on. `127.0.0.1` when left out: this machine only. */
  readonly host?: string;
}

/** A server that is listening. */
export interface SandboxServer {
  /** Where it is, without a slash at the end. */
  readonly url: string;
  /** The port that was taken. */
  readonly port: number;
  /** Stops listening, and closes connections that are still open. */
  readonly close: () => Promise<void>;
}

/** What a server has to know of its sandbox. */
export interface ServedSandbox {
  readonly fetch: (request: Request) => Promise<Response>;
  /** The tokens that are accepted; any when there are none. */
  readonly tokens: readonly string[] | undefined;
  /** What the page starts from. It has the first of the tokens, where only this machine can read it. */
  readonly page: Omit<PageSettings, "token">;
}

/**
 * Serves a sandbox's fetch function over HTTP, with the reference page in front of it.
 *
 * @throws {Error} when it cannot listen, with what to do.
 */
export function listen(
  { fetch, tokens, page }: ServedSandbox,
  options: ListenOptions = {},
): Promise<SandboxServer> {
  const { port = 0, host = "127.0.0.1" } = options;
  // The page calls with a token of its own unless only certain ones are accepted.
  const known = isLoopback(host) ? (tokens?.[0] ?? "") : "";
  const token = tokens === undefined ? "page" : known;
  const answer = withAccessCheck(withPage(fetch, { ...page, token }), { host, tokens });
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: (request, env) => sendResponse(() => answer(request), env as HttpBindings),
        port,
        hostname: host,
        // The program's own `Request` and `Response` stay as they are.
        overrideGlobalObjects: false,
      },
      (info: AddressInfo) => {
        const name = reachableHosts[host] ?? (host.includes(":") ? `[${host}]` : host);
        const url = `http://${name}:${info.port}`;
        resolve({ url, port: info.port, close: () => close(server) });
      },
    );
    server.once("error", (error: NodeJS.ErrnoException) => {
      const message = listenErrorMessage(error.code, port, host);
      reject(message === undefined ? error : new Error(message, { cause: error }));
    });
  });
}

/** How to call one that listens on all addresses of its machine. */
const reachableHosts: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };

function listenErrorMessage(
  code: string | undefined,
  port: number,
  host: string,
): string | undefined {
  switch (code) {
    case "EADDRINUSE":
      return (
        `Port ${port} is already in use. ` +
        "Stop what listens there, or choose another port (0 takes any that is free)."
      );
    case "EACCES":
      return `Port ${port} needs rights that this program does not have. Choose one above 1023.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return (
        `${host} is no address of this machine. ` +
        "127.0.0.1 is for this machine only, and 0.0.0.0 stands for all of its addresses."
      );
    default:
      return undefined;
  }
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    // Clients keep connections open for the next request, which would keep the server alive.
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
